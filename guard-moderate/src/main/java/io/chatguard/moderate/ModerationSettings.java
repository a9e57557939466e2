package io.chatguard.moderate;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.Guardrail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done about texts that the provider's moderation finds harmful.
 *
 * @param model the model that judges, or empty for the provider's own choice
 * @param otherwise what holds for categories that {@code categories} does not name
 * @param categories what holds for a category, by its name as the API writes it ({@code self-harm/intent})
 * @param directions requests, replies or both; in a streamed reply each sentence costs a call
 * @param budget how long one judgement may take, and what holds where there is none
 */
public record ModerationSettings(
        String model,
        Category otherwise,
        Map<String, Category> categories,
        Set<Direction> directions,
        Guardrail.Budget budget) {

    /** The thirteen categories of {@code omni-moderation-latest}. */
    public static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/instructions",
            "self-harm/intent",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");

    /**
     * What is done about a category.
     *
     * @param threshold the score, from 0 to 1, from which on something is done
     * @param action {@code ALLOW}, {@code FLAG} or {@code BLOCK}
     */
    public record Category(double threshold, Action action) {
        public Category {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw GuardException.of(Reason.CONFIGURATION, "a threshold lies between 0 and 1")
                        .build();
            }
            if (action != Action.ALLOW && action != Action.FLAG && action != Action.BLOCK) {
                throw GuardException.of(Reason.CONFIGURATION, "a category is allowed, flagged or blocked")
                        .build();
            }
        }
    }

    public ModerationSettings {
        categories = Map.copyOf(categories);
        directions = Set.copyOf(directions);
        if (!CATEGORIES.containsAll(categories.keySet())) {
            throw GuardException.of(Reason.CONFIGURATION, "unknown category; allowed: " + String.join(", ", CATEGORIES))
                    .build();
        }
        if (budget.time().isEmpty()) {
            throw GuardException.of(Reason.CONFIGURATION, "moderation asks a server, so it needs a time budget")
                    .build();
        }
    }

    /** Requests and replies; a score of 0.5 blocks; five seconds. */
    public static ModerationSettings defaults() {
        return new ModerationSettings(
                "",
                new Category(0.5, Action.BLOCK),
                Map.of(),
                Set.of(Direction.REQUEST, Direction.REPLY),
                Guardrail.Budget.of(Duration.ofSeconds(5)));
    }
}
