package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs a reply through the stages: a whole one here and now, a streamed one as it is read. */
final class ReplyScreen {

    private static final byte[] NOTHING = {};

    /** An error object is a few hundred bytes; pages of gateways are larger. */
    private static final long LARGEST_ERROR = 1 << 20;

    private final Policy policy;

    ReplyScreen(Policy policy) {
        this.policy = policy;
    }

    /** What the caller gets in place of the response; the response is closed if this throws. */
    HttpResponse screen(ExchangeRun run, HttpResponse response) {
        try {
            if (response.statusCode() / 100 != 2) {
                HttpResponse error = error(run, response);
                run.end(Ending.FAILED);
                return error;
            }
            String type = WholeBody.header(response, "Content-Type");
            if (type.startsWith("text/event-stream")) {
                InputStream body = WholeBody.decoded(response);
                return WireReply.of(response, decodedHeaders(run), new StreamedReply(body, response, run, policy));
            }
            if (run.facts().operation().equals("files.content") && WholeBody.isReadable(response)) {
                InputStream lines = new LinesReply(WholeBody.decoded(response), run, policy);
                return WireReply.of(response, decodedHeaders(run), lines);
            }
            if (WholeBody.isIn(response, run.facts())) {
                byte[] bytes = whole(run, response);
                response.close();
                run.end(Ending.COMPLETED);
                return WireReply.of(response, decodedHeaders(run), bytes);
            }
            run.record(new Event.Skipped("/", "the reply is not JSON"));
            run.end(Ending.COMPLETED);
            return WireReply.of(response, marked(run), response.body());
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
        UnaryOperator<Headers.Builder> headers = marked(run);
        byte[] object;
        try (InputStream in = response.body()) {
            object = BoundedBuffer.readAll(in, Math.min(LARGEST_ERROR, policy.maxReplyBytes()), 0);
        } catch (BoundedBuffer.TooLarge | IOException | OpenAIIoException e) {
            String why = e instanceof BoundedBuffer.TooLarge ? "is too large to be one" : "broke off";
            run.record(new Event.Skipped("/", "the provider's error object " + why));
            object = new byte[0];
            headers = given -> marked(run).apply(given).remove("Content-Length");
        }
        response.close();
        return WireReply.of(response, headers, object);
    }

    private byte[] whole(ExchangeRun run, HttpResponse response) {
        WholeBody body = response instanceof ProviderReply reply
                ? reply.takeWhole(policy.maxReplyBytes())
                : WholeBody.read(response, policy.maxReplyBytes());
        return body.index().map(index -> screened(run, index)).orElse(NOTHING);
    }

    private byte[] screened(ExchangeRun run, JsonIndex index) {
        run.answers(RequestFacts.format(index, 0));
        JsonWalk.Answers answers = JsonWalk.Answers.of(run.facts().format());
        List<Slot> slots = new JsonWalk(JsonWalk.Body.REPLY, policy, answers, run::record).walk(index);
        JsonContent content = JsonContent.ofReply(index, slots);
        byte[] screened = JsonContent.replyBytes(run.reply(content));
        ServerIds.learn(run, index, 0);
        return screened;
    }

    /** The exchange's id is told; the exchange itself is not held for as long as the caller holds the response. */
    private static UnaryOperator<Headers.Builder> marked(ExchangeRun run) {
        String id = run.id();
        return headers -> headers.replace("X-ChatGuard-Exchange", id);
    }

    private static UnaryOperator<Headers.Builder> decodedHeaders(ExchangeRun run) {
        UnaryOperator<Headers.Builder> marked = marked(run);
        return headers -> marked.apply(headers).remove("Content-Length").remove("Content-Encoding");
    }
}
