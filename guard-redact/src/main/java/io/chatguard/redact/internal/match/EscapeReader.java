package io.chatguard.redact.internal.match;

/** Reads what stands after a backslash, in classes and outside of them. */
final class EscapeReader {
    private static final int MOST_HEX = 6;

    private EscapeReader() {}

    /** A class with a name ({@code \d}, {@code \p{L}}), or the empty set, and then nothing was taken. */
    static CodePoints namedClass(PatternCursor in, int start) {
        if (in.take('d')) {
            return CodePoints.DIGIT;
        }
        if (in.take('D')) {
            return CodePoints.DIGIT.not();
        }
        if (in.take('w')) {
            return CodePoints.WORD;
        }
        if (in.take('W')) {
            return CodePoints.WORD.not();
        }
        if (in.take('s')) {
            return CodePoints.SPACE;
        }
        if (in.take('S')) {
            return CodePoints.SPACE.not();
        }
        if (in.take('p')) {
            return category(in, start);
        }
        if (in.take('P')) {
            return category(in, start).not();
        }
        return CodePoints.NONE;
    }

    private static CodePoints category(PatternCursor in, int start) {
        StringBuilder name = new StringBuilder();
        if (in.take('{')) {
            while (!in.atEnd() && !in.sees('}') && name.length() < 3) {
                name.appendCodePoint(in.codePoint());
            }
            if (!in.take('}')) {
                throw new PatternException(Refusal.UNKNOWN_CATEGORY, start);
            }
        } else if (!in.atEnd()) {
            name.appendCodePoint(in.codePoint());
        }
        CodePoints members = Categories.of(name.toString());
        if (members.isEmpty()) {
            throw new PatternException(Refusal.UNKNOWN_CATEGORY, start);
        }
        return members;
    }

    /** A single code point: a letter for a control character, two, four or braced hex digits, escaped punctuation. */
    static int codePoint(PatternCursor in, int start) {
        if (in.atEnd()) {
            throw new PatternException(Refusal.STRAY_BACKSLASH, start);
        }
        int c = in.codePoint();
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'x' -> in.take('{') ? braced(in, start) : hex(in, 2, start);
            case 'u' -> hex(in, 4, start);
            default -> punctuation(c, start);
        };
    }

    private static int punctuation(int c, int start) {
        if (c == 'k' || c >= '1' && c <= '9') {
            throw new PatternException(Refusal.BACK_REFERENCE, start);
        }
        if (c > '~' || c < ' ' || CodePoints.WORD.contains(c) && c != '_') {
            throw new PatternException(Refusal.UNKNOWN_ESCAPE, start);
        }
        return c;
    }

    private static int braced(PatternCursor in, int start) {
        int value = 0;
        int digits = 0;
        while (!in.atEnd() && !in.sees('}')) {
            int digit = digit(in.codePoint());
            if (digit < 0 || ++digits > MOST_HEX) {
                throw new PatternException(Refusal.BAD_CODE_POINT, start);
            }
            value = value * 16 + digit;
        }
        if (digits == 0 || !in.take('}')) {
            throw new PatternException(Refusal.BAD_CODE_POINT, start);
        }
        return checked(value, start);
    }

    private static int hex(PatternCursor in, int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = in.atEnd() ? -1 : digit(in.codePoint());
            if (digit < 0) {
                throw new PatternException(Refusal.BAD_CODE_POINT, start);
            }
            value = value * 16 + digit;
        }
        return checked(value, start);
    }

    /** ASCII only: {@link Character#digit} would take other scripts' digits. */
    private static int digit(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static int checked(int c, int start) {
        if (c > Character.MAX_CODE_POINT) {
            throw new PatternException(Refusal.BAD_CODE_POINT, start);
        }
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw new PatternException(Refusal.UNPAIRED_SURROGATE, start);
        }
        return c;
    }
}
