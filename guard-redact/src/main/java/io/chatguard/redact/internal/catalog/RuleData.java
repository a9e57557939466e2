package io.chatguard.redact.internal.catalog;

import io.chatguard.EntityType;
import io.chatguard.spi.Finding.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule.
 *
 * @param id family and name, such as {@code credential/github}
 * @param about what it recognises, in a sentence, or empty
 * @param type what its findings are
 * @param matching how values are recognised
 * @param checksum what proves a value
 * @param contextList the list of {@code context.txt} whose words support a value
 * @param words more such words, by language
 * @param scores how sure it is
 * @param evidence what a finding rests on
 * @param syntax whether the form of a value alone says what it is
 * @param origin whose format it is
 * @param secrecy what a value of it opens
 * @param finds texts in which it finds something
 * @param ignores texts in which it does not
 */
public record RuleData(
        String id,
        String about,
        EntityType type,
        Matching matching,
        Optional<Check> checksum,
        Optional<String> contextList,
        Map<String, List<String>> words,
        Scores scores,
        Evidence evidence,
        Syntax syntax,
        Origin origin,
        Secrecy secrecy,
        List<Example> finds,
        List<Example> ignores) {

    /** What the form of a value says by itself. */
    public enum Syntax {
        /** Its beginning is a vendor's, or its structure nobody else's. */
        UNMISTAKABLE,
        /** Other things have that form. */
        PLAIN
    }

    /**
     * Whose format it is.
     *
     * @param vendor who gives such values out, or empty
     * @param country ISO 3166-1 alpha-2 code, or empty
     * @param sources standards or pages that describe it
     * @param status whether they tell all of it
     */
    public record Origin(Optional<String> vendor, Optional<String> country, List<String> sources, Status status) {}

    /** Whether the sources of a rule tell all that it does. */
    public enum Status {
        VERIFIED,
        /** No source tells its checksum: the rule is off. */
        UNVERIFIED
    }

    /** Whether something proves a value. */
    public boolean hasChecksum() {
        return checksum.isPresent()
                || matching instanceof Matching.Identifier number
                        && number.checksum().isPresent();
    }

    /**
     * What a secret is and what it may do, as far as its format tells.
     *
     * @param kind such as {@code api key}, or empty
     * @param rights such as {@code admin} or {@code test}
     */
    public record Secrecy(Optional<String> kind, List<String> rights) {}

    /** Whether words near a value matter. */
    public boolean hasContext() {
        return contextList.isPresent() || !words.isEmpty();
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "rule " + id;
    }
}
