package io.chatguard.redact.internal.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A person's name in parts, in the order in which it is spoken, without letter case, accents and particles.
 *
 * @param key the whole name, the same for all its spellings
 * @param parts forenames and surnames; a letter alone is an initial
 * @param titled whether a form of address belongs to it
 */
record PersonName(String key, List<String> parts, boolean titled) {

    /** Small words of surnames: {@code van der Berg} and {@code Berg} are spoken for the same. */
    private static final Set<String> PARTICLES = Set.of(
            "van", "der", "den", "de", "von", "vom", "zu", "zur", "ten", "ter", "da", "das", "do", "dos", "del",
            "della", "di", "du", "la", "le", "al", "el", "bin", "ibn", "abu", "y", "e");

    static PersonName of(String text) {
        String folded = Spelling.folded(text);
        int comma = folded.indexOf(',');
        String spoken = comma < 0 ? folded : folded.substring(comma + 1) + " " + folded.substring(0, comma);
        List<String> words = words(spoken);
        boolean titled = words.size() > 1 && Titles.isTitle(words.get(0));
        List<String> parts = new ArrayList<>(words.size());
        for (String word : words) {
            if (!PARTICLES.contains(word)) {
                parts.add(word);
            }
        }
        return new PersonName(String.join(" ", words), List.copyOf(parts.isEmpty() ? words : parts), titled);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && isPart(text, i);
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return words.isEmpty() ? List.of(text) : words;
    }

    private static boolean isPart(String text, int at) {
        char c = text.charAt(at);
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '.' && c != ',';
    }

    /** Whether it is a forename or surname alone. */
    boolean isSingle() {
        return parts.size() == 1;
    }

    /** A forename and a surname at least. */
    boolean isFull() {
        return parts.size() > 1 && !titled && !startsWithInitial();
    }

    private boolean startsWithInitial() {
        return parts.get(0).length() == 1;
    }

    /** The last part, mostly the surname. */
    String last() {
        return parts.get(parts.size() - 1);
    }

    /** Whether somebody of this full name may be called by that. */
    boolean fits(PersonName called) {
        if (called.isSingle()) {
            return parts.contains(called.parts().get(0));
        }
        return called.startsWithInitial()
                && called.parts().size() == 2
                && last().equals(called.last())
                && parts.get(0).startsWith(called.parts().get(0));
    }
}
