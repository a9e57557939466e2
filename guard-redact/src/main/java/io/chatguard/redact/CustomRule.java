package io.chatguard.redact;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.redact.internal.rules.OwnRule;
import java.nio.file.Path;
import java.util.List;

/**
 * A rule of your own: a pattern with context words, scores and examples, found by the engine of the built-in rules.
 *
 * <p>The pattern is a regular expression of a dialect without look-around, back-references and lazy quantifiers, so that
 * time is linear in every text; what is not supported is refused with position and reason. What it matches counts where
 * it stands as a whole word, unless the rule says otherwise. Folded Unicode, escapes and encodings are read as they are
 * for the built-in rules. Examples are checked when the rule is made: one that fails is an error that names rule and
 * number, never the text.
 *
 * <p>The form of a rule in a file is that of the library's own:
 *
 * <pre>{@code
 * rule: acme/employee-id
 * type: EMPLOYEE_ID
 * pattern: AC-\d{6}
 * words en: badge, employee*
 * score: 0.3
 * score with context: 0.9
 * finds: my badge is «AC-004217»
 * ignores: AC-12
 * }</pre>
 *
 * <p>Immutable, thread-safe; made by the methods here, not to be implemented elsewhere. {@code toString} shows the id
 * alone.
 */
public interface CustomRule {

    /** Family and name, such as {@code acme/employee-id}; findings name it. */
    String id();

    /** What its findings are. */
    EntityType type();

    /**
     * The rules of a text in the form of a rule file.
     *
     * @throws GuardException of reason {@code CONFIGURATION} that names line and rule
     */
    static List<CustomRule> parse(String text) {
        return OwnRule.parse(text, "rules");
    }

    /**
     * The rules of a file of UTF-8 text, at most 1 MiB.
     *
     * @throws GuardException of reason {@code CONFIGURATION} that names file, line and rule
     */
    static List<CustomRule> load(Path file) {
        return OwnRule.load(file);
    }

    /**
     * Starts a rule.
     *
     * @param id {@code family/name} of small letters, digits, {@code . _ -}
     * @param type what its findings are; any name that {@link EntityType} allows
     * @param pattern what is looked for
     * @throws GuardException of reason {@code CONFIGURATION} if the id is not of that form
     */
    static Builder builder(String id, EntityType type, String pattern) {
        return OwnRule.builder(id, type, pattern);
    }

    /** Collects a rule; not thread-safe. */
    interface Builder {

        /**
         * Words that support a value near them, whatever their case; {@code *} at the end stands for any ending.
         *
         * @param language a tag such as {@code de}
         */
        @CanIgnoreReturnValue
        Builder words(String language, String... words);

        /** Confidence without a supporting word, 0 to 1; 0.8, or 0.3 where there are supporting words. */
        @CanIgnoreReturnValue
        Builder score(double score);

        /** Confidence beside a supporting word, 0 to 1; 0.8 otherwise. */
        @CanIgnoreReturnValue
        Builder scoreWithContext(double score);

        /** Counts matches inside longer words too. */
        @CanIgnoreReturnValue
        Builder insideWords();

        /** A text in which it finds something; in « » if exactly that. */
        @CanIgnoreReturnValue
        Builder finds(String example);

        /** A text in which it finds nothing. */
        @CanIgnoreReturnValue
        Builder ignores(String example);

        /**
         * The rule.
         *
         * @throws GuardException of reason {@code CONFIGURATION} that names the rule and what is allowed
         */
        CustomRule build();
    }
}
