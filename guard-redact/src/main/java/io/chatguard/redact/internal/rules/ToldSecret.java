package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.ContextWords;

/**
 * Where a sentence tells a password or a key: "the password for the server is …", "password …" behind a user's name, "use
 * … as password", "changed the password to …", in six languages ({@code assigned.txt}).
 *
 * <p>At most {@value #LONGEST_SENTENCE} characters on either side of the name are looked at.
 */
final class ToldSecret {
    static final int NONE = -1;
    private static final int LONGEST_SENTENCE = 70;
    private static final int LONGEST_LINK = 7;
    private static final int LONGEST_WORD = 64;
    private static final ContextWords LINK = ContextWords.of(ValueShape.list("LINK"));
    private static final ContextWords NOW = ContextWords.of(ValueShape.list("NOW"));
    private static final ContextWords AS = ContextWords.of(ValueShape.list("AS"));
    private static final ContextWords TO = ContextWords.of(ValueShape.list("TO"));
    private static final ContextWords CHANGE = ContextWords.of(ValueShape.list("CHANGE"));

    private ToldSecret() {}

    /** Behind the verb that follows the name in the same sentence, and behind an opening quote; or {@link #NONE}. */
    static int linked(String text, int nameEnd) {
        int limit = Math.min(text.length(), nameEnd + LONGEST_SENTENCE);
        int i = nameEnd;
        while (i < limit && text.charAt(i) != '\n' && text.charAt(i) != '.' && text.charAt(i) != ';') {
            int word = i;
            while (word < limit && isBlank(text.charAt(word))) {
                word++;
            }
            int end = wordEnd(text, word, limit);
            if (end > word
                    && end - word <= LONGEST_LINK
                    && isBlank(peek(text, end))
                    && LINK.before(text, end, end - word)) {
                return unquoted(text, afterNow(text, end));
            }
            i = Math.max(end, word + 1);
        }
        return NONE;
    }

    /**
     * The word behind the name, where it stands in quotes or an account was named before, or behind "to" where the sentence
     * tells of a change; or {@link #NONE}. Other words stand there too: only what mixes letters and digits is meant.
     */
    static int following(String text, int nameStart, int nameEnd) {
        if (!isBlank(peek(text, nameEnd))) {
            return NONE;
        }
        int word = blanksEnd(text, nameEnd);
        int start = unquoted(text, word);
        if (start > word || ValueShape.isNearAccount(text, nameStart)) {
            return start;
        }
        int end = wordEnd(text, word, Math.min(text.length(), word + LONGEST_LINK));
        if (end == word || !isBlank(peek(text, end)) || !TO.before(text, end, end - word)) {
            return NONE;
        }
        start = unquoted(text, end);
        int valueEnd = start;
        while (valueEnd < text.length() && valueEnd - start < LONGEST_WORD && text.charAt(valueEnd) > ' ') {
            valueEnd++;
        }
        int after = blanksEnd(text, valueEnd);
        int afterEnd = wordEnd(text, after, Math.min(text.length(), after + LONGEST_WORD));
        boolean change = CHANGE.before(text, nameStart, LONGEST_SENTENCE)
                || afterEnd > after && CHANGE.before(text, afterEnd, afterEnd - after);
        return change ? start : NONE;
    }

    /** The word before "as password", "als Passwort"; or {@link #NONE}. */
    static int before(String text, int nameStart) {
        int as = nameStart;
        for (int words = 0; words < 2; words++) {
            int end = blanksStart(text, as);
            int start = wordStart(text, end);
            if (end == as || start == end) {
                return NONE;
            }
            if (AS.before(text, end, end - start)) {
                int valueEnd = blanksStart(text, start);
                int value = valueEnd;
                while (value > 0 && valueEnd - value < LONGEST_WORD && text.charAt(value - 1) > ' ') {
                    value--;
                }
                return value < valueEnd ? unquoted(text, value) : NONE;
            }
            as = start;
        }
        return NONE;
    }

    private static int afterNow(String text, int from) {
        int word = blanksEnd(text, from);
        int end = wordEnd(text, word, Math.min(text.length(), word + 2 * LONGEST_LINK));
        return end > word && isBlank(peek(text, end)) && NOW.before(text, end, end - word) ? end : from;
    }

    private static int unquoted(String text, int from) {
        int start = from;
        while (start < text.length() && (isBlank(text.charAt(start)) || text.charAt(start) == ':')) {
            start++;
        }
        char c = peek(text, start);
        return AssignedSpan.isQuote(c) || c == '\u201e' || c == '\u201c' || c == '\u00ab' || c == '\u2018'
                ? start + 1
                : start;
    }

    private static int blanksEnd(String text, int from) {
        int i = from;
        while (isBlank(peek(text, i))) {
            i++;
        }
        return i;
    }

    private static int blanksStart(String text, int from) {
        int i = from;
        while (i > 0 && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static int wordEnd(String text, int from, int limit) {
        int i = from;
        while (i < limit && Character.isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int wordStart(String text, int from) {
        int i = from;
        while (i > 0 && from - i < LONGEST_WORD && Character.isLetter(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }
}
