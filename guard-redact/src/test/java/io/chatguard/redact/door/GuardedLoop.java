package io.chatguard.redact.door;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.openai.GuardedOpenAI;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A guarded client, the server that it talks to, and the receipts of its calls. */
final class GuardedLoop implements AutoCloseable {

    final AnyApi api = new AnyApi();
    final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(api.baseUrl())
            .apiKey("none")
            .maxRetries(0)
            .build();
    final OpenAIClient guarded;
    final List<Receipt> receipts = new ArrayList<>();
    private final Guard guard;

    GuardedLoop(Policy policy) throws IOException {
        guard = Guard.builder().policy(policy).onReceipt(receipts::add).build();
        guarded = GuardedOpenAI.wrap(bare, guard);
    }

    /** The body of the one request that came since the last call of this. */
    String body() {
        List<AnyApi.Received> received = api.take();
        if (received.size() != 1) {
            throw new AssertionError(received.size() + " requests");
        }
        return received.get(0).body();
    }

    @Override
    public void close() {
        bare.close();
        guard.close();
        api.close();
    }
}
