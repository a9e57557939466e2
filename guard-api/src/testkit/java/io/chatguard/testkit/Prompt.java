package io.chatguard.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is asked, the same view for both APIs: what the server received, flattened to turns of (role, text).
 *
 * <p>With {@code previous_response_id}, the turns of the earlier responses come first, as a real server remembers them.
 * Immutable. {@code toString} shows no text.
 */
public final class Prompt {
    private final Operation operation;
    private final Object body;
    private final List<Turn> turns;
    private final byte[] bytes;

    Prompt(Operation operation, Object body, List<Turn> turns, byte[] bytes) {
        this.operation = operation;
        this.body = body;
        this.turns = List.copyOf(turns);
        this.bytes = bytes;
    }

    /** Which API asks. */
    public Operation operation() {
        return operation;
    }

    /** The name of the model asked for. */
    public String model() {
        return Json.string(body, "model");
    }

    /** The turns in their order; instructions first, then what an earlier response left, then the input. */
    public List<Turn> turns() {
        return turns;
    }

    /** The text of the last turn of the user, empty when there is none. */
    public String lastUserText() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role().equals("user")) {
                return turns.get(i).text();
            }
        }
        return "";
    }

    /** The role of the last turn: {@code tool} when results of tools were handed in; empty when there is no turn. */
    public String lastRole() {
        return turns.isEmpty() ? "" : turns.get(turns.size() - 1).role();
    }

    /** The names of the function and custom tools offered. */
    public List<String> tools() {
        return Tools.names(body);
    }

    /** Whether the reply is to be streamed. */
    public boolean streamed() {
        return Json.isTrue(body, "stream");
    }

    /** Whether an answer in JSON was asked for, by {@code json_object} or {@code json_schema}. */
    public boolean wantsJson() {
        return !ResponseFormat.of(body).equals(ResponseFormat.TEXT);
    }

    /** The distinct tokens of all turns that look like surrogates, in the order of their first occurrence. */
    public Set<String> surrogates() {
        StringBuilder all = new StringBuilder();
        for (Turn turn : turns) {
            all.append(turn.text()).append('\n');
        }
        return Surrogates.in(all.toString());
    }

    /** The body of the request as text. */
    public String rawBody() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The parsed body, for this kit. */
    Object body() {
        return body;
    }

    /**
     * The function that the caller demands by {@code tool_choice}, if any: a named one, or the first when any is
     * required.
     */
    Optional<String> demandedTool() {
        return Tools.demanded(body);
    }

    @Override
    public String toString() {
        return "Prompt[" + operation + ", " + turns.size() + " turns]";
    }

    /** The API that is asked. */
    public enum Operation {
        /** {@code POST /v1/chat/completions}. */
        CHAT_COMPLETION,
        /** {@code POST /v1/responses}. */
        RESPONSE
    }

    /** One turn. {@code toString} shows no text. */
    public record Turn(String role, String text) {
        @Override
        public String toString() {
            return "Turn[" + role + "]";
        }
    }
}
