package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The response as the caller sees it: the provider's status, a body of ours. */
final class WireReply implements HttpResponse {

    private final HttpResponse origin;
    private final UnaryOperator<Headers.Builder> marks;
    private final InputStream body;
    private volatile @Nullable Headers headers;

    private WireReply(HttpResponse origin, UnaryOperator<Headers.Builder> marks, InputStream body) {
        this.origin = origin;
        this.marks = marks;
        this.body = body;
    }

    /** @param marks what is changed in the provider's headers, once somebody asks for them: few callers do */
    static WireReply of(HttpResponse origin, UnaryOperator<Headers.Builder> marks, InputStream body) {
        return new WireReply(origin, marks, body);
    }

    static WireReply of(HttpResponse origin, UnaryOperator<Headers.Builder> marks, byte[] body) {
        return new WireReply(origin, marks, new ByteArrayInputStream(body));
    }

    @Override
    public int statusCode() {
        return origin.statusCode();
    }

    @Override
    public Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = marks.apply(origin.headers().toBuilder()).build();
            headers = known;
        }
        return known;
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
