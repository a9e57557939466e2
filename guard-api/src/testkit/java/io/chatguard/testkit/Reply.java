package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One answer of the model, said once for both APIs, blocking and streamed. Immutable; the methods give changed copies.
 *
 * <p>{@code toString} shows no text.
 */
public final class Reply implements Scripted {
    private final List<Choice> choices;
    private final List<Fault> faults;
    private final Optional<Splitter> splitter;
    private final Optional<Wire> wire;

    private Reply(List<Choice> choices, List<Fault> faults, Optional<Splitter> splitter, Optional<Wire> wire) {
        this.choices = List.copyOf(choices);
        this.faults = List.copyOf(faults);
        this.splitter = splitter;
        this.wire = wire;
    }

    private static Reply of(Choice choice) {
        return new Reply(List.of(choice), List.of(), Optional.empty(), Optional.empty());
    }

    /** Answers with this text. */
    public static Reply text(String text) {
        return of(Choice.EMPTY.withText(text));
    }

    /**
     * Answers with this JSON document, as a structured output does.
     *
     * @throws IllegalArgumentException if it is not one valid JSON document; use {@link #text} for a broken one
     */
    public static Reply json(String document) {
        return text(valid(document));
    }

    /** Refuses with this explanation, in the field that both APIs have for it. */
    public static Reply refusal(String explanation) {
        return of(Choice.EMPTY.withRefusal(explanation));
    }

    /**
     * Calls a function.
     *
     * @throws IllegalArgumentException if the arguments are not valid JSON
     */
    public static Reply toolCall(String name, String argumentsJson) {
        return of(Choice.EMPTY.withToolCall(new ToolCall(ToolCall.Kind.FUNCTION, name, valid(argumentsJson))));
    }

    /** Calls a custom tool, whose input is free text. */
    public static Reply customToolCall(String name, String input) {
        return of(Choice.EMPTY.withToolCall(new ToolCall(ToolCall.Kind.CUSTOM, name, input)));
    }

    /**
     * Gives several choices, one from each reply, for requests with {@code n}; a request for more gets the last again.
     */
    public static Reply choices(Reply... replies) {
        List<Choice> all = new ArrayList<>();
        for (Reply reply : replies) {
            all.addAll(reply.choices);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("name at least one choice");
        }
        return new Reply(all, List.of(), Optional.empty(), Optional.empty());
    }

    /** Answers with an error of the API: the same as {@code Fault.error}, for models that decide to fail. */
    public static Reply error(int status, String code, String message) {
        return text("").with(Fault.error(status, code, message));
    }

    /** Calls one more function beside what is there already. */
    public Reply andToolCall(String name, String argumentsJson) {
        return last(c -> c.withToolCall(new ToolCall(ToolCall.Kind.FUNCTION, name, valid(argumentsJson))));
    }

    /** Calls one more custom tool beside what is there already. */
    public Reply andCustomToolCall(String name, String input) {
        return last(c -> c.withToolCall(new ToolCall(ToolCall.Kind.CUSTOM, name, input)));
    }

    /** Puts the summary of a reasoning before the answer; Responses show it, chat completions have no place for it. */
    public Reply reasoning(String summary) {
        return last(c -> c.withReasoning(summary));
    }

    /**
     * Cites a web page for the first occurrence of {@code cited} in the text; the positions count code points, as the
     * API does.
     *
     * @throws IllegalArgumentException if the text does not contain it
     */
    public Reply cite(String url, String title, String cited) {
        return last(c -> {
            int at = c.text().orElse("").indexOf(cited);
            if (at < 0) {
                throw new IllegalArgumentException("the cited words do not occur in the reply's text");
            }
            int start = c.text().orElse("").codePointCount(0, at);
            return c.withCitation(new Citation(url, title, start, start + cited.codePointCount(0, cited.length())));
        });
    }

    /**
     * Ends for this reason ({@code length}, {@code content_filter}, …) instead of {@code stop} or {@code tool_calls}.
     */
    public Reply finish(String reason) {
        return last(c -> c.withFinish(reason));
    }

    /** Cuts streamed deltas this way instead of the server's. */
    public Reply split(Splitter by) {
        return new Reply(choices, faults, Optional.of(by), wire);
    }

    /** Writes streamed events this way instead of the server's. */
    public Reply wire(Wire as) {
        return new Reply(choices, faults, splitter, Optional.of(as));
    }

    /** Delivers the answer with these faults, added to those it has. */
    public Reply with(Fault... more) {
        List<Fault> all = new ArrayList<>(faults);
        all.addAll(List.of(more));
        return new Reply(choices, all, splitter, wire);
    }

    Choice choice(int index) {
        return choices.get(Math.min(index, choices.size() - 1));
    }

    List<Fault> faults() {
        return faults;
    }

    Splitter splitterOr(Splitter otherwise) {
        return splitter.orElse(otherwise);
    }

    Wire wireOr(Wire otherwise) {
        return wire.orElse(otherwise);
    }

    private Reply last(UnaryOperator<Choice> change) {
        List<Choice> all = new ArrayList<>(choices);
        all.set(all.size() - 1, change.apply(all.get(all.size() - 1)));
        return new Reply(all, faults, splitter, wire);
    }

    private static String valid(String json) {
        if (!Json.isValid(json)) {
            throw new IllegalArgumentException("not one valid JSON document");
        }
        return json;
    }

    @Override
    public String toString() {
        return "Reply[" + choices.size() + " choices, " + faults.size() + " faults]";
    }
}
