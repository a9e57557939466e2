package io.chatguard.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Takes each request in: reads and records it, finds who answers, sends the answer. */
final class Desk implements HttpHandler {
    /** A longer body is recorded up to here and refused with 413. */
    static final int MAX_BODY = 64 << 20;

    private final Ids ids = new Ids();
    private final Recorder recorder;
    private final Script script;
    private final Gate hangUps = Gate.closed();
    private final ChatCompletions chat = new ChatCompletions(ids);
    private final Responses responses;
    private volatile Splitter splitter = Splitter.every(4);
    private volatile Wire wire = Wire.plain();
    private volatile Predicate<String> flagged = text -> false;

    Desk(Recorder recorder, Script script, ResponseStore store) {
        this.recorder = recorder;
        this.script = script;
        this.responses = new Responses(ids, store);
    }

    void splitter(Splitter next) {
        splitter = next;
    }

    void wire(Wire next) {
        wire = next;
    }

    void flagged(Predicate<String> next) {
        flagged = next;
    }

    /** Counts the clients that went away, as arrivals. */
    Gate hangUps() {
        return hangUps;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        boolean tooLong = body.length == MAX_BODY && exchange.getRequestBody().read() >= 0;
        Recorded request = new Recorded(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers(exchange), body);
        boolean recorded = recorder.add(request);
        exchange.getResponseHeaders().set("x-request-id", ids.next("req_"));
        exchange.getResponseHeaders().set("openai-version", "2020-10-01");
        exchange.getResponseHeaders().set("openai-processing-ms", "1");
        try {
            if (tooLong) {
                throw new ApiError(413, "", "", "The request is longer than " + MAX_BODY + " bytes.");
            }
            if (!recorded) {
                exchange.getResponseHeaders().set("x-should-retry", "false");
                throw new ApiError(
                        500, "recorder_full", "", "FakeOpenAi: recorder full; call clear() or keepNewest(n).");
            }
            answer(exchange, request);
        } catch (CutOff e) {
            throw e;
        } catch (IOException e) {
            hangUps.count();
            throw e;
        } catch (Error e) {
            // the JDK's server would leave the connection open for ever; for an exception it closes it
            throw new IllegalStateException("FakeOpenAi: " + e.getClass().getName(), e);
        } catch (ApiError e) {
            new Delivery(exchange, new FaultSet(List.of())).json(e.status(), e.body());
        }
    }

    private void answer(HttpExchange exchange, Recorded request) throws IOException, ApiError {
        Route route = Route.of(exchange.getRequestURI().getRawPath());
        boolean post = request.method().equals("POST");
        if (post && route.is("/chat/completions")) {
            converse(exchange, chat, request);
            return;
        }
        if (post && route.is("/responses")) {
            converse(exchange, responses, request);
            return;
        }
        FaultSet faults = new FaultSet(script.nextAt(route.resource()));
        Delivery delivery = new Delivery(exchange, faults);
        faults.beforeReply();
        if (faults.status().isPresent()) {
            delivery.status(faults.status().get());
        } else {
            delivery.json(200, other(request, route, exchange.getRequestURI().getRawPath()));
        }
    }

    /** Answers for the resources behind which no model stands. */
    private Object other(Recorded request, Route route, String path) throws ApiError {
        String call = request.method() + " " + (route.responseId().isEmpty() ? route.resource() : "/responses/{id}");
        return switch (call) {
            case "POST /embeddings" -> Catalog.embeddings(parse(request));
            case "POST /moderations" -> Catalog.moderations(parse(request), flagged, ids);
            case "GET /models" -> Catalog.models();
            case "GET /responses/{id}" -> responses.get(route.responseId());
            case "DELETE /responses/{id}" -> responses.delete(route.responseId());
            default -> throw ApiError.notFound(request.method(), path);
        };
    }

    private void converse(HttpExchange exchange, Api api, Recorded request) throws IOException, ApiError {
        Prompt prompt = api.ask(parse(request), request.decodedBody());
        Reply reply = reply(prompt);
        FaultSet faults = new FaultSet(reply.faults());
        Delivery delivery = new Delivery(exchange, faults);
        faults.beforeReply();
        if (faults.status().isPresent()) {
            delivery.status(faults.status().get());
        } else if (prompt.streamed()) {
            delivery.events(
                    reply.wireOr(wire), events -> api.stream(prompt, reply, reply.splitterOr(splitter), events));
        } else {
            delivery.json(200, api.whole(prompt, reply));
        }
    }

    private Reply reply(Prompt prompt) throws ApiError {
        try {
            return script.next(prompt);
        } catch (RuntimeException | Error e) { // a test's model may throw an AssertionError
            throw new ApiError(
                    500,
                    "model_failed",
                    "",
                    "FakeOpenAi: the model threw " + e.getClass().getName() + ".");
        }
    }

    private static Object parse(Recorded request) throws ApiError {
        try {
            Object body = Json.read(request.decodedBody());
            if (body instanceof Map) {
                return body;
            }
        } catch (IOException e) {
            // said below, with the other case
        }
        throw new ApiError(400, "", "", "We could not parse the JSON body of your request.");
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(new ArrayList<>(values))));
        return Collections.unmodifiableMap(headers);
    }
}
