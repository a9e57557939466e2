package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes a request of the SDK apart, runs it through the stages and puts it together again. */
final class RequestScreen {

    private static final byte[] NO_BODY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    private final GuardCore core;
    private final Optional<GuardCore.Pin> pin;

    RequestScreen(GuardCore core, Optional<GuardCore.Pin> pin) {
        this.core = core;
        this.pin = pin;
    }

    PreparedCall screen(HttpRequest given) {
        HttpRequest request = ServerIds.withoutHandle(given);
        HttpRequestBody body = request.body();
        if (body == null) {
            return json(given, request, () -> NO_BODY);
        }
        String type = body.contentType();
        String media = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (media.startsWith("application/json")) {
            return json(given, request, () -> read(body));
        }
        if (media.startsWith("multipart/form-data")) {
            return multipart(given, request, type, body);
        }
        return opaque(given, request);
    }

    private PreparedCall json(HttpRequest given, HttpRequest request, Supplier<byte[]> body) {
        JsonIndex index = readable(given, request, () -> index(body.get()));
        Facts facts =
                request.body() == null ? RequestFacts.of(request) : RequestFacts.of(request.pathSegments(), index);
        ExchangeRun run = core.open(facts, pin, ServerIds.of(given, Optional.of(index)));
        return screen(run, request, found -> content(index, found));
    }

    private record Form(byte[] bytes, List<Multipart.Part> parts) {}

    private PreparedCall multipart(HttpRequest given, HttpRequest request, String type, HttpRequestBody body) {
        Form form = readable(given, request, () -> {
            byte[] bytes;
            try {
                bytes = read(body);
            } finally {
                body.close();
            }
            return new Form(bytes, Multipart.parse(bytes, type));
        });
        byte[] bytes = form.bytes();
        List<Multipart.Part> parts = form.parts();
        Facts facts = RequestFacts.of(request.pathSegments(), name -> MultipartWalk.field(bytes, parts, name));
        ExchangeRun run = core.open(facts, pin, ServerIds.of(given, Optional.empty()));
        return screen(run, request, found -> MultipartWalk.walk(bytes, parts, core.policy(), found::add));
    }

    /** Reads a body; where it is refused, an exchange is opened for the evidence alone, and ends. */
    private <T> T readable(HttpRequest given, HttpRequest request, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GuardException refused) {
            core.open(RequestFacts.of(request), pin, ServerIds.of(given, Optional.empty()))
                    .refuse(refused);
            throw refused;
        }
    }

    private PreparedCall screen(ExchangeRun run, HttpRequest request, Function<List<Event>, BodyContent> reader) {
        try {
            List<Event> found = new ArrayList<>();
            WireContent content = new WireContent(reader.apply(found), AroundSegments.of(request));
            found.forEach(run::record);
            return send(run, request, content);
        } catch (GuardException e) {
            if (e.reason() == GuardException.Reason.REQUEST_REFUSED && !run.isEnded()) {
                run.refuse(e);
            }
            run.end(Ending.FAILED);
            throw e;
        } catch (RuntimeException e) {
            run.end(Ending.FAILED);
            throw e;
        }
    }

    /** Runs the request through the stages once more, with an instruction added. */
    PreparedCall again(PreparedCall call, WireContent original, String instruction) {
        return send(call.run(), call.request(), original.withInstruction(instruction));
    }

    private PreparedCall send(ExchangeRun run, HttpRequest request, WireContent content) {
        Content screened = run.request(content);
        if (!(screened instanceof WireContent out)) {
            throw new IllegalStateException("a stage returned a content that was not made of the one it was given");
        }
        HttpRequest next = request;
        boolean retried = !request.headers().values(RETRY_COUNT).isEmpty();
        if (retried || out.around() != content.around()) {
            next = request.toBuilder()
                    .removeHeaders(RETRY_COUNT)
                    .queryParams(AroundSegments.query(request, out.around()))
                    .build();
        }
        HttpRequestBody body = request.body();
        if (body != null) {
            // What was screened is what is sent: the SDK's own body could be written differently a second time.
            String type = body.contentType();
            next = BodySwap.withBody(
                    next, new BytesBody(written(out.body()), type == null ? "application/json" : type));
        }
        return new PreparedCall(run, next, content);
    }

    private static byte[] written(BodyContent body) {
        try {
            return body.bytes();
        } catch (JsonRefused e) {
            throw Refusals.request(e);
        }
    }

    private PreparedCall opaque(HttpRequest given, HttpRequest request) {
        Policy policy = core.policy();
        ExchangeRun run = core.open(RequestFacts.of(request), pin, ServerIds.of(given, Optional.empty()));
        if (policy.opaque() == Policy.Opaque.BLOCK) {
            GuardException refused = Refusals.opaqueBody();
            run.refuse(refused);
            throw refused;
        }
        Action action = policy.opaque() == Policy.Opaque.FLAG ? Action.FLAG : Action.ALLOW;
        run.record(new Event.Opaque("/", "application/octet-stream", action));
        List<Event> found = new ArrayList<>();
        WireContent around = new WireContent(content(index(NO_BODY), found), AroundSegments.of(request));
        Content screened = run.request(around);
        HttpRequest.Builder next = request.toBuilder().removeHeaders(RETRY_COUNT);
        if (screened instanceof WireContent out && out != around) {
            next.queryParams(AroundSegments.query(request, out.around()));
        }
        return new PreparedCall(run, next.build(), null);
    }

    private JsonContent content(JsonIndex index, List<Event> events) {
        JsonWalk walk = new JsonWalk(JsonWalk.Body.REQUEST, core.policy(), JsonWalk.Answers.PROSE, events::add);
        return JsonContent.of(index, walk.walk(index), bytes -> content(index(bytes), new ArrayList<>()));
    }

    private JsonIndex index(byte[] bytes) {
        try {
            return JsonIndex.of(bytes, limits(core.policy().maxRequestBytes()));
        } catch (JsonRefused e) {
            throw Refusals.request(e);
        }
    }

    static JsonLimits limits(long bytes) {
        return JsonLimits.DEFAULT.withMaxBytes((int) Math.min(bytes, Integer.MAX_VALUE - 64));
    }

    private byte[] read(HttpRequestBody body) {
        long limit = core.policy().maxRequestBytes();
        if (body.contentLength() > limit) {
            throw Refusals.requestTooLarge(limit);
        }
        BoundedBuffer buffer = new BoundedBuffer(limit, body.contentLength());
        try {
            body.writeTo(buffer);
        } catch (BoundedBuffer.TooLarge e) {
            throw Refusals.requestTooLarge(limit);
        }
        return buffer.take();
    }
}
