package io.chatguard.internal.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file line by line and knows where each ends; holds one line in memory, and no more of it than a record has. */
final class LineSource implements Closeable {

    /**
     * A line.
     *
     * @param number from 1
     * @param start the offset of its first byte
     * @param end the offset after its line end
     * @param complete whether it has a line end
     * @param bytes what stands before that
     */
    record Line(long number, long start, long end, boolean complete, byte[] bytes) {
        /** The record that it is, if it has the form of one. */
        Optional<AuditLine> record() {
            return complete ? AuditLine.parse(bytes) : Optional.empty();
        }
    }

    private final InputStream in;
    private long offset;
    private long number;

    private LineSource(InputStream in) {
        this.in = in;
    }

    static LineSource open(Path file) throws IOException {
        return new LineSource(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** The next line; nothing at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        long start = offset;
        int b;
        while ((b = in.read()) >= 0) {
            offset++;
            if (b == '\n') {
                return Optional.of(new Line(++number, start, offset, true, bytes.toByteArray()));
            }
            if (bytes.size() <= AuditLine.LONGEST) {
                bytes.write(b);
            }
        }
        return offset == start
                ? Optional.empty()
                : Optional.of(new Line(++number, start, offset, false, bytes.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
