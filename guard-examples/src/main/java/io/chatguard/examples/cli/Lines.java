package io.chatguard.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads lines of strict UTF-8, terminators included, holding one line at a time.
 *
 * <p>A line ends with LF; CR before it belongs to the line. Bytes are neither lost nor altered: the lines joined are
 * the input. Not thread-safe.
 */
final class Lines {
    private static final int CHUNK = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private final String name;
    private final int maxBytes;
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;
    private byte[] line = new byte[256];
    private int length;
    private long number;
    private long offset;

    /**
     * Reads from there.
     *
     * @param name what errors call the input
     * @param maxBytes the longest line, terminator included
     */
    Lines(InputStream in, String name, int maxBytes) {
        this.in = in;
        this.name = name;
        this.maxBytes = maxBytes;
    }

    /** One line: its bytes with the terminator, its number from 1, and the offset of its first byte in the input. */
    record Line(byte[] bytes, long number, long offset) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** What errors call the input. */
    String name() {
        return name;
    }

    /** What errors call that line. */
    String place(long line) {
        return name + ", line " + line;
    }

    /** The next line; empty at the end of the input. */
    Optional<Line> next() throws IOException {
        length = 0;
        while (true) {
            if (from == to && !fill()) {
                return length == 0 ? Optional.empty() : Optional.of(take());
            }
            int end = ByteScan.lineFeed(chunk, from, to);
            boolean ended = end < to;
            append(ended ? end + 1 : end);
            if (ended) {
                return Optional.of(take());
            }
        }
    }

    /** The text of a line. */
    String decode(Line of) {
        String text = new String(of.bytes(), StandardCharsets.UTF_8);
        // What is invalid becomes U+FFFD: only a line that has one has to be looked at again.
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(of);
    }

    private String strictly(Line of) {
        ByteBuffer bytes = ByteBuffer.wrap(of.bytes());
        CharBuffer chars = CharBuffer.allocate(of.bytes().length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            throw InputFailures.utf8(place(of.number()), of.offset() + bytes.position());
        }
        return chars.flip().toString();
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(chunk, 0, CHUNK));
        return to > 0;
    }

    private void append(int end) {
        int more = end - from;
        if (more > maxBytes - length) {
            throw InputFailures.tooLong(place(number + 1), maxBytes);
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(maxBytes, Math.max(2L * line.length, (long) length + more)));
        }
        System.arraycopy(chunk, from, line, length, more);
        length += more;
        from = end;
    }

    private Line take() {
        Line taken = new Line(Arrays.copyOf(line, length), ++number, offset);
        offset += length;
        return taken;
    }
}
