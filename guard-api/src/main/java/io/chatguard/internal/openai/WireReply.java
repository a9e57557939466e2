package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The response as the caller sees it: the provider's status, a body of ours. */
final class WireReply implements HttpResponse {

    private final HttpResponse origin;
    private final Headers headers;
    private final InputStream body;

    private WireReply(HttpResponse origin, Headers headers, InputStream body) {
        this.origin = origin;
        this.headers = headers;
        this.body = body;
    }

    static WireReply of(HttpResponse origin, Headers headers, InputStream body) {
        return new WireReply(origin, headers, body);
    }

    static WireReply of(HttpResponse origin, Headers headers, byte[] body) {
        return new WireReply(origin, headers, new ByteArrayInputStream(body));
    }

    @Override
    public int statusCode() {
        return origin.statusCode();
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // The connection is given up anyway; origin.close() below frees it.
        }
        if (!(body instanceof StreamedReply)) {
            // A streamed reply closes its origin itself, when no reader is inside.
            origin.close();
        }
    }
}
