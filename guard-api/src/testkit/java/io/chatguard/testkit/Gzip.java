package io.chatguard.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Undoes {@code Content-Encoding: gzip}; at most {@value #MAX_BYTES} bytes come out, the rest is dropped. */
final class Gzip {
    private static final int MAX_BYTES = 64 << 20;

    private Gzip() {}

    /** Gives the body itself when it is not compressed, or says so and is not. */
    static byte[] undo(Map<String, List<String>> headers, byte[] body) {
        if (!headers.getOrDefault("Content-encoding", List.of()).contains("gzip")) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            return body;
        }
    }
}
