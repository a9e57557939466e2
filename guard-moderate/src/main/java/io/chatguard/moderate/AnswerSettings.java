package io.chatguard.moderate;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.util.Set;

/**
 * What is done about personal data in an answer that was not in the request: invented, remembered from training, or
 * brought in by a tool.
 *
 * @param types the types it is about; empty for all but links ({@code URL}), which are the business of the guardrail for links
 * @param action {@code FLAG}, {@code REDACT} (the type's name stands in brackets) or {@code BLOCK}
 */
public record AnswerSettings(Set<EntityType> types, Action action) {

    public AnswerSettings {
        types = Set.copyOf(types);
        if (action != Action.FLAG && action != Action.REDACT && action != Action.BLOCK) {
            throw GuardException.of(Reason.CONFIGURATION, "personal data in answers is flagged, redacted or blocked")
                    .build();
        }
    }
}
