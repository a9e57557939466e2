package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one choice of a reply says. */
record Choice(
        Optional<String> text,
        Optional<String> refusal,
        Optional<String> reasoning,
        List<ToolCall> toolCalls,
        List<Citation> citations,
        Optional<String> finish) {
    static final Choice EMPTY =
            new Choice(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

    Choice withText(String said) {
        return new Choice(Optional.of(said), refusal, reasoning, toolCalls, citations, finish);
    }

    Choice withRefusal(String explanation) {
        return new Choice(text, Optional.of(explanation), reasoning, toolCalls, citations, finish);
    }

    Choice withReasoning(String summary) {
        return new Choice(text, refusal, Optional.of(summary), toolCalls, citations, finish);
    }

    Choice withToolCall(ToolCall call) {
        return new Choice(text, refusal, reasoning, and(toolCalls, call), citations, finish);
    }

    Choice withCitation(Citation citation) {
        return new Choice(text, refusal, reasoning, toolCalls, and(citations, citation), finish);
    }

    Choice withFinish(String reason) {
        return new Choice(text, refusal, reasoning, toolCalls, citations, Optional.of(reason));
    }

    String finishReason() {
        return finish.orElse(toolCalls.isEmpty() ? "stop" : "tool_calls");
    }

    private static <T> List<T> and(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return List.copyOf(more);
    }
}
