package io.chatguard.moderate;

import io.chatguard.Action;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code guardrails} of a policy: which guardrails a guard has; an absent one is off.
 *
 * @param links links and active content of replies
 * @param hiddenText invisible characters of replies that can carry text: {@code FLAG}, {@code REDACT} or {@code BLOCK}
 * @param terms lists of forbidden terms
 * @param leak the instructions of a request in its reply
 * @param allow models, tools and MCP servers that requests may name
 * @param answers personal data in an answer that was not in the request
 * @param moderation the provider's moderation
 */
public record GuardrailSettings(
        Optional<LinkSettings> links,
        Optional<Action> hiddenText,
        List<TermSettings> terms,
        Optional<LeakSettings> leak,
        Optional<AllowSettings> allow,
        Optional<AnswerSettings> answers,
        Optional<ModerationSettings> moderation) {

    public GuardrailSettings {
        terms = List.copyOf(terms);
    }

    /** None. */
    public static GuardrailSettings none() {
        return new GuardrailSettings(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
