package io.chatguard.benchmarks;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** {@link Echo} without a network: what a guard costs by itself. */
final class EchoTransport implements HttpClient {

    private static final Headers JSON =
            Headers.builder().put("Content-Type", "application/json").build();
    private static final Headers EVENTS =
            Headers.builder().put("Content-Type", "text/event-stream").build();

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        Objects.requireNonNull(request.body()).writeTo(body);
        byte[] sent = body.toByteArray();
        if (!Echo.isStreamed(sent)) {
            return new Response(JSON, new ByteArrayInputStream(Echo.reply(sent)));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(1 << 16);
        Echo.events(sent).forEach(all::writeBytes);
        return new Response(EVENTS, new OneEventAtATime(all.toByteArray()));
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}

    private record Response(Headers headers, InputStream body) implements HttpResponse {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public void close() {}
    }

    /** Ends a read at the end of an event, as a network does that brings them one by one. */
    private static final class OneEventAtATime extends ByteArrayInputStream {
        OneEventAtATime(byte[] events) {
            super(events);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            int end = pos;
            while (end < count && !(buf[end] == '\n' && end > pos && buf[end - 1] == '\n')) {
                end++;
            }
            return super.read(into, offset, Math.min(length, end + 1 - pos));
        }
    }

    /** The body of a call as the SDK hands it over. */
    record Body(byte[] bytes) implements HttpRequestBody {
        @Override
        public void writeTo(java.io.OutputStream out) {
            try {
                out.write(bytes);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public String contentType() {
            return "application/json";
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
}
