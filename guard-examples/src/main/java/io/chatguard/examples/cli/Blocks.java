package io.chatguard.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads an input in blocks of whole lines, undecoded, so that other threads can do what takes time.
 *
 * <p>A block has at least one line, and ends where the input has no more at hand or after {@value #ENOUGH} bytes, so
 * that what comes slowly through a pipe is not held back. Not thread-safe.
 */
final class Blocks implements Conveyor.Source<Blocks.Block> {
    private static final int ENOUGH = 1 << 18;

    private final InputStream in;
    private final String name;
    private final int maxLine;
    private byte[] buffer = new byte[2 * ENOUGH];
    private int length;
    private long line = 1;
    private long offset;

    /**
     * Reads from there.
     *
     * @param name what errors call the input
     * @param maxLine the longest line, terminator included
     */
    Blocks(InputStream in, String name, int maxLine) {
        this.in = in;
        this.name = name;
        this.maxLine = maxLine;
    }

    /**
     * Lines with their terminators; the last of the input gets one if it has none.
     *
     * @param bytes the lines from its start on
     * @param length how many of the bytes are lines
     * @param line the number of the first, from 1
     * @param offset where the first starts in the input
     */
    record Block(byte[] bytes, int length, long line, long offset) {
        @Override
        public String toString() {
            return "Block[line " + line + "]";
        }
    }

    @Override
    public Optional<Block> next() throws IOException {
        int ended = 0; // Where the last line ends that is here as a whole.
        int lines = 0;
        int seen = 0;
        while (true) {
            for (seen = ByteScan.lineFeed(buffer, seen, length);
                    seen < length;
                    seen = ByteScan.lineFeed(buffer, ended, length)) {
                checkLength(seen + 1 - ended, lines);
                ended = seen + 1;
                lines++;
            }
            checkLength(length - ended, lines);
            if (ended > 0 && (length >= ENOUGH || in.available() == 0)) {
                return Optional.of(cut(ended, lines));
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(2 * length, Math.max(length, maxLine) + ENOUGH));
            }
            int more = in.read(buffer, length, Math.min(ENOUGH, buffer.length - length));
            if (more < 0) {
                return length == 0 ? Optional.empty() : Optional.of(last(ended, lines));
            }
            length += more;
        }
    }

    private void checkLength(int bytes, int linesBefore) {
        if (bytes > maxLine) {
            throw InputFailures.tooLong(name + ", line " + (line + linesBefore), maxLine);
        }
    }

    private Block last(int ended, int lines) {
        if (ended < length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length, length + 1));
            buffer[length++] = '\n';
        }
        return cut(length, lines + 1);
    }

    /** Hands over what is whole: a copy of a little, else the buffer itself, and goes on in a new one. */
    private Block cut(int end, int lines) {
        boolean little = end < buffer.length / 4;
        Block block = new Block(little ? Arrays.copyOf(buffer, end) : buffer, end, line, offset);
        byte[] next = little ? buffer : new byte[Math.max(2 * ENOUGH, length - end)];
        System.arraycopy(buffer, end, next, 0, length - end);
        buffer = next;
        length -= end;
        line += lines;
        offset += end;
        return block;
    }
}
