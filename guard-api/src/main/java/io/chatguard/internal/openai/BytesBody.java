package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request body of known bytes, which can be sent again. */
final class BytesBody implements HttpRequestBody {

    private final byte[] bytes;
    private final String contentType;

    BytesBody(byte[] bytes, String contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw BytesBody.<RuntimeException>asThrown(e);
        }
    }

    /** The SDK's own bodies are written in Kotlin and throw I/O errors as they are, which transports retry by. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asThrown(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public InputStream content() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {}
}
