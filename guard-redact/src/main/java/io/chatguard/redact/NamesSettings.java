package io.chatguard.redact;

import java.time.Duration;
import java.util.List;

/**
 * How names of persons, places and organisations are recognised.
 *
 * @param tier how much is done for it
 * @param languages tags of the languages whose words around names are looked for, such as {@code de}; all if empty
 * @param allow names that never count, such as a company's own and those of products; in any letter case
 * @param deny names of persons that always count; in any letter case
 * @param budget what tier 2 may take of one call before tier 1 reads the rest alone, which the receipt then tells; not negative
 */
public record NamesSettings(Tier tier, List<String> languages, List<String> allow, List<String> deny, Duration budget) {

    /** How much is done to recognise names. */
    public enum Tier {
        /** Nothing: rules alone. */
        RULES,
        /** Words around names, lists, and a small model: tier 1. */
        MODEL,
        /**
         * Also the states of a transformer, which find more and take longer: tier 2. It needs two artifacts that an
         * application adds itself, and opens a session of some 90 MB outside the heap for each guard.
         */
        STATES
    }

    /** What tier 2 may take of one call where nothing else is said: some 70 sentences. */
    public static final Duration DEFAULT_BUDGET = Duration.ofMillis(200);

    /** Tags of the languages of which there are words around names. */
    public static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "ru", "uk", "el", "ar", "hi", "zh", "ja",
            "ko", "tr");

    private static final int LONGEST = 100;
    private static final Duration LONGEST_BUDGET = Duration.ofDays(1);
    private static final NamesSettings DEFAULTS = new NamesSettings(Tier.MODEL, List.of(), List.of(), List.of());

    /**
     * @throws IllegalArgumentException if there are no words of a language, a listed name is blank or too long, or the budget is
     *     negative or longer than a day
     */
    public NamesSettings {
        languages = List.copyOf(languages);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (!LANGUAGES.containsAll(languages)) {
            throw new IllegalArgumentException("a language of names is one of " + String.join(", ", LANGUAGES));
        }
        check(allow);
        check(deny);
        if (!isBudget(budget)) {
            throw new IllegalArgumentException("a budget of names lies between nothing and a day");
        }
    }

    /** The same with the budget that holds where nothing else is said. */
    public NamesSettings(Tier tier, List<String> languages, List<String> allow, List<String> deny) {
        this(tier, languages, allow, deny, DEFAULT_BUDGET);
    }

    private static void check(List<String> names) {
        for (String name : names) {
            if (!isName(name)) {
                throw new IllegalArgumentException("a listed name has 1 to " + LONGEST + " characters");
            }
        }
    }

    /** Whether it can be listed: not blank, and of {@value #LONGEST} characters at most. */
    public static boolean isName(String listed) {
        return !listed.isBlank() && listed.length() <= LONGEST;
    }

    /** Whether tier 2 can have that much time: not negative, and a day at most. */
    public static boolean isBudget(Duration time) {
        return !time.isNegative() && time.compareTo(LONGEST_BUDGET) <= 0;
    }

    /** Words, lists and the small model, in all languages. */
    public static NamesSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another tier. */
    public NamesSettings with(Tier other) {
        return new NamesSettings(other, languages, allow, deny, budget);
    }

    /** The same with another budget of tier 2. */
    public NamesSettings with(Duration other) {
        return new NamesSettings(tier, languages, allow, deny, other);
    }

    /** Shows how many names are listed, none of them. */
    @Override
    public String toString() {
        return "NamesSettings[" + tier + ", " + allow.size() + " allowed, " + deny.size() + " denied]";
    }
}
