package io.chatguard.examples.demo;

import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what passes between the guard and the network, in both directions.
 *
 * <p>It is put into the client before the client is wrapped, so it stands below the guard and sees what leaves.
 */
final class Wiretap implements HttpClient {

    /** One call: the body that was sent, and what has come back so far. */
    record Tapped(byte[] sent, ByteArrayOutputStream received) {
        /** What has come back so far. */
        byte[] answer() {
            synchronized (received) {
                return received.toByteArray();
            }
        }

        @Override
        public String toString() {
            return "Tapped[" + sent.length + " bytes sent]";
        }
    }

    private final HttpClient below;
    private final List<Tapped> calls;

    private Wiretap(HttpClient below, List<Tapped> calls) {
        this.below = below;
        this.calls = calls;
    }

    /** Puts a wiretap into a client's options; what it hears is added to {@code calls}. */
    static void install(ClientOptions.Builder options, CopyOnWriteArrayList<Tapped> calls) {
        ClientOptions snapshot = options.build();
        options.httpClient(new Wiretap(snapshot.httpClient(), calls));
        options.maxRetries(0);
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Tapped call = tapped(request);
        return new Reply(below.execute(request, options), call);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        Tapped call = tapped(request);
        return below.executeAsync(request, options).thenApply(response -> new Reply(response, call));
    }

    @Override
    public void close() {
        below.close();
    }

    private Tapped tapped(HttpRequest request) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        @Nullable HttpRequestBody body = request.body();
        if (body != null) {
            body.writeTo(sent);
        }
        Tapped call = new Tapped(sent.toByteArray(), new ByteArrayOutputStream());
        calls.add(call);
        return call;
    }

    /** The response with an ear in its body. */
    private record Reply(HttpResponse origin, InputStream body) implements HttpResponse {
        Reply(HttpResponse origin, Tapped call) {
            this(origin, new EventByEvent(origin.body(), call.received()));
        }

        @Override
        public int statusCode() {
            return origin.statusCode();
        }

        @Override
        public Headers headers() {
            return origin.headers();
        }

        @Override
        public void close() {
            origin.close();
        }
    }
}
