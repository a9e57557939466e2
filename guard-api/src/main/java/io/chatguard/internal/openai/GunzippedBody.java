package io.chatguard.internal.openai;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A gzip body, opened by its first read: the JDK's stream reads the header when it is made, which would hold a streamed
 * reply back until its first bytes arrive. For one thread.
 */
final class GunzippedBody extends InputStream {

    private final InputStream in;
    private @Nullable InputStream clear;

    GunzippedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return clear().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return clear().read(target, offset, length);
    }

    private InputStream clear() throws IOException {
        InputStream opened = clear;
        if (opened == null) {
            opened = new GZIPInputStream(in);
            clear = opened;
        }
        return opened;
    }

    /** Closes what is compressed; the inflater's memory is freed with it where it was opened. */
    @Override
    public void close() throws IOException {
        InputStream opened = clear;
        (opened == null ? in : opened).close();
    }
}
