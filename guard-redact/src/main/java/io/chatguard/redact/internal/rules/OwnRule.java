package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.redact.CustomRule;
import io.chatguard.redact.internal.catalog.Complaint;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleDraft;
import io.chatguard.redact.internal.catalog.RuleException;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.catalog.RuleKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A rule of a user. */
public record OwnRule(RuleData data) implements CustomRule {

    /** The least score that counts where no policy says another. */
    public static final double ENOUGH = 0.4;

    /** What is wrong with it as a rule of a user, if anything is. */
    public static Optional<Complaint> complaint(RuleData data, double enough) {
        if (ShippedRules.scanned().of(data.id()) != null || data.id().startsWith("terms/")) {
            return Optional.of(about(data, Optional.empty(), "this id is one of the library's; choose another family"));
        }
        if (data.contextList().isPresent()
                && !Contexts.isList(data.contextList().get())) {
            return Optional.of(about(
                    data,
                    Optional.of(RuleKey.CONTEXT),
                    "there is no such list of context words; allowed: " + String.join(", ", Contexts.names())));
        }
        if (data.matching() instanceof Matching.Identifier) {
            return Optional.of(about(data, Optional.of(RuleKey.FORM), "a rule of your own has a pattern, not forms"));
        }
        return OwnExamples.complaint(data, enough);
    }

    static Complaint about(RuleData data, Optional<RuleKey> key, String sentence) {
        return new Complaint("", data.id(), key, sentence);
    }

    /** The rules of a text, with examples that count at that score. */
    public static List<CustomRule> read(String text, String source, double enough) {
        List<CustomRule> rules = new ArrayList<>();
        for (RuleData data : RuleFile.read(text, source)) {
            Optional<Complaint> complaint = complaint(data, enough);
            if (complaint.isPresent()) {
                throw complaint.get().at(source).refusal();
            }
            rules.add(new OwnRule(data));
        }
        return List.copyOf(rules);
    }

    /** The rules of a text, for callers outside. */
    public static List<CustomRule> parse(String text, String source) {
        return told(() -> read(text, source, ENOUGH));
    }

    /** The rules of a file, for callers outside. */
    public static List<CustomRule> load(Path file) {
        return told(() -> read(OwnFiles.text(file), OwnFiles.name(file), ENOUGH));
    }

    /** Tells callers outside what is wrong in the exception that they know. */
    private static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuleException wrong) {
            throw refused(wrong.complaint().toString());
        }
    }

    static GuardException refused(String told) {
        return GuardException.of(Reason.CONFIGURATION, told).build();
    }

    /** Starts a rule. */
    public static CustomRule.Builder builder(String id, EntityType type, String pattern) {
        return new Draft(id, type, pattern);
    }

    /** Shows the id alone. */
    @Override
    public String toString() {
        return "CustomRule[" + data.id() + "]";
    }

    @Override
    public String id() {
        return data.id();
    }

    @Override
    public EntityType type() {
        return data.type();
    }

    private static final class Draft implements CustomRule.Builder {
        private final RuleDraft draft;

        Draft(String id, EntityType type, String pattern) {
            this.draft = told(() -> new RuleDraft(id));
            draft.set(RuleKey.TYPE, type.name());
            draft.set(RuleKey.PATTERN, pattern);
        }

        @Override
        public CustomRule.Builder words(String language, String... words) {
            for (String word : words) {
                told(() -> {
                    draft.words(language, word);
                    return this;
                });
            }
            return this;
        }

        @Override
        public CustomRule.Builder score(double score) {
            return set(RuleKey.SCORE, written(score));
        }

        @Override
        public CustomRule.Builder scoreWithContext(double score) {
            return set(RuleKey.SCORE_WITH_CONTEXT, written(score));
        }

        @Override
        public CustomRule.Builder insideWords() {
            return set(RuleKey.EDGES, "none");
        }

        @Override
        public CustomRule.Builder finds(String example) {
            return set(RuleKey.FINDS, example);
        }

        @Override
        public CustomRule.Builder ignores(String example) {
            return set(RuleKey.IGNORES, example);
        }

        private CustomRule.Builder set(RuleKey key, String value) {
            return told(() -> {
                draft.set(key, value);
                return this;
            });
        }

        /** As a rule file writes it; what is no number between 0 and 1 is refused there. */
        private static String written(double score) {
            return score >= 0 && score <= 1
                    ? BigDecimal.valueOf(score)
                            .setScale(4, RoundingMode.HALF_UP)
                            .toPlainString()
                    : "no";
        }

        @Override
        public CustomRule build() {
            return told(() -> {
                RuleData data = draft.build();
                Optional<Complaint> complaint = complaint(data, ENOUGH);
                if (complaint.isPresent()) {
                    throw complaint.get().refusal();
                }
                return new OwnRule(data);
            });
        }
    }
}
