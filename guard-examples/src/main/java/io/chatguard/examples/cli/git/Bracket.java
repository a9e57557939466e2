package io.chatguard.examples.cli.git;

import java.util.BitSet;
import java.util.Map;
import java.util.function.IntPredicate;

/** The set of bytes between brackets in a pattern: single ones, ranges, POSIX classes, negated by {@code !} or {@code ^}. */
final class Bracket {
    private static final int BYTES = 256;

    private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
            Map.entry("alnum", c -> isLetter(c) || isDigit(c)),
            Map.entry("alpha", Bracket::isLetter),
            Map.entry("blank", c -> c == ' ' || c == '\t'),
            Map.entry("cntrl", c -> c < ' ' || c == 127),
            Map.entry("digit", Bracket::isDigit),
            Map.entry("graph", c -> c > ' ' && c < 127),
            Map.entry("lower", c -> c >= 'a' && c <= 'z'),
            Map.entry("print", c -> c >= ' ' && c < 127),
            Map.entry("punct", c -> c > ' ' && c < 127 && !isLetter(c) && !isDigit(c)),
            Map.entry("space", c -> c == ' ' || c >= '\t' && c <= '\r'),
            Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
            Map.entry("xdigit", c -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'));

    private final String pattern;
    private final BitSet set = new BitSet(BYTES);
    private int at;
    private boolean closed;

    private Bracket(String pattern, int from) {
        this.pattern = pattern;
        this.at = from + 1;
    }

    /** Reads what the bracket at that place opens. */
    static Bracket read(String pattern, int from) {
        Bracket bracket = new Bracket(pattern, from);
        bracket.read();
        return bracket;
    }

    /** The bytes that it takes; never a slash. */
    BitSet set() {
        return set;
    }

    /** Behind its closing bracket. */
    int end() {
        return at;
    }

    /** Whether it has an end and knows its classes; a pattern with another matches nothing. */
    boolean isClosed() {
        return closed;
    }

    private void read() {
        boolean negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
        if (negated) {
            at++;
        }
        int first = at; // A closing bracket that comes first is one of the set.
        while (at < pattern.length()) {
            if (pattern.charAt(at) == ']' && at > first) {
                at++;
                closed = true;
                break;
            }
            if (!member()) {
                return;
            }
        }
        if (negated) {
            set.flip(0, BYTES);
        }
        set.clear('/');
    }

    private boolean member() {
        if (pattern.startsWith("[:", at)) {
            int end = pattern.indexOf(']', at + 2);
            if (end < 0) {
                return false;
            }
            if (pattern.charAt(end - 1) == ':' && end - 1 > at + 1) {
                return named(end);
            }
        }
        int from = single();
        if (from < 0) {
            return false;
        }
        boolean range = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
        int to = from;
        if (range) {
            at++;
            to = single();
            if (to < 0) {
                return false;
            }
        }
        if (to >= from) {
            set.set(from, to + 1);
        }
        return true;
    }

    private boolean named(int end) {
        IntPredicate named = CLASSES.get(pattern.substring(at + 2, end - 1));
        if (named == null) {
            return false;
        }
        for (int c = 0; c < BYTES; c++) {
            if (named.test(c)) {
                set.set(c);
            }
        }
        at = end + 1;
        return true;
    }

    /** The next character, unescaped; -1 if there is none. */
    private int single() {
        if (pattern.charAt(at) == '\\') {
            at++;
        }
        return at < pattern.length() ? pattern.charAt(at++) & 0xff : -1;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
