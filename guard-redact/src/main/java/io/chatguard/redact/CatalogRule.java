package io.chatguard.redact;

import io.chatguard.EntityType;
import io.chatguard.spi.Finding.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule says about itself.
 *
 * @param id family and name, such as {@code credential/github}; findings name it
 * @param type what its findings are
 * @param about what it recognises, in a sentence, or empty
 * @param owner whose rule it is
 * @param pattern what is looked for, of a rule that is a pattern, or in the name to which a value is
 *     assigned; else a scanner recognises it
 * @param checks what every value passes, and what proves one, such as {@code luhn}
 * @param words words that support a value near them, by language; {@code *} for those of several languages in one list
 * @param score confidence without support, of a rule that grades by shape the most
 * @param scoreWithContext confidence beside a supporting word
 * @param scoreWithChecksum confidence where the checksum fits
 * @param evidence what its findings rest on
 * @param vendor whose format it is, if it is a vendor's
 * @param kind what a secret is, such as {@code api key} or {@code private key}, if its values are secrets
 * @param rights what a secret may do, as far as its format tells, such as {@code admin} or {@code publish}
 * @param country ISO 3166-1 alpha-2 code of the country whose format it is, if it is a country's
 * @param sources standards and pages that describe the format
 */
public record CatalogRule(
        String id,
        EntityType type,
        String about,
        Owner owner,
        Optional<String> pattern,
        List<String> checks,
        Map<String, List<String>> words,
        double score,
        double scoreWithContext,
        double scoreWithChecksum,
        Evidence evidence,
        Optional<String> vendor,
        Optional<String> kind,
        List<String> rights,
        Optional<String> country,
        List<String> sources) {

    /** Whose rule it is. */
    public enum Owner {
        /** It ships with the library. */
        LIBRARY,
        /** It stands in the policy. */
        POLICY
    }

    public CatalogRule {
        checks = List.copyOf(checks);
        words = Map.copyOf(words);
        rights = List.copyOf(rights);
        sources = List.copyOf(sources);
    }
}
