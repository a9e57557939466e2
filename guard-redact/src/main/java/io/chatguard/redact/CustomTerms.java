package io.chatguard.redact;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.redact.internal.rules.OwnTerms;

/**
 * Words and names of your own, such as a million customers: found as whole words in one pass, in linear time.
 *
 * <p>Where a term has blanks the text has one or more of any kind, line ends too; in scripts that are written without
 * spaces a term is found anywhere. A term with letters beyond ASCII is found too where they stand without their marks
 * ({@code Jörg} as {@code Jorg}). Folded Unicode, escapes and encodings are read as they are for the built-in rules.
 * Findings name the rule {@code terms/} and the type in small letters.
 *
 * <p>The terms themselves are not kept, only 64-bit hashes of their words: some 30 to 60 MB for a million names. Immutable,
 * thread-safe; made by {@link #builder}, not to be implemented elsewhere. {@code toString} shows the number alone.
 */
public interface CustomTerms {

    /** How many terms there are. */
    int size();

    /** No terms. */
    static CustomTerms none() {
        return OwnTerms.NONE;
    }

    /** Starts without terms. */
    static Builder builder() {
        return OwnTerms.builder();
    }

    /** Takes terms one by one; not thread-safe. */
    interface Builder {

        /**
         * Terms of a type, each as it is written.
         *
         * @throws GuardException of reason {@code CONFIGURATION} that names the number of a term that has fewer than two
         *     characters, more than 256, or more than 64 words
         */
        @CanIgnoreReturnValue
        Builder add(EntityType type, Iterable<String> terms);

        /** The same in any letter case. */
        @CanIgnoreReturnValue
        Builder addIgnoringCase(EntityType type, Iterable<String> terms);

        /** All that was added. */
        CustomTerms build();
    }
}
