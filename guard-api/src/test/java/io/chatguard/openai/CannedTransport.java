package io.chatguard.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport without a network: answers every request with one stream. */
final class CannedTransport implements HttpClient {

    private volatile byte[] body = {};
    private final AtomicInteger open = new AtomicInteger();

    /** A client of the SDK on this transport. */
    OpenAIClient client() {
        return new OpenAIClientImpl(ClientOptions.builder()
                .httpClient(this)
                .apiKey("test-key")
                .maxRetries(0)
                .build());
    }

    void reply(byte[] bytes) {
        body = bytes;
    }

    /** How many responses were not closed. */
    int open() {
        return open.get();
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        open.incrementAndGet();
        InputStream in = new ByteArrayInputStream(body);
        return new HttpResponse() {
            private boolean closed;

            @Override
            public int statusCode() {
                return 200;
            }

            @Override
            public Headers headers() {
                return Headers.builder()
                        .put("Content-Type", "text/event-stream")
                        .build();
            }

            @Override
            public InputStream body() {
                return in;
            }

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}
}
