package io.chatguard.redact.internal.tagger;

import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;
import java.util.Arrays;

/**
 * What the model sees of the tokens of one sentence: words, beginnings and endings, shapes and what lists know of them,
 * of a token and up to two on each side, alone and in pairs. Each is a number, the hash of what it is and says: no text
 * is built. Tokens of the neighbouring sentences are seen as such.
 *
 * <p>The trainer and the model use the same code; a change here wants a new model (see the names profile of the build).
 * An instance is used by one thread.
 */
final class FeatureWindow {

    /** So many tokens on each side of the sentence are looked at. */
    private static final int MARGIN = 2;

    /** Letters of a word that are looked at for its beginning and ending; longer words are read to here. */
    private static final int LETTERS = 24;

    private static final int ROOM = Tokens.LONGEST_SENTENCE + 2 * MARGIN;
    private static final int PREFIXES = 4;

    private final Gazetteer gazetteer;
    private final int[] words = new int[ROOM];
    private final int[] shapes = new int[ROOM];
    private final int[] flags = new int[ROOM];
    private final int[] phrases = new int[ROOM];
    private final char[] letters = new char[LETTERS];
    private int[] out = new int[128];
    private int size;
    private CharSequence text = "";
    private int firstToken;
    private int tokenCount;
    private int length;
    private int sentenceCasing;
    private Tokens tokens = new Tokens();

    FeatureWindow(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /** Looks at a sentence. */
    void read(CharSequence chars, Tokens all, int sentence) {
        text = chars;
        tokens = all;
        firstToken = all.firstOf(sentence);
        length = all.lastOf(sentence) - firstToken + 1;
        tokenCount = all.count();
        int upper = 0;
        int lower = 0;
        int title = 0;
        for (int k = 0; k < length + 2 * MARGIN; k++) {
            int token = firstToken + k - MARGIN;
            phrases[k] = 0;
            if (token < 0 || token >= tokenCount) {
                words[k] = token < 0 ? 1 : 2;
                shapes[k] = 0;
                flags[k] = 0;
                continue;
            }
            int start = all.start(token);
            int end = all.end(token);
            Kind kind = all.kind(token);
            Casing casing = all.casing(token);
            words[k] = word(kind, start, end);
            shapes[k] = 1 + kind.ordinal() * 64 + casing.ordinal() * 8 + width(end - start);
            flags[k] = kind == Kind.WORD ? gazetteer.flags(text, start, end) | parts(start, end) : 0;
            if (k >= MARGIN && k < length + MARGIN && k > MARGIN) {
                upper += casing == Casing.UPPER ? 1 : 0;
                lower += casing == Casing.LOWER ? 1 : 0;
                title += casing == Casing.TITLE ? 1 : 0;
            }
        }
        for (int k = 0; k < length + MARGIN; k++) {
            phrase(k);
        }
        // One line: no capital behind the first word; capitals only; most words with a capital; as it should be.
        sentenceCasing = lower + upper + title == 0
                ? 0
                : upper > lower + title ? 1 : lower == 0 ? 2 : upper + title == 0 ? 3 : title > lower ? 4 : 5;
    }

    int length() {
        return length;
    }

    /** The features of a token of the sentence; {@link #size()} tells how many of the array count. */
    int[] features(int index) {
        size = 0;
        int k = index + MARGIN;
        int token = firstToken + index;
        int w = words[k];
        int s = shapes[k];
        int g = flags[k];
        int c = s >>> 3;
        int before = index > 0 ? words[k - 1] : join(3, words[k - 1]);
        int before2 = index > 1 ? words[k - 2] : index == 1 ? join(4, words[k - 2]) : join(5, words[k - 2]);
        int after = index + 1 < length ? words[k + 1] : join(6, words[k + 1]);
        int after2 = index + 2 < length ? words[k + 2] : join(7, words[k + 2]);
        int sb = index > 0 ? shapes[k - 1] >>> 3 : 1000;
        int sa = index + 1 < length ? shapes[k + 1] >>> 3 : 1001;
        int gb = index > 0 ? flags[k - 1] : flags[k - 1] | 1 << 20;
        int ga = index + 1 < length ? flags[k + 1] : flags[k + 1] | 1 << 21;
        int gb2 = flags[k - 2];
        int ga2 = flags[k + 2];

        add(1, 0, 0);
        add(2, w, 0);
        add(3, before, 0);
        add(4, after, 0);
        add(5, before2, 0);
        add(6, after2, 0);
        add(7, before, w);
        add(8, w, after);
        add(9, before2, before);
        add(10, after, after2);
        add(11, before, after);
        add(12, w, c);
        add(13, s, 0);
        add(14, c, sentenceCasing);
        add(15, sb, c);
        add(16, c, sa);
        add(17, join(sb, c), sa);
        add(18, g, 0);
        add(19, g, c);
        add(20, join(g, c), sentenceCasing);
        add(21, gb, g);
        add(22, g, ga);
        add(23, join(gb, g), join(ga, c));
        add(24, gb2, gb);
        add(25, ga, ga2);
        add(26, before, g);
        add(27, g, after);
        add(28, before, c);
        add(29, c, after);
        add(30, join(before2, before), c);
        add(31, join(before2, before), g);
        add(32, join(before, g), after);
        add(33, join(gb, sb), join(g, c));
        add(34, join(g, c), join(ga, sa));
        add(35, phrases[k], c);
        add(36, phrases[k], 0);
        add(37, join(after, after2), c);
        add(38, gb, c);
        add(39, ga, c);
        add(40, index == 0 ? c : -1, sentenceCasing);
        add(41, index == 0 && length == 1 ? g : -1, c);
        add(42, index + 1 == length ? 1 : 0, index == 0 ? 1 : 0);
        affixes(token, c, g);
        return out;
    }

    int size() {
        return size;
    }

    /** The features of a token that depend on what the token before it is. */
    int[] links(int index, int previous) {
        size = 0;
        int k = index + MARGIN;
        int c = shapes[k] >>> 3;
        add(60, previous, 0);
        add(61, previous, words[k]);
        add(62, previous, join(c, shapes[k - 1] >>> 3));
        add(63, previous, join(flags[k], c));
        add(64, previous, words[k - 1]);
        add(65, previous, join(flags[k], flags[k - 1]));
        add(66, previous, join(flags[k + 1], shapes[k + 1] >>> 3));
        return out;
    }

    private void add(int what, int a, int b) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = join(join(what * 0x9e3779b9, a), b);
    }

