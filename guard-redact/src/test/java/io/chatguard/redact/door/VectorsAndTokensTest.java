package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Policy.Opaque;
import io.chatguard.spi.Event;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Text that becomes vectors, and text that is sent as the tokens of a model. */
class VectorsAndTokensTest {

    private final GuardedLoop loop = new GuardedLoop(Policy.defaults());

    VectorsAndTokensTest() throws IOException {}

    @AfterEach
    void close() {
        loop.close();
    }

    private static EmbeddingCreateParams.Builder embedding() {
        return EmbeddingCreateParams.builder().model("text-embedding-3-small");
    }

    @Test
    void embedsAConstantByTypeSoThatIndexAndQueryAgree() {
        loop.guarded
                .embeddings()
                .create(embedding()
                        .input("from bob@example.com to al@example.org")
                        .build());
        assertThat(loop.body()).contains("from [EMAIL_ADDRESS] to [EMAIL_ADDRESS]");
        loop.guarded.embeddings().create(embedding().input("eve@example.net").build());
        assertThat(loop.body()).contains("\"[EMAIL_ADDRESS]\"");
    }

    @Test
    void refusesArraysOfModelTokens() {
        EmbeddingCreateParams one =
                embedding().inputOfArrayOfTokens(List.of(1L, 2L)).build();
        EmbeddingCreateParams many = embedding()
                .inputOfArrayOfTokenArrays(List.of(List.of(1L), List.of(2L)))
                .build();
        CompletionCreateParams legacy = CompletionCreateParams.builder()
                .model("gpt-3.5-turbo-instruct")
                .promptOfArrayOfTokens(List.of(1L, 2L))
                .build();
        List<Runnable> calls = List.of(
                () -> loop.guarded.embeddings().create(one),
                () -> loop.guarded.embeddings().create(many),
                () -> loop.guarded.completions().create(legacy));
        for (Runnable call : calls) {
            GuardException refused = catchThrowableOfType(GuardException.class, call::run);
            assertThat(refused.reason()).isEqualTo(GuardException.Reason.REQUEST_REFUSED);
            assertThat(refused.rule()).isEqualTo("opaque/tokens");
            assertThat(refused).hasMessageContaining("send the text itself");
        }
        assertThat(loop.api.take()).isEmpty();
    }

    @Test
    void sendsModelTokensWhereThePolicyAllowsThemAndNamesThem() throws IOException {
        try (GuardedLoop open =
                new GuardedLoop(Policy.builder().opaque(Opaque.FLAG).build())) {
            open.guarded
                    .embeddings()
                    .create(embedding().inputOfArrayOfTokens(List.of(1L, 2L)).build());
            assertThat(open.body()).contains("\"input\":[1,2]");
            assertThat(open.receipts.get(0).opaque())
                    .extracting(Event.Opaque::place, Event.Opaque::mediaType)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("/input/0", "application/x-model-tokens"));
        }
    }

    @Test
    void refusesWebSockets() {
        assertThat(catchThrowableOfType(
                        UnsupportedOperationException.class,
                        () -> loop.guarded.responses().connect()))
                .hasMessageContaining("does not support WebSockets");
        assertThat(loop.api.take()).isEmpty();
    }
}
