package io.chatguard.internal.policy;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator probably meant, and how much of what was written an error may show.
 *
 * <p>A key or a word may be shown because it is the operator's own; a long text or one of another alphabet may be a
 * secret pasted into the wrong line, and is not.
 */
final class Spelling {

    private static final int LONGEST_KEY = 48;
    private static final int LONGEST_WORD = 24;
    private static final int FARTHEST = 2;

    private Spelling() {}

    /** The key as an error may show it. */
    static String key(String key) {
        return key.equals("*") || isPlain(key, LONGEST_KEY) ? key : "?";
    }

    /** The word in quotes with a space before it, or nothing where it is better not shown. */
    static String quoted(String word) {
        return isPlain(word, LONGEST_WORD) ? " '" + word + "'" : "";
    }

    /** {@code ; did you mean 'x'?}, or nothing. */
    static String hint(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /**
     * The allowed word that differs by at most two letters added, lost, changed or swapped (one in words of up to
     * four), or that the word is a whole part of, as EMAIL is of EMAIL_ADDRESS.
     */
    static Optional<String> nearest(String word, Collection<String> allowed) {
        if (word.isEmpty() || word.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        String folded = fold(word);
        Optional<String> best = Optional.empty();
        int least = Math.min(FARTHEST, Math.max(1, word.length() / 3)) + 1;
        for (String candidate : allowed) {
            int distance = distance(folded, fold(candidate));
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best.or(() -> allowed.stream()
                .filter(candidate -> isPart(folded, fold(candidate)))
                .findFirst());
    }

    private static boolean isPart(String word, String whole) {
        String parts = "_" + whole + "_";
        return parts.contains("_" + word + "_");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean isPlain(String word, int longest) {
        if (word.isEmpty() || word.length() > longest) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Optimal string alignment distance, in O(a·b) for words of at most 48 letters. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > FARTHEST) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