    private static int join(int a, int b) {
        long z = (a * 0x9e3779b97f4a7c15L) ^ (b * 0xc2b2ae3d27d4eb4fL) ^ (long) a << 32;
        z = (z ^ (z >>> 29)) * 0xbf58476d1ce4e5b9L;
        return (int) (z >>> 32);
    }

    private int word(Kind kind, int start, int end) {
        if (kind == Kind.NUMBER) {
            return 10 + Math.min(9, end - start);
        }
        if (kind == Kind.ADDRESS) {
            return 8;
        }
        return (int) NameFold.hash(text, start, Math.min(end, start + 64));
    }

    private static int width(int n) {
        return n < 4 ? n : n < 7 ? 4 : n < 11 ? 5 : 6;
    }

    /** What all parts of a word with hyphens have in common: Jean-Luc. */
    private int parts(int start, int end) {
        int common = -1;
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text.charAt(i) == '-') {
                if (i == end && from == start) {
                    return 0;
                }
                common &= gazetteer.flags(text, from, i);
                from = i + 1;
            }
        }
        return common & (Gazetteer.FORENAME | Gazetteer.SURNAME);
    }

    /** Marks the longest entry of several words that begins here. */
    private void phrase(int k) {
        int token = firstToken + k - MARGIN;
        if (token < 0 || token >= tokenCount || (flags[k] & Gazetteer.OPENS) == 0 || phrases[k] != 0) {
            return;
        }
        int last = Math.min(token + Gazetteer.LONGEST - 1, Math.min(tokenCount, firstToken + length + MARGIN) - 1);
        for (int t = last; t > token; t--) {
            int found = gazetteer.flags(text, tokens.start(token), tokens.end(t))
                    & (Gazetteer.PLACE | Gazetteer.ORGANIZATION | Gazetteer.SURNAME | Gazetteer.FORENAME);
            if (found != 0) {
                phrases[k] = 2 * found;
                for (int i = token + 1; i <= t; i++) {
                    phrases[k + i - token] = 2 * found + 1;
                }
                return;
            }
        }
    }

    private void affixes(int token, int c, int g) {
        Kind kind = tokens.kind(token);
        if (kind != Kind.WORD && kind != Kind.CODE) {
            return;
        }
        int start = tokens.start(token);
        int end = tokens.end(token);
        int n = 0;
        for (int i = start; i < end && n < LETTERS; i++) {
            char folded = NameFold.fold(text.charAt(i));
            if (folded != 0) {
                letters[n++] = folded;
            }
        }
        int h = 17;
        for (int i = 0; i < PREFIXES && i < n; i++) {
            h = h * 31 + letters[i];
            add(43 + i, h, 0);
        }
        h = 19;
        for (int i = 0; i < PREFIXES && i < n; i++) {
            h = h * 31 + letters[n - 1 - i];
            add(47 + i, h, 0);
            if (i == 2) {
                add(51, h, c);
                add(52, h, g == 0 ? 0 : 1);
            }
        }
    }
}
