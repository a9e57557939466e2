package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SseRewriterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteSink sink = out::write;
    private final List<SseEvent> seen = new ArrayList<>();

    private SseRewriter rewriter(BiConsumer<SseEvent, SseAnswer> onEvent, Consumer<SseInsert> onFinish) {
        return SseRewriter.of(
                new SseHandler() {
                    @Override
                    public void onEvent(SseEvent event, SseAnswer answer) {
                        seen.add(event);
                        onEvent.accept(event, answer);
                    }

                    @Override
                    public void onFinish(SseInsert insert) {
                        onFinish.accept(insert);
                    }
                },
                1_000);
    }

    private SseRewriter rewriter(BiConsumer<SseEvent, SseAnswer> onEvent) {
        return rewriter(onEvent, insert -> {});
    }

    private void feed(SseRewriter rewriter, String text) {
        byte[] bytes = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
        rewriter.feed(bytes, 2, bytes.length - 4, sink);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEventGoesOutAsSoonAsItsBlankLineHasCome() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.forward());
        feed(rewriter, "event: a\r\ndata: x\r\ndata:y\r\n");
        assertThat(output()).isEmpty();
        feed(rewriter, "\r");
        assertThat(output()).isEqualTo("event: a\r\ndata: x\r\ndata:y\r\n\r");
        assertThat(seen.get(0).name()).isEqualTo("a");
        assertThat(seen.get(0).data()).isEqualTo(bytes("x\ny"));
        assertThat(seen.get(0).raw()).isEqualTo(bytes("event: a\r\ndata: x\r\ndata:y\r\n\r"));
        assertThat(seen.get(0).isComplete()).isTrue();
        feed(rewriter, "\n");
        assertThat(output()).endsWith("\r\n\r\n");
        assertThat(seen).hasSize(1);
    }

    @Test
    void commentsBetweenEventsPassAtOnceAndThoseInsideStayInside() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.replaceData(bytes("y")));
        feed(rewriter, ": ping\n");
        assertThat(output()).isEqualTo(": ping\n");
        feed(rewriter, "data: x\n: inside\nid: 1\n\n");
        assertThat(output()).isEqualTo(": ping\ndata: y\n: inside\nid: 1\n\n");
    }

    @Test
    void blocksWithoutDataPassUnasked() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.drop());
        feed(rewriter, "\n\nevent: x\n\nretry: 3\n\ndata: gone\n\n");
        assertThat(output()).isEqualTo("\n\nevent: x\n\nretry: 3\n\n");
    }

    @Test
    void newDataKeepsTheOtherFieldsAndTheLineEnds() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.replaceData(bytes("1\n2\r\n 3")));
        feed(rewriter, "id:9\r\ndata:x\r\nfoo\r\ndata:y\r\n\r\n");
        assertThat(output()).isEqualTo("id:9\r\ndata:1\r\ndata:2\r\ndata:  3\r\nfoo\r\n\r\n");
    }

    @Test
    void eventsCanBeInsertedBeforeAnyAndAtTheEnd() {
        SseRewriter rewriter = rewriter(
                (event, answer) -> {
                    answer.insertBefore("", bytes("first"));
                    answer.insertBefore("e", bytes("a\nb"));
                    answer.forward();
                },
                insert -> insert.insert("last", bytes("z")));
        feed(rewriter, "data: x\n\n");
        rewriter.finish(sink);
        assertThat(output())
                .isEqualTo("data: first\n\nevent: e\ndata: a\ndata: b\n\ndata: x\n\nevent: last\ndata: z\n\n");
    }

    @Test
    void anEventThatIsNotAnsweredIsDroppedWithItsLateLineFeed() {
        SseRewriter rewriter = rewriter((event, answer) -> {});
        feed(rewriter, "data: x\r\n\r");
        feed(rewriter, "\n: c\n");
        assertThat(output()).isEqualTo(": c\n");
    }

    @Test
    void anIncompleteEventIsGivenToTheHandlerAndNothingIsGluedToIt() {
        SseRewriter rewriter = rewriter(
                (event, answer) -> answer.replaceData(bytes("safe")), insert -> insert.insert("error", bytes("{}")));
        feed(rewriter, "event: a\ndata: raw");
        rewriter.finish(sink);
        assertThat(seen.get(0).isComplete()).isFalse();
        assertThat(seen.get(0).data()).isEqualTo(bytes("raw"));
        assertThat(output()).isEqualTo("event: error\ndata: {}\n\nevent: a\ndata: safe\n");
    }

    @Test
    void anIncompleteEventThatIsNotAnsweredLeavesNothing() {
        SseRewriter rewriter = rewriter((event, answer) -> {});
        feed(rewriter, "data: raw\n");
        rewriter.finish(sink);
        assertThat(output()).isEmpty();
    }

    @Test
    void aByteOrderMarkPassesAndIsNoPartOfTheFirstLine() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.replaceData(bytes("y")));
        feed(rewriter, "\ufeffdata: x\n\n");
        assertThat(output()).isEqualTo("\ufeffdata: y\n\n");
    }

    @Test
    void anEventThatIsTooLongOrALineWithoutEndStopsTheStream() {
        SseRewriter rewriter = rewriter((event, answer) -> answer.forward());
        feed(rewriter, "data: x\n\n");
        feed(rewriter, "data: " + "x".repeat(900));
        assertThatThrownBy(() -> feed(rewriter, "x".repeat(95)))
                .isInstanceOf(StreamRefused.class)
                .hasMessage("stream refused at event 1: longer than 1000 bytes; let the server send smaller events");
        assertThat(output()).isEqualTo("data: x\n\n");
        assertThatIllegalStateException().isThrownBy(() -> feed(rewriter, "\n\n"));
        assertThatIllegalStateException().isThrownBy(() -> rewriter.finish(sink));
    }

    @Test
    void aLongEventInPiecesOfOneByteIsFollowedByAShortOne() {
        SseRewriter rewriter = SseRewriter.of(new SseHandler() {
            @Override
            public void onEvent(SseEvent event, SseAnswer answer) {
                answer.forward();
            }

            @Override
            public void onFinish(SseInsert insert) {}
        });
        String stream = "data: " + "x".repeat(300_000) + "\n\ndata: y\n\n";
        byte[] bytes = bytes(stream);
        for (int i = 0; i < bytes.length; i++) {
            rewriter.feed(bytes, i, 1, sink);
        }
        rewriter.finish(sink);
        assertThat(output()).isEqualTo(stream);
    }

    @Test
    void nothingPassesAfterTheHandlerFailed() {
        SseRewriter rewriter = rewriter((event, answer) -> {
            throw new UnsupportedOperationException();
        });
        assertThatThrownBy(() -> feed(rewriter, "data: x\n\ndata: y\n\n"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalStateException().isThrownBy(() -> rewriter.finish(sink));
        assertThat(output()).isEmpty();
    }

    @Test
    void anEventIsAnsweredOnceAndAtItsTime() {
        List<SseAnswer> kept = new ArrayList<>();
        SseRewriter rewriter = rewriter((event, answer) -> {
            kept.add(answer);
            assertThatIllegalArgumentException().isThrownBy(() -> answer.insertBefore("a\nb", bytes("")));
            answer.forward();
            assertThatIllegalStateException().isThrownBy(answer::drop);
            assertThatIllegalStateException().isThrownBy(() -> answer.insertBefore("", bytes("")));
        });
        feed(rewriter, "data: x\n\n");
        assertThatIllegalStateException().isThrownBy(kept.get(0)::forward);
        assertThat(seen.get(0)).hasToString("SseEvent[9 bytes]");
    }
}
