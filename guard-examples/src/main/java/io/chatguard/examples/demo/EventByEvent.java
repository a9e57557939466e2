package io.chatguard.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Copies what is read, and gives at most one server-sent event (up to a blank line) at a time, so that the demo sees
 * each event before and after the guard. Other bodies pass in pieces that mean nothing.
 */
final class EventByEvent extends FilterInputStream {
    private final ByteArrayOutputStream copy;
    private int last = -1;

    EventByEvent(InputStream in, ByteArrayOutputStream copy) {
        super(in);
        this.copy = copy;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        if (next >= 0) {
            synchronized (copy) {
                copy.write(next);
            }
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 && length > 0 ? -1 : count;
            }
            into[offset + count++] = (byte) next;
            boolean blankLine = next == '\n' && last == '\n';
            last = next == '\r' ? last : next;
            if (blankLine) {
                break;
            }
        }
        return count;
    }
}
