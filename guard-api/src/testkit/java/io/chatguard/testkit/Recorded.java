package io.chatguard.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One request as the server received it. Immutable. {@code toString} shows neither path nor text.
 *
 * <p>Names of headers come as the JDK's server gives them (first letter upper case, the rest lower case); all else is
 * as sent.
 */
public final class Recorded {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    Recorded(String method, String target, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** The method, in upper case. */
    public String method() {
        return method;
    }

    /** Path and query exactly as they were sent, nothing decoded. */
    public String target() {
        return target;
    }

    /** The headers; a name maps to its values in their order. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The bytes of the body as sent, perhaps compressed. */
    public byte[] body() {
        return body.clone();
    }

    /** The bytes of the body after {@code Content-Encoding: gzip} is undone. */
    public byte[] decodedBody() {
        return unzipped().clone();
    }

    /** The decoded body as UTF-8 text. */
    public String text() {
        return new String(unzipped(), StandardCharsets.UTF_8);
    }

    /**
     * The string at this JSON pointer (RFC 6901) of the body, such as {@code /messages/0/content}; other scalars as
     * their JSON.
     *
     * @throws IllegalArgumentException if the body is not JSON, or nothing stands there
     */
    public String at(String pointer) {
        try {
            return Pointer.read(Json.read(unzipped()), pointer);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body of this request is not JSON", e);
        }
    }

    /**
     * Every way to read this request that a leak could hide in: target, headers and body as they are; URL-decoded; each
     * string and key of the JSON body, and of JSON inside those strings; runs of base64 decoded.
     *
     * <p>For leak checks: a planted value must occur in none of them.
     */
    public List<String> readings() {
        return Readings.of(this);
    }

    /** Whether any of {@link #readings} contains this text. */
    public boolean contains(String value) {
        for (String reading : readings()) {
            if (reading.contains(value)) {
                return true;
            }
        }
        return false;
    }

    /** What this record holds in memory, about. */
    long size() {
        return body.length + 2L * target.length() + 512;
    }

    private byte[] unzipped() {
        return Gzip.undo(headers, body);
    }

    @Override
    public String toString() {
        return "Recorded[" + method + ", " + body.length + " bytes]";
    }
}
