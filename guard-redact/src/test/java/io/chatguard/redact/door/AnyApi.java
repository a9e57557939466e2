package io.chatguard.redact.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that takes whatever is asked, keeps what it received, and answers with an empty object or with
 * what it was told.
 */
final class AnyApi implements AutoCloseable {

    /** What was received: request line, headers and body, one after the other. */
    record Received(String method, String target, String headers, String body) {
        String all() {
            return method + ' ' + target + '\n' + headers + '\n' + body;
        }
    }

    /** What it answers with. */
    record Answer(String contentType, byte[] body) {}

    private static final byte[] ANSWER =
            "{\"id\":\"x_1\",\"object\":\"list\",\"data\":[],\"has_more\":false}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENTS = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "any-api");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Received> received = new ArrayList<>();
    private volatile Optional<Answer> told = Optional.empty();

    AnyApi() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers with that from now on. */
    void answerWith(Answer answer) {
        told = Optional.of(answer);
    }

    /** What came since the last call of this. */
    List<Received> take() {
        synchronized (received) {
            List<Received> all = List.copyOf(received);
            received.clear();
            return all;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            StringBuilder headers = new StringBuilder();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.append(name).append(": ").append(values).append('\n'));
            synchronized (received) {
                received.add(new Received(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers.toString(), body));
            }
            boolean events = headers.indexOf("event-stream") >= 0 || body.contains("\"stream\":true");
            Answer answer = told.orElseGet(
                    () -> events ? new Answer("text/event-stream", EVENTS) : new Answer("application/json", ANSWER));
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            int length = answer.body().length;
            exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
