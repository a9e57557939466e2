package io.chatguard.redact;

import java.util.List;

/**
 * How names of persons, places and organisations are recognised.
 *
 * @param tier how much is done for it
 * @param languages tags of the languages whose words around names are looked for, such as {@code de}; all if empty
 * @param allow names that never count, such as a company's own and those of products; in any letter case
 * @param deny names of persons that always count; in any letter case
 */
public record NamesSettings(Tier tier, List<String> languages, List<String> allow, List<String> deny) {

    /** How much is done to recognise names. */
    public enum Tier {
        /** Nothing: rules alone. */
        RULES,
        /** Words around names, lists, and a small model. */
        MODEL
    }

    /** Tags of the languages of which there are words around names. */
    public static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "ru", "uk", "el", "ar", "hi", "zh", "ja",
            "ko", "tr");

    private static final int LONGEST = 100;
    private static final NamesSettings DEFAULTS = new NamesSettings(Tier.MODEL, List.of(), List.of(), List.of());

    /** @throws IllegalArgumentException if there are no words of a language, or a listed name is blank or too long */
    public NamesSettings {
        languages = List.copyOf(languages);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (!LANGUAGES.containsAll(languages)) {
            throw new IllegalArgumentException("a language of names is one of " + String.join(", ", LANGUAGES));
        }
        check(allow);
        check(deny);
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

    /** Words, lists and the small model, in all languages. */
    public static NamesSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another tier. */
    public NamesSettings with(Tier other) {
        return new NamesSettings(other, languages, allow, deny);
    }

    /** Shows how many names are listed, none of them. */
    @Override
    public String toString() {
        return "NamesSettings[" + tier + ", " + allow.size() + " allowed, " + deny.size() + " denied]";
    }
}
