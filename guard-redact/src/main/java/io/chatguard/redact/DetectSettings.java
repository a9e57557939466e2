package io.chatguard.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How values are recognised.
 *
 * @param region ISO 3166 alpha-2 code of the region whose national phone numbers are read without a country code
 * @param minScore findings with a lower score are dropped, 0 to 1
 * @param rules rules beside the built-in ones
 * @param terms words and names that are found as they are
 * @param names how names of persons, places and organisations are recognised
 */
public record DetectSettings(
        String region, double minScore, List<CustomRule> rules, CustomTerms terms, NamesSettings names) {

    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());
    private static final DetectSettings DEFAULTS = new DetectSettings("DE", 0.4);

    public DetectSettings {
        if (!REGIONS.contains(region)) {
            throw new IllegalArgumentException("a region is an ISO 3166 alpha-2 code in capitals, such as DE");
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("the least score lies between 0 and 1");
        }
        rules = List.copyOf(rules);
    }

    /** The built-in rules, those and these terms, and names as they are recognised when nothing is said. */
    public DetectSettings(String region, double minScore, List<CustomRule> rules, CustomTerms terms) {
        this(region, minScore, rules, terms, NamesSettings.defaults());
    }

    /** The built-in rules, and names as they are recognised when nothing is said. */
    public DetectSettings(String region, double minScore) {
        this(region, minScore, List.of(), CustomTerms.none());
    }

    /** The same with names recognised like that. */
    public DetectSettings with(NamesSettings other) {
        return new DetectSettings(region, minScore, rules, terms, other);
    }

    /** The same with rules alone, without names. */
    public DetectSettings withoutNames() {
        return with(names.with(NamesSettings.Tier.RULES));
    }

    /** Region DE, least score 0.4, the built-in rules, and names by words, lists and the small model. */
    public static DetectSettings defaults() {
        return DEFAULTS;
    }
}
