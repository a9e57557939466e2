package io.chatguard.redact.internal.person;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Full names by their surnames, to tell {@code Mr Schmidt} from Anna Schmidt: a form of address before a surname that
 * somebody bears whose forename does not agree with it makes another person of it. Not thread-safe.
 */
public final class Namesakes {

    private final Map<String, Set<String>> forenames = new HashMap<>();

    /** Takes a name; one without forename and surname tells nothing. */
    public void add(String name) {
        PersonName read = PersonName.of(name);
        if (read.isFull()) {
            forenames
                    .computeIfAbsent(read.last(), s -> new HashSet<>())
                    .add(read.parts().get(0));
        }
    }

    public boolean isEmpty() {
        return forenames.isEmpty();
    }

    /**
     * Where the form of address before a surname starts, if somebody else bears that surname.
     *
     * @return that offset, or {@code start}
     */
    public int apart(String text, int start, int end) {
        PersonName name = PersonName.of(text.substring(start, end));
        Set<String> borne = name.isSingle() ? forenames.get(name.last()) : null;
        if (borne == null) {
            return start;
        }
        int behind = start;
        while (behind > 0 && start - behind < 2 && isBetween(text.charAt(behind - 1))) {
            behind--;
        }
        int from = behind;
        while (from > 0 && behind - from < 16 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        String title = text.substring(from, behind);
        if (behind == start || !Titles.isGendered(title)) {
            return start;
        }
        return borne.stream().allMatch(forename -> Titles.agree(title, forename)) ? start : from;
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '.' || c == '\u00a0';
    }
}
