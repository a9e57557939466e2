package io.chatguard.redact.internal.tagger;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Takes spellings of a name for the same: letter case, accents, kinds of apostrophes, hyphens and blanks, and letters
 * that stand for two ({@code ß}, {@code æ}). A hash is made of it one character after the other, without copying.
 */
final class NameFold {

    static final long SEED = 0xcbf29ce484222325L;

    /** Up to here letters are looked up: Latin, Greek, Cyrillic with their extensions, Armenian, Hebrew. */
    private static final int TABLE = 0x600;

    private static final int EXTENDED_LATIN = 0x1e00;
    private static final int EXTENDED_END = 0x2000;
    private static final char[] LOW = table(0, TABLE);
    private static final char[] HIGH = table(EXTENDED_LATIN, EXTENDED_END);

    /** Letters that no normal form takes apart, each with the one or two that it is read as. */
    private static final String PAIRS = "ßss æae œoe øo łl đd ðd þth ıi ŋn ħh ŧt";

    private NameFold() {}

    private static char[] table(int from, int to) {
        char[] out = new char[to - from];
        for (int c = from; c < to; c++) {
            String base = Normalizer.normalize(String.valueOf((char) c).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
            out[c - from] = base.charAt(0);
        }
        return out;
    }

    /** The letter that a character is read as; 0 for one that is not read: marks that belong to the letter before. */
    static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        if (c >= 0x300 && c < 0x370) {
            return 0;
        }
        if (c < TABLE) {
            return LOW[c] == 0xb4 ? '\'' : LOW[c];
        }
        if (c >= EXTENDED_LATIN && c < EXTENDED_END) {
            return HIGH[c - EXTENDED_LATIN];
        }
        switch (c) {
            case '\u2018', '\u2019', '\u201b', '\u02bc':
                return '\'';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212':
                return '-';
            case '\u200b', '\u200c', '\u200d', '\u00ad', '\ufeff':
                return 0;
            default:
                return Character.toLowerCase(c);
        }
    }

    static boolean blank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u202f' || (c >= '\u2000' && c <= '\u200a') || c == '\u3000';
    }

    /** The hash of a range as it is read; runs of blanks count as one. */
    static long hash(CharSequence text, int start, int end) {
        return mix(feed(SEED, text, start, end));
    }

    /** Goes on with a hash that is not mixed yet. */
    static long feed(long seed, CharSequence text, int start, int end) {
        long h = seed;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (blank(c)) {
                if (i > start && !blank(text.charAt(i - 1))) {
                    h = step(h, ' ');
                }
                continue;
            }
            char folded = fold(c);
            if (folded < 0x80) {
                h = folded == 0 ? h : step(h, folded);
                continue;
            }
            int pair = folded < TABLE ? PAIRS.indexOf(folded) : -1;
            if (pair < 0) {
                h = step(h, folded);
                continue;
            }
            for (int k = pair + 1; k < PAIRS.length() && PAIRS.charAt(k) != ' '; k++) {
                h = step(h, PAIRS.charAt(k));
            }
        }
        return h;
    }

    static long step(long h, int c) {
        return (h ^ c) * 0x100000001b3L;
    }

    /** Spreads a hash over all bits (the finalizer of SplitMix64). */
    static long mix(long h) {
        long z = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
