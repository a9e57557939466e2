package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isSpaceless;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;

/**
 * Where hosts and URLs end in prose, mark-up and code.
 *
 * <p>A URL ends before blanks, quotes, {@code < > ` | \}, a closing bracket that was not opened inside it, {@code **},
 * an entity such as {@code &quot;}, a comma or semicolon before the next URL, and punctuation of other scripts. Letters
 * of a script without spaces belong to it only where a part starts with them, so that text that runs on does not.
 * Punctuation that ends a sentence, or emphasis that was opened before the URL, is given back at its end.
 */
final class UrlSpan {
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String[] ENTITIES = {"quot;", "lt;", "gt;", "apos;", "nbsp;", "#"};

    private UrlSpan() {}

    /** End of the host that starts at {@code from}: labels with single dots between them; {@code from} if there is none. */
    static int hostEnd(String text, int from) {
        int limit = Math.min(text.length(), from + LONGEST_HOST);
        int i = from;
        boolean spaceless = i < limit && isSpaceless(text.charAt(i));
        while (i < limit) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == from || i + 1 >= limit || !isHost(text.charAt(i + 1), true)) {
                    break;
                }
                spaceless = isSpaceless(text.charAt(i + 1));
            } else if (!isHost(c, spaceless)) {
                break;
            }
            i++;
        }
        while (i > from && (text.charAt(i - 1) == '-' || text.charAt(i - 1) == '_')) {
            i--;
        }
        return i;
    }

    /** End of the label that starts at {@code from}. */
    static int labelEnd(String text, int from) {
        int limit = Math.min(text.length(), from + LONGEST_LABEL);
        boolean spaceless = isSpaceless(text.charAt(from));
        int i = from;
        while (i < limit && isHost(text.charAt(i), spaceless)) {
            i++;
        }
        while (i > from && (text.charAt(i - 1) == '-' || text.charAt(i - 1) == '_')) {
            i--;
        }
        return i;
    }

    /** Start of the labels and dots that end at {@code to}, not before {@code floor}; -1 if they are more than a host's. */
    static int hostStart(String text, int to, int floor) {
        int i = to;
        while (i > floor && to - i <= LONGEST_HOST) {
            char c = text.charAt(i - 1);
            if (c != '.' && !isHost(c, false)) {
                break;
            }
            i--;
        }
        if (to - i > LONGEST_HOST) {
            return -1;
        }
        while (i < to && !(isAsciiAlnum(text.charAt(i)) || text.charAt(i) >= 128)) {
            i++;
        }
        return Boundaries.isEscapeLetter(text, i) ? i + 1 : i;
    }

    private static boolean isHost(char c, boolean spaceless) {
        if (c < 128) {
            return isAsciiAlnum(c) || c == '-' || c == '_';
        }
        return isSpaceless(c) ? spaceless && Character.isLetterOrDigit(c) : Boundaries.isWord(c);
    }

    /** Behind a port at {@code index}, or {@code index}. */
    static int portEnd(String text, int index) {
        int i = index + 1;
        while (isDigit(peek(text, i)) && i - index <= 6) {
            i++;
        }
        return peek(text, index) == ':' && i > index + 1 && i - index <= 6 && !Boundaries.gluedAfter(text, i)
                ? i
                : index;
    }

    /** Whether path, query or fragment start at {@code index}. */
    static boolean opensPath(String text, int index) {
        char c = peek(text, index);
        return c == '/' || c == '?' || c == '#';
    }

    /** End of the URL that started at {@code start} and whose path, query or fragment starts at {@code from}. */
    static int end(String text, int start, int from) {
        char outside = peek(text, start - 1);
        int round = 0;
        int square = 0;
        int curly = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (stops(text, i, from, outside)) {
                break;
            }
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            curly += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (round < 0 || square < 0 || curly < 0) {
                break;
            }
            i++;
        }
        while (i > from && isTrailing(text.charAt(i - 1), outside)) {
            i--;
        }
        return i;
    }

    private static boolean stops(String text, int i, int from, char outside) {
        char c = text.charAt(i);
        if (c >= 128) {
            return isForeign(text, i, from);
        }
        return switch (c) {
            case '"', '<', '>', '`', '|', '\\', '^', 0x7F -> true;
            case '\'' -> outside == '\'';
            case '*' -> peek(text, i + 1) == '*';
            case ',', ';' -> text.startsWith("http", i + 1) || text.startsWith("www.", i + 1);
            case '&' -> isEntity(text, i + 1);
            default -> c <= ' ';
        };
    }

    private static boolean isEntity(String text, int index) {
        for (String entity : ENTITIES) {
            if (text.startsWith(entity, index)) {
                return true;
            }
        }
        return false;
    }

    /** Punctuation, blanks and pictures end a URL; so do letters without spaces that start no part. */
    private static boolean isForeign(String text, int i, int from) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
            int point = Character.isHighSurrogate(c) ? text.codePointAt(i) : text.codePointBefore(i + 1);
            return !Character.isLetterOrDigit(point);
        }
        return isSpaceless(c)
                ? !Character.isLetterOrDigit(c) || (i > from && !startsPart(text.charAt(i - 1)))
                : !Boundaries.isWord(c);
    }

    /** What a part of a path or query starts behind; a letter without spaces behind anything else is text that runs on. */
    private static boolean startsPart(char c) {
        return c >= 128 || "/=-_+%&?#".indexOf(c) >= 0;
    }

    private static boolean isTrailing(char c, char outside) {
        return switch (c) {
            case '.', ',', ';', ':', '!', '?', '\'', '*', '(', '[', '{', '$' -> true;
            case '_', '~' -> outside == c;
            default -> false;
        };
    }
}
