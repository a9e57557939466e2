package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.json.SseAnswer;
import io.chatguard.internal.json.SseEvent;
import io.chatguard.internal.json.SseHandler;
import io.chatguard.internal.json.SseInsert;
import io.chatguard.spi.Ending;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Tells the events of a streamed reply apart and knows when the reply is complete. */
final class ReplyEvents implements SseHandler {

    private static final JsonLimits LIMITS = JsonLimits.DEFAULT;

    private final ExchangeRun run;
    private final ChatEvents chat;
    private final ResponsesEvents responses;
    private final LongConsumer cost;
    private boolean done;
    private boolean failed;
    private boolean learned;

    /** @param cost is told how many model tokens the reply has cost, where it says so */
    ReplyEvents(ExchangeRun run, Policy policy, LongConsumer cost) {
        this.run = run;
        this.cost = cost;
        this.chat = new ChatEvents(run);
        this.responses = new ResponsesEvents(run, policy);
    }

    /** Whether the reply has had its final event, or an error in its place. */
    boolean isComplete() {
        return done || failed || chat.isComplete() || responses.isComplete();
    }

    @Override
    public void onEvent(SseEvent event, SseAnswer out) {
        if (!event.isComplete()) {
            out.drop();
            return;
        }
        if (isDone(event.data())) {
            chat.flush(out);
            done = true;
            run.end(Ending.COMPLETED);
            out.forward();
            return;
        }
        try {
            dispatch(JsonIndex.of(event.data(), LIMITS), event, out);
        } catch (JsonRefused e) {
            throw Refusals.reply(e);
        }
    }

    private void dispatch(JsonIndex index, SseEvent event, SseAnswer out) {
        if (event.name().equals("error") || isError(index)) {
            // What is held back is all that will ever be known of these texts.
            chat.flush(out);
            responses.flush(out);
            failed = true;
            run.end(Ending.FAILED);
            out.forward();
        } else if (index.child(0, "choices") >= 0) {
            learn(index, 0);
            Usage.totalTokens(index, 0).ifPresent(cost);
            chat.onChunk(index, event, out);
        } else {
            int response = index.child(0, "response");
            if (response >= 0) {
                run.answers(RequestFacts.format(index, response));
            }
            learn(index, response);
            Usage.totalTokens(index, Math.max(0, response)).ifPresent(cost);
            responses.onEvent(index, event, out);
        }
    }

    /** Links the ids of what the provider keeps, before the caller sees them. */
    private void learn(JsonIndex event, int object) {
        if (!learned && object >= 0) {
            learned = ServerIds.learn(run, event, object);
        }
    }

    @Override
    public void onFinish(SseInsert out) {}

    private static boolean isDone(byte[] data) {
        return new String(data, 0, Math.min(data.length, 16), StandardCharsets.ISO_8859_1).startsWith("[DONE]");
    }

    /** An error object in place of an event, as the SDK recognises it, or an event of that type. */
    private static boolean isError(JsonIndex index) {
        if (index.kind(0) != JsonKind.OBJECT) {
            return false;
        }
        int error = index.child(0, "error");
        if (error >= 0 && index.kind(error) != JsonKind.NULL) {
            return true;
        }
        int type = index.child(0, "type");
        return type >= 0 && (index.textIs(type, "error") || index.textIs(type, "response.failed"));
    }
}
