package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Runs a reply through the stages: a whole one here and now, a streamed one as it is read. */
final class ReplyScreen {

    /** Members that hold a list of numbers per input; 2,048 inputs of 3,072 numbers are a usual call. */
    static final Set<String> VECTORS = Set.of("embedding");

    /** An error object is a few hundred bytes; pages of gateways are larger. */
    private static final long LARGEST_ERROR = 1 << 20;

    private final Policy policy;

    ReplyScreen(Policy policy) {
        this.policy = policy;
    }

    /** What the caller gets in place of the response; the response is closed if this throws. */
    HttpResponse screen(ExchangeRun run, HttpResponse response) {
        try {
            Headers headers = response.headers();
            if (response.statusCode() / 100 != 2) {
                HttpResponse error = error(run, response);
                run.end(Ending.FAILED);
                return error;
            }
            String type = first(headers, "Content-Type").toLowerCase(Locale.ROOT);
            if (type.startsWith("text/event-stream")) {
                InputStream body = decoded(response);
                return WireReply.of(
                        response, decodedHeaders(headers, run), new StreamedReply(body, response, run, policy));
            }
            if (run.facts().operation().equals("files.content") && isReadable(headers)) {
                InputStream lines = new LinesReply(decoded(response), run, policy);
                return WireReply.of(response, decodedHeaders(headers, run), lines);
            }
            if (type.startsWith("application/json")
                    || (type.isEmpty() && run.facts().transfer() == Facts.Transfer.WHOLE)) {
                byte[] bytes = whole(run, response);
                response.close();
                run.end(Ending.COMPLETED);
                return WireReply.of(response, decodedHeaders(headers, run), bytes);
            }
            run.record(new Event.Skipped("/", "the reply is not JSON"));
            run.end(Ending.COMPLETED);
            return WireReply.of(response, marked(headers, run), response.body());
        } catch (RuntimeException | Error e) {
            if (e instanceof GuardException g
                    && g.reason() == GuardException.Reason.REPLY_REFUSED
                    && response instanceof ProviderReply reply) {
                reply.broken();
            }
            response.close();
            if (!(e instanceof AskAgainSignal)) {
                run.end(Ending.FAILED);
            }
            throw e;
        }
    }

    /**
     * An error with its object, unchanged. The SDK keeps that in its exception, in several forms at once, so what is too
     * large to be one is left out: the exception's type comes from the status alone then.
     */
    private HttpResponse error(ExchangeRun run, HttpResponse response) {
        Headers headers = marked(response.headers(), run);
        byte[] object;
        try (InputStream in = response.body()) {
            object = BoundedBuffer.readAll(in, Math.min(LARGEST_ERROR, policy.maxReplyBytes()));
        } catch (BoundedBuffer.TooLarge | IOException | OpenAIIoException e) {
            String why = e instanceof BoundedBuffer.TooLarge ? "is too large to be one" : "broke off";
            run.record(new Event.Skipped("/", "the provider's error object " + why));
            object = new byte[0];
            headers = headers.toBuilder().remove("Content-Length").build();
        }
        response.close();
        return WireReply.of(response, headers, object);
    }

    private byte[] whole(ExchangeRun run, HttpResponse response) {
        long limit = policy.maxReplyBytes();
        byte[] bytes;
        if (announced(response.headers()) > limit) {
            throw Refusals.replyTooLarge(limit);
        }
        try (InputStream in = decoded(response)) {
            bytes = BoundedBuffer.readAll(in, limit);
        } catch (BoundedBuffer.TooLarge e) {
            throw Refusals.replyTooLarge(limit);
        } catch (IOException e) {
            throw new OpenAIIoException("the reply could not be read to its end");
        }
        if (bytes.length == 0) {
            return bytes;
        }
        JsonIndex index;
        try {
            index = JsonIndex.of(bytes, RequestScreen.limits(limit), VECTORS);
        } catch (JsonRefused e) {
            throw Refusals.reply(e);
        }
        run.answers(RequestFacts.format(index, 0));
        JsonWalk.Answers answers = JsonWalk.Answers.of(run.facts().format());
        List<Slot> slots = new JsonWalk(JsonWalk.Body.REPLY, policy, answers, run::record).walk(index);
        JsonContent content = JsonContent.of(index, slots, changed -> {
            throw new UnsupportedOperationException("a reply takes no instruction");
        });
        Content screened = run.reply(content);
        if (!(screened instanceof JsonContent out)) {
            throw new IllegalStateException("a stage returned a content that was not made of the one it was given");
        }
        ServerIds.learn(run, index, 0);
        try {
            return out.bytes();
        } catch (JsonRefused e) {
            throw Refusals.reply(e);
        }
    }

    private static boolean isReadable(Headers headers) {
        String encoding = first(headers, "Content-Encoding").toLowerCase(Locale.ROOT);
        return Set.of("", "identity", "gzip", "x-gzip").contains(encoding);
    }

    private static InputStream decoded(HttpResponse response) {
        String encoding = first(response.headers(), "Content-Encoding").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> response.body();
            case "gzip", "x-gzip" -> new GunzippedBody(response.body());
            default -> throw Refusals.encodedReply();
        };
    }

    private static Headers marked(Headers headers, ExchangeRun run) {
        return headers.toBuilder().replace("X-ChatGuard-Exchange", run.id()).build();
    }

    private static Headers decodedHeaders(Headers headers, ExchangeRun run) {
        return marked(headers, run).toBuilder()
                .remove("Content-Length")
                .remove("Content-Encoding")
                .build();
    }

    /** The length that the reply claims to have, or 0; a compressed one is longer still. */
    private static long announced(Headers headers) {
        try {
            return Long.parseLong(first(headers, "Content-Length"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String first(Headers headers, String name) {
        List<String> values = headers.values(name);
        return Optional.ofNullable(values.isEmpty() ? null : values.get(0)).orElse("");
    }
}
