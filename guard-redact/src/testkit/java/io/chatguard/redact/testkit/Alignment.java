package io.chatguard.redact.testkit;

/**
 * Compares a text that came back with the one that was written, where a policy keeps surrogates in some places: every
 * stretch between surrogates must stand in the written text, in the same order, and nothing may be left over.
 */
final class Alignment {

    private static final int CHECK = 6;

    private Alignment() {}

    static boolean equalButForSurrogates(String written, String read) {
        if (written.equals(read)) {
            return true;
        }
        int at = 0;
        int from = 0;
        boolean kept = false;
        for (int start = 0; start < read.length(); ) {
            int end = surrogateEnd(read, start);
            if (end < 0) {
                start++;
                continue;
            }
            at = advance(written, at, read.substring(from, start), kept);
            if (at < 0) {
                return false;
            }
            kept = true;
            from = end;
            start = end;
        }
        String rest = read.substring(from);
        return kept && written.length() - rest.length() >= at && written.endsWith(rest);
    }

    private static int advance(String written, int at, String literal, boolean kept) {
        if (!kept) {
            return written.startsWith(literal) ? literal.length() : -1;
        }
        int hit = written.indexOf(literal, at + 1);
        return hit < 0 ? -1 : hit + literal.length();
    }

    /** The end of {@code TYPE_ordinal[variant]_check} if one starts here, else -1. */
    private static int surrogateEnd(String text, int start) {
        boolean glued = start > 0 && isWord(text.charAt(start - 1));
        boolean behindEscape = start > 1 && text.charAt(start - 2) == '\\';
        if (!isCapital(text.charAt(start)) || glued && !behindEscape) {
            return -1;
        }
        int end = start;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        int check = text.lastIndexOf('_', end - 1);
        if (check <= start || end - check - 1 != CHECK) {
            return -1;
        }
        int ordinal = text.lastIndexOf('_', check - 1);
        if (ordinal <= start || !Character.isDigit(text.charAt(ordinal + 1))) {
            return -1;
        }
        return end;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
