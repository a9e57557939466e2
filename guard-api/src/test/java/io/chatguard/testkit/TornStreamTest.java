package io.chatguard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TornStreamTest {
    /** The pieces in which these events reach the client: what stood between two flushes. */
    private static List<byte[]> pieces(List<byte[]> events, long seed, boolean sendsAll) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream wire = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (size() > 0) {
                    pieces.add(toByteArray());
                    reset();
                }
            }
        };
        try (TornStream torn = new TornStream(wire, seed, sendsAll)) {
            for (byte[] event : events) {
                torn.write(event);
                torn.flush();
            }
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Property(tries = 200)
    void thePiecesJoinToWhatWasWritten(@ForAll List<byte[]> events, @ForAll long seed, @ForAll boolean sendsAll)
            throws IOException {
        assertThat(joined(pieces(events, seed, sendsAll))).isEqualTo(joined(events));
    }

    @Test
    void cutsFallInsideUtf8SequencesAndPiecesSpanEvents() throws IOException {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add("|👋👋👋".getBytes(UTF_8));
        }

        List<byte[]> pieces = pieces(events, 1, false);

        assertThat(pieces).anyMatch(piece -> (piece[0] & 0xC0) == 0x80);
        assertThat(pieces).anyMatch(piece -> new String(piece, UTF_8).indexOf('|') > 0);
    }

    @Test
    void everyEventIsSentWholeWhereSomebodyWaitsForIt() throws IOException {
        List<byte[]> events = List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8), "three".getBytes(UTF_8));

        for (byte[] piece : pieces(events, 1, true)) {
            assertThat("onetwothree").contains(new String(piece, UTF_8));
            assertThat(new String(piece, UTF_8)).doesNotContain("et").doesNotContain("ot");
        }
    }
}
