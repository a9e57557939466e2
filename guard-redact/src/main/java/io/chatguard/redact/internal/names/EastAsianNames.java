package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names in Chinese, Japanese and Korean, where no spaces tell words: behind words such as {@code 我叫}, or before a form
 * of address such as {@code さん}, and beginning with a frequent surname. Others are not found. Linear: each character is
 * compared with a few words.
 */
final class EastAsianNames {

    /** Takes the offsets of a name. */
    interface Out {
        void at(int start, int end);
    }

    static final double SCORE = 0.8;

    private static final char FIRST = '\u3040';
    private static final int LONGEST = 4;

    private static final Set<String> SURNAMES = new HashSet<>();
    private static final List<String> BEFORE = new ArrayList<>();
    private static final List<String> AFTER = new ArrayList<>();
    private static final Set<Character> SMALL_WORDS = new HashSet<>();

    static {
        for (String[] row : DataFile.table(EastAsianNames.class, "east-asian.txt", 2)) {
            for (String word : row[1].split(" ")) {
                switch (row[0]) {
                    case "surname" -> SURNAMES.add(word);
                    case "before" -> BEFORE.add(word);
                    case "after" -> AFTER.add(word);
                    default -> SMALL_WORDS.add(word.charAt(0));
                }
            }
        }
    }

    private EastAsianNames() {}

    static boolean concerns(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST && text.charAt(i) < '\ud800') {
                return true;
            }
        }
        return false;
    }

    static void scan(String text, Out out) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < FIRST) {
                continue;
            }
            for (String word : BEFORE) {
                if (text.startsWith(word, i)) {
                    behind(text, skipSigns(text, i + word.length()), out);
                }
            }
            for (String word : AFTER) {
                if (text.startsWith(word, i)) {
                    before(text, i, out);
                }
            }
        }
    }

    private static int skipSigns(String text, int at) {
        int i = at;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == ':' || text.charAt(i) == '：')) {
            i++;
        }
        return i;
    }

    private static void behind(String text, int start, Out out) {
        int surname = surname(text, start);
        int end = start + surname;
        while (surname > 0 && end < text.length() && end - start < surname + 2 && isGiven(text.charAt(end))) {
            end++;
        }
        if (end > start + surname) {
            out.at(start, end);
        }
    }

    private static void before(String text, int word, Out out) {
        int end = word > 0 && text.charAt(word - 1) == ' ' ? word - 1 : word;
        for (int start = Math.max(0, end - LONGEST); start < end; start++) {
            int surname = surname(text, start);
            boolean name = surname > 0 && start + surname <= end;
            for (int i = start + surname; name && i < end; i++) {
                name = isGiven(text.charAt(i));
            }
            if (name) {
                out.at(start, end);
                return;
            }
        }
    }

    /** The length of the surname that starts there. */
    private static int surname(String text, int at) {
        for (int n = 3; n > 0; n--) {
            if (at + n <= text.length() && SURNAMES.contains(text.substring(at, at + n))) {
                return n;
            }
        }
        return 0;
    }

    private static boolean isGiven(char c) {
        return Character.isLetter(c) && c >= FIRST && !SMALL_WORDS.contains(c);
    }
}
