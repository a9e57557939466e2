package io.chatguard.redact.internal.surrogate;

import java.util.Optional;

/**
 * Reads {@code TYPE_ordinal[variant]_check} from a whole word, from the right: the type may itself hold underscores
 * and digits, ordinal and check cannot. Letter case is ignored, and O/0 and I/L/1 are the same within the check; type
 * and ordinal are never guessed.
 */
public final class SurrogateForm {

    /** Symbols of the check, 30 bits. */
    public static final int CHECK_SYMBOLS = 6;

    /** No word longer than this is a surrogate: type 48, ordinal 9, variant 4, check 6, two underscores. */
    public static final int LONGEST = 69;

    static final int LONGEST_ORDINAL = 9;
    static final int LONGEST_VARIANT = 4;
    private static final int LONGEST_TYPE = 48;

    /** A word of the form of a surrogate, and its check, which nobody has verified yet. */
    public record Read(SurrogateId id, int check) {}

    private SurrogateForm() {}

    /** Reads the word {@code text[from..to)}, which holds only ASCII letters, digits and underscores. */
    public static Optional<Read> read(CharSequence text, int from, int to) {
        int underscore = to - CHECK_SYMBOLS - 1;
        if (to - from > LONGEST || underscore <= from + 2 || text.charAt(underscore) != '_') {
            return Optional.empty();
        }
        int check = 0;
        for (int i = underscore + 1; i < to; i++) {
            int symbol = Crockford.decode(text.charAt(i));
            if (symbol < 0) {
                return Optional.empty();
            }
            check = check << 5 | symbol;
        }
        int i = underscore;
        while (i > from && isLetter(text.charAt(i - 1))) {
            i--;
        }
        int digitsEnd = i;
        while (i > from && isDigit(text.charAt(i - 1))) {
            i--;
        }
        int typeEnd = i - 1;
        boolean ordinalFits = i < digitsEnd && digitsEnd - i <= LONGEST_ORDINAL && text.charAt(i) != '0';
        if (!ordinalFits || underscore - digitsEnd > LONGEST_VARIANT || typeEnd <= from) {
            return Optional.empty();
        }
        if (text.charAt(typeEnd) != '_' || !isType(text, from, typeEnd)) {
            return Optional.empty();
        }
        SurrogateId id = new SurrogateId(
                upper(text, from, typeEnd),
                Integer.parseInt(text.subSequence(i, digitsEnd).toString()),
                variant(text, digitsEnd, underscore));
        return Optional.of(new Read(id, check));
    }

    private static boolean isType(CharSequence text, int from, int to) {
        return to - from <= LONGEST_TYPE && isLetter(text.charAt(from)) && text.charAt(to - 1) != '_';
    }

    private static int variant(CharSequence text, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 26 + ((text.charAt(i) | 0x20) - 'a' + 1);
        }
        return n;
    }

    private static String upper(CharSequence text, int from, int to) {
        char[] out = new char[to - from];
        for (int i = from; i < to; i++) {
            out[i - from] = upper(text.charAt(i));
        }
        return new String(out);
    }

    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Whether the character adjoins: ASCII letters, digits and the underscore; every other one is a boundary. */
    public static boolean isWord(char c) {
        return isLetterOrDigit(c) || c == '_';
    }

    /** Whether it is an ASCII letter or digit. */
    public static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }
}
