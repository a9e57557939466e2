package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.internal.vault.InMemoryVaultStore;
import io.chatguard.spi.VaultStore;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Soak;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** However a stream ends, the scope that was made for its call ends with it. */
class TruncatedScopesTest {

    /** Knows which scopes were begun and not erased. */
    private static final class Counting implements VaultStore {
        private final VaultStore store = new InMemoryVaultStore(InstantSource.system(), 1_000);
        private final Set<String> open = ConcurrentHashMap.newKeySet();
        private int opened;

        @Override
        public void open(String scope, Instant until) {
            store.open(scope, until);
            open.add(scope);
            opened++;
        }

        @Override
        public boolean extend(String scope, Instant until) {
            return store.extend(scope, until);
        }

        @Override
        public Optional<List<Row>> assign(String scope, List<Draft> drafts) {
            return store.assign(scope, drafts);
        }

        @Override
        public Optional<List<Row>> rows(String scope, long afterRevision) {
            return store.rows(scope, afterRevision);
        }

        @Override
        public void erase(String scope) {
            store.erase(scope);
            open.remove(scope);
        }

        @Override
        public void link(String link, byte[] sealed, Instant until) {
            store.link(link, sealed, until);
        }

        @Override
        public Optional<byte[]> findLink(String link) {
            return store.findLink(link);
        }

        @Override
        public Purged purge() {
            return store.purge();
        }

        @Override
        public Size size() {
            return store.size();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void noScopeIsLeftAfterTruncationsResetsErrorsAndEarlyCloses() {
        Counting store = new Counting();
        Random random = new Random(Soak.seed());
        int calls = Soak.cases(200, 2_000);
        List<String> left = new ArrayList<>();
        try (FakeOpenAi fake = FakeOpenAi.start();
                Guard guard = Guard.builder()
                        .audit(event -> {})
                        .redaction(Redaction.builder(Policy.defaults())
                                .store(store)
                                .build())
                        .build()) {
            OpenAIClient bare = OpenAIOkHttpClient.builder()
                    .baseUrl(fake.baseUrl())
                    .apiKey("test-key")
                    .maxRetries(0)
                    .build();
            OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
            fake.keepNewest(0);
            for (int i = 0; i < calls; i++) {
                fake.enqueue(fault(random));
                try (var stream = client.chat()
                        .completions()
                        .createStreaming(ChatCompletionCreateParams.builder()
                                .model("gpt-4o")
                                .addUserMessage("I am zoe" + i + "@example.com")
                                .build())) {
                    stream.stream().limit(random.nextInt(30)).forEach(chunk -> {});
                } catch (RuntimeException e) {
                    // Which ones, TruncationTest says.
                }
            }
            left.addAll(store.open);
            bare.close();
        }
        assertThat(store.opened).isEqualTo(calls);
        assertThat(left).isEmpty();
    }

    private static Fault fault(Random random) {
        int at = random.nextInt(20);
        return switch (random.nextInt(6)) {
            case 0 -> Fault.endAfterEvents(at);
            case 1 -> Fault.dropAfterEvents(at);
            case 2 -> Fault.endAfterBytes(at * 200L);
            case 3 -> Fault.dropAfterBytes(at * 200L);
            case 4 -> Fault.streamErrorAfterEvents(at, "c", "m");
            default -> Fault.serverError();
        };
    }
}
