package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment.Kind;
import java.util.List;

/**
 * Runs the lines of a file through the stages, each as the reply that it holds. What is to be told of lines that could
 * not be screened is counted, not listed: a file can have very many.
 */
final class ReplyLines {

    private static final String CUSTOM_ID = "/custom_id";

    private final ExchangeRun run;
    private final Policy policy;
    private int number;
    private int skipped;
    private int notJson;
    private boolean told;

    ReplyLines(ExchangeRun run, Policy policy) {
        this.run = run;
        this.policy = policy;
    }

    /** A line went by without being looked at. */
    void passed() {
        number++;
        skipped++;
    }

    /** A line held nothing. */
    void empty() {
        number++;
    }

    /** What the caller gets of that line; the same array if nothing changes. */
    byte[] screened(byte[] line) {
        String place = "/~line/" + number++;
        JsonIndex index;
        try {
            index = JsonIndex.of(line, RequestScreen.limits(policy.maxReplyBytes()), WholeBody.VECTORS);
        } catch (JsonRefused e) {
            skipped++;
            return line;
        }
        List<Slot> slots = new JsonWalk(JsonWalk.Body.REPLY, policy, answers(index), e -> notJson++)
                .walk(index, new JsonWalk.Root(Group.API, Kind.PROSE, ""), place);
        if (isFailed(index)) {
            // Errors stay as they are wherever they come; the caller's own id is needed to tell the lines apart.
            slots = slots.stream()
                    .filter(slot -> slot.segment().pointer().equals(place + CUSTOM_ID))
                    .toList();
        }
        JsonContent content = JsonContent.ofReply(index, slots);
        return JsonContent.replyBytes(run.oneReply(content));
    }

    /** Records what could not be screened, once. */
    void tell() {
        if (told) {
            return;
        }
        told = true;
        if (skipped > 0) {
            run.record(new Event.Skipped("/", skipped + " of " + number + " lines are not JSON"));
        }
        if (notJson > 0) {
            run.record(new Event.Skipped("/", notJson + " answers are not valid JSON"));
        }
    }

    /** A stored response says what form it was asked for; a chat completion does not. */
    private static JsonWalk.Answers answers(JsonIndex index) {
        int body = child(index, child(index, 0, "response"), "body");
        boolean said = body >= 0
                && index.kind(body) == JsonKind.OBJECT
                && RequestFacts.format(index, body) != Facts.Format.TEXT;
        return said ? JsonWalk.Answers.JSON : JsonWalk.Answers.JSON_OR_PROSE;
    }

    private static boolean isFailed(JsonIndex index) {
        int error = child(index, 0, "error");
        int status = child(index, child(index, 0, "response"), "status_code");
        return error >= 0 && index.kind(error) != JsonKind.NULL
                || status >= 0
                        && index.kind(status) == JsonKind.NUMBER
                        && !index.text(status).startsWith("2");
    }

    private static int child(JsonIndex index, int object, String name) {
        return object >= 0 && index.kind(object) == JsonKind.OBJECT ? index.child(object, name) : -1;
    }
}
