package io.chatguard.benchmarks;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.openai.GuardedOpenAI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A client of the real SDK, bare or guarded, and a model on loopback. */
@State(Scope.Benchmark)
public class Calls {

    /**
     * {@code lens} is a guard that looks for nothing: what taking the call apart costs by itself; {@code chain} the
     * same with the section {@code resilience} of the policy.
     */
    @Param({"bare", "guarded"})
    public String client = "bare";

    private final LoopbackModel model = LoopbackModel.start();
    private final List<Chat> chats = Chats.pool(2048, 3);
    private final List<ChatCompletionCreateParams> params =
            chats.stream().map(Chat::params).toList();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(model.baseUrl())
            .apiKey("sk-benchmark")
            .build();
    private Optional<Guard> guard = Optional.empty();
    private OpenAIClient measured = bare;
    private int next;

    @Setup(Level.Trial)
    public void open() {
        guard = switch (client) {
            case "bare" -> Optional.empty();
            case "lens" -> Optional.of(Guards.lens());
            case "chain" -> Optional.of(Guards.chain());
            case "guarded" -> Optional.of(Guards.rules());
            default -> throw new IllegalArgumentException("client is bare, lens, chain or guarded");
        };
        measured = guard.map(g -> GuardedOpenAI.wrap(bare, g)).orElse(bare);
        for (int i = 0; i < Chats.POOL; i++) {
            rehearse(i);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        guard.ifPresent(Guard::close);
        bare.close();
        model.close();
    }

    OpenAIClient client() {
        return measured;
    }

    /** The next chat of the pool. */
    ChatCompletionCreateParams next() {
        return params.get(next++ & (Chats.POOL - 1));
    }

    /** The measured client must give the bare one's answer, and a guarded one must have sent none of the values. */
    private void rehearse(int i) {
        Chat chat = chats.get(i);
        require(answer(bare, i).equals(chat.question()), "the bare client gets its question back");
        require(chat.values().stream().allMatch(this::wasSent), "the bare client sends the values");
        require(answer(measured, i).equals(chat.question()), "the measured client gets its question back");
        require(
                client.equals("guarded") == chat.values().stream().noneMatch(this::wasSent),
                "none of the values is on the wire if, and only if, a guard redacts");
    }

    private String answer(OpenAIClient of, int i) {
        return of.chat()
                .completions()
                .create(params.get(i))
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }

    private boolean wasSent(String value) {
        return new String(model.lastRequest(), StandardCharsets.UTF_8).contains(value);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so, and nothing was measured: " + what);
        }
    }
}
