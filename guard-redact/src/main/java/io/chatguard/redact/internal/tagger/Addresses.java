package io.chatguard.redact.internal.tagger;

/**
 * Where e-mail addresses, URLs and paths end, so that they are one token. Only their extent is told, nothing is
 * checked. Linear: what was read ahead in vain is not read again.
 */
final class Addresses {

    private final CharSequence text;
    private final int length;

    /** Up to here no e-mail address begins, as far as is known. */
    private int noMailBefore;

    /** The end of the run without blanks that was looked at, and whether it is a path with a file's ending. */
    private int runEnd;

    private int pathFrom = -1;

    Addresses(CharSequence text) {
        this.text = text;
        this.length = text.length();
    }

    /** The end of what begins here; the same place if nothing does. */
    int endAt(int start) {
        char c = text.charAt(start);
        if (start >= runEnd) {
            look(start);
        }
        if (start == pathFrom) {
            return trimmed(start, runEnd);
        }
        if (!alphanumeric(c)) {
            return start;
        }
        char low = (char) (c | 0x20);
        if ((low == 'h' || low == 'f' || low == 'm' || low == 'w') && url(start)) {
            int end = start;
            while (end < runEnd && !closes(text.charAt(end))) {
                end++;
            }
            return trimmed(start, end);
        }
        return start >= noMailBefore ? mail(start) : start;
    }

    private void look(int start) {
        int end = start;
        int slashes = 0;
        int lastSlash = -1;
        int dot = -1;
        while (end < length && !NameFold.blank(text.charAt(end))) {
            char c = text.charAt(end);
            if (c == '/' || c == '\\') {
                slashes++;
                lastSlash = end;
            } else if (c == '.' && end + 1 < length && alphanumeric(text.charAt(end + 1))) {
                dot = end;
            }
            end++;
        }
        runEnd = end;
        char c = text.charAt(start);
        boolean rooted = slashes > 1 && (c == '/' || c == '~')
                || slashes > 0 && c == '.'
                || slashes > 0 && end > start + 2 && text.charAt(start + 1) == ':' && text.charAt(start + 2) == '\\';
        boolean file = slashes > 0 && dot > lastSlash && (alphanumeric(c) || c == '/');
        pathFrom = rooted || file ? start : -1;
    }

    private boolean url(int start) {
        return starts(start, "http://")
                || starts(start, "https://")
                || starts(start, "ftp://")
                || starts(start, "file://")
                || starts(start, "mailto:")
                || starts(start, "www.");
    }

    private boolean starts(int start, String what) {
        if (length - start < what.length()) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            char c = text.charAt(start + i);
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int mail(int start) {
        int i = start;
        while (i < runEnd && local(text.charAt(i))) {
            i++;
        }
        if (i == runEnd || text.charAt(i) != '@') {
            noMailBefore = i;
            return start;
        }
        int host = i + 1;
        int end = host;
        boolean dot = false;
        while (end < runEnd && (alphanumeric(text.charAt(end)) || text.charAt(end) == '-' || text.charAt(end) == '.')) {
            dot |= text.charAt(end) == '.' && end > host;
            end++;
        }
        while (end > host && !alphanumeric(text.charAt(end - 1))) {
            end--;
        }
        noMailBefore = host;
        return dot && end > host ? end : start;
    }

    private static boolean local(char c) {
        return alphanumeric(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
    }

    private static boolean alphanumeric(char c) {
        return c >= '0' && c <= '9'
                || (c | 0x20) >= 'a' && (c | 0x20) <= 'z'
                || c >= 0x80 && Character.isLetterOrDigit(c);
    }

    private static boolean closes(char c) {
        return c == '<' || c == '>' || c == '"' || c == '|' || c == ')' || c == ']' || c == '}' || c == '`';
    }

    /** Without the punctuation of the sentence around it. */
    private int trimmed(int start, int end) {
        int e = end;
        while (e > start + 1 && !alphanumeric(text.charAt(e - 1)) && text.charAt(e - 1) != '/') {
            e--;
        }
        return e;
    }
}
