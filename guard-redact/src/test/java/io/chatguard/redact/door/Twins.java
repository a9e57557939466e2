package io.chatguard.redact.door;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import io.chatguard.Guard;
import io.chatguard.openai.GuardedOpenAI;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A bare and a guarded client of one server, gone through the same door one after the other. */
final class Twins implements AutoCloseable {

    /** Framing, what names the boundary of a form, and what the SDK draws anew for each call. */
    private static final Set<String> OF_ITS_OWN = Set.of("content-length", "transfer-encoding", "idempotency-key");

    private static final Set<String> OF_THE_GUARD = Set.of("x-chatguard-exchange", "date", "content-length");

    private static final String HASHED = "(user|safety_identifier|prompt_cache_key)";
    private static final Pattern HASHED_MEMBER = Pattern.compile("\"" + HASHED + "\":\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern HASHED_FIELD =
            Pattern.compile("(name=\"" + HASHED + "\"\r\n[^\r\n]*\r\n\r\n).*?(?=\r\n--~)", Pattern.DOTALL);

    private final AnyApi api = new AnyApi();
    private final OpenAIClient bare;
    private final OpenAIClientAsync bareAsync;
    private final OpenAIClient guarded;
    private final OpenAIClientAsync guardedAsync;

    /**
     * What a caller got.
     *
     * @param objects the typed objects, in order
     * @param failure what was thrown instead or after them, or empty
     */
    record Got(List<AnyApi.Received> sent, List<Object> objects, String failure) {}

    Twins(Guard guard) throws IOException {
        bare = OpenAIOkHttpClient.builder()
                .baseUrl(api.baseUrl())
                .apiKey("none")
                .adminApiKey("none")
                .maxRetries(0)
                .build();
        bareAsync = bare.async();
        guarded = GuardedOpenAI.wrap(bare, guard);
        guardedAsync = GuardedOpenAI.wrap(bareAsync, guard);
    }

    void answerWith(AnyApi.Answer answer) {
        api.answerWith(answer);
    }

    Got bare(Doors.Door door, Object params) {
        return go(door, door.client() == OpenAIClient.class ? bare : bareAsync, params);
    }

    Got guarded(Doors.Door door, Object params) {
        return go(door, door.client() == OpenAIClient.class ? guarded : guardedAsync, params);
    }

    private Got go(Doors.Door door, Object client, Object params) {
        List<Object> objects = new ArrayList<>();
        String failure = "";
        try {
            read(door.call(client, params), objects);
        } catch (Throwable e) {
            Throwable cause = Doors.unwrapped(e);
            failure = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        }
        return new Got(api.take(), objects, failure);
    }

    private static void read(Object result, List<Object> objects) throws Exception {
        if (result instanceof CompletableFuture<?> future) {
            read(future.get(30, TimeUnit.SECONDS), objects);
        } else if (result instanceof AsyncStreamResponse<?> stream) {
            stream.subscribe(objects::add);
            stream.onCompleteFuture().get(30, TimeUnit.SECONDS);
        } else if (result instanceof StreamResponse<?> stream) {
            try (stream) {
                stream.stream().forEach(objects::add);
            }
        } else if (result instanceof HttpResponseFor<?> response) {
            try (response) {
                head(response, objects);
                read(response.parse(), objects);
            }
        } else if (result instanceof HttpResponse response) {
            try (response) {
                head(response, objects);
                objects.add(ByteBuffer.wrap(response.body().readAllBytes()));
            }
        } else if (result != null) {
            objects.add(page(result));
        }
    }

    /** A page holds the client that fetched it; what came from the API is its document. */
    private static Object page(Object result) throws ReflectiveOperationException {
        if (Arrays.stream(result.getClass().getMethods())
                .anyMatch(m -> m.getName().equals("nextPageParams"))) {
            return result.getClass().getMethod("response").invoke(result);
        }
        return result;
    }

    private static void head(HttpResponse response, List<Object> objects) {
        objects.add(response.statusCode());
        for (String name : response.headers().names()) {
            if (!OF_THE_GUARD.contains(name.toLowerCase(Locale.ROOT))) {
                objects.add(name + ": " + response.headers().values(name));
            }
        }
    }

    /** What differs between the two, if anything does; names the part and quotes both. */
    static Optional<String> difference(Got bare, Got guarded) {
        if (!bare.failure.equals(guarded.failure)) {
            return Optional.of("failure: " + bare.failure + " <> " + guarded.failure);
        }
        if (bare.sent.size() != guarded.sent.size()) {
            return Optional.of("requests: " + bare.sent.size() + " <> " + guarded.sent.size());
        }
        for (int i = 0; i < bare.sent.size(); i++) {
            String one = wire(bare.sent.get(i));
            String other = wire(guarded.sent.get(i));
            if (!one.equals(other)) {
                return Optional.of("request: " + around(one, other));
            }
        }
        if (bare.objects.size() != guarded.objects.size()) {
            return Optional.of("objects: " + bare.objects.size() + " <> " + guarded.objects.size());
        }
        for (int i = 0; i < bare.objects.size(); i++) {
            Object one = bare.objects.get(i);
            Object other = guarded.objects.get(i);
            if (!one.equals(other) || !one.toString().equals(other.toString())) {
                return Optional.of("object " + i + ": " + around(one.toString(), other.toString()));
            }
        }
        return Optional.empty();
    }

    /** The request, without what differs between any two calls, and without what the guard hashes. */
    private static String wire(AnyApi.Received received) {
        StringBuilder out = new StringBuilder(received.method()).append(' ').append(received.target());
        String boundary = received.body().startsWith("--")
                ? received.body().substring(2, received.body().indexOf("\r\n"))
                : "\0";
        received.headers()
                .lines()
                .filter(line -> !OF_ITS_OWN.contains(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                .sorted()
                .forEach(line -> out.append('\n').append(line.replace(boundary, "~")));
        String body = received.body().replace(boundary, "~");
        body = HASHED_MEMBER.matcher(body).replaceAll("\"$1\":\"~\"");
        return out.append("\n\n")
                .append(HASHED_FIELD.matcher(body).replaceAll("$1~"))
                .toString();
    }

    private static String around(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return excerpt(one, at) + " <> " + excerpt(other, at);
    }

    private static String excerpt(String text, int at) {
        return "[" + text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60)) + "]";
    }

    @Override
    public void close() {
        bare.close();
        api.close();
    }
}
