package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;

/**
 * Where a value stands that is assigned to a name, in source code, JSON, YAML, XML, INI, shell and command lines.
 *
 * <p>Behind the name come at most {@value #LONGEST_TAIL} characters of its rest ({@code adafruit_io_key string}), quotes
 * and closing brackets, an operator ({@code = : := => == != , > ||}, or nothing behind a flag such as {@code --key}),
 * blanks and an opening quote. All steps are bounded, so that a name costs a constant.
 */
final class AssignedSpan {
    static final int NONE = -1;
    private static final int LONGEST_TAIL = 40;
    private static final int LONGEST_JOINT = 12;
    private static final int LONGEST_VALUE = 512;
    private static final int LONGEST_WORD = 40;

    private AssignedSpan() {}

    /** Whether a name that was found is a word, or a part of one as identifiers are written. */
    static boolean isName(String text, int start, int end) {
        boolean starts = start == 0
                || !isAsciiLetter(text.charAt(start - 1))
                || Boundaries.isEscapeLetter(text, start - 1)
                || text.charAt(start - 1) == 'D' && peek(text, start - 2) == '-'
                || isUpper(text.charAt(start)) && isLower(text.charAt(start - 1));
        return starts && (end - start > 6 || !isLower(peek(text, end)));
    }

    /** Where the operator, or whatever else ends the name, stands. */
    static int nameEnd(String text, int end) {
        int i = end;
        int limit = Math.min(text.length(), end + LONGEST_TAIL);
        while (i < limit && isTail(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /**
     * Whether the operator could also be something else: a comma between two arguments, the call of a method of what was
     * named. Then the name has to be a quoted string before a quoted string, or the call's own name.
     */
    static boolean isLoose(String text, int nameStart, int end, int start) {
        int i = nameEnd(text, end);
        char c = peek(text, i);
        if (VariableBlock.operator(text, i) >= 0) {
            return false;
        }
        if (c == '(') {
            return i > end && text.substring(end, i).indexOf('.') >= 0;
        }
        int quote = i;
        while (quote < start && text.charAt(quote) != ',') {
            quote++;
        }
        if (quote >= start) {
            return false;
        }
        return !isQuote(peek(text, quote - 1)) || !isQuoted(text, start) || peek(text, nameStart - 1) == '$';
    }

    /** Where the value starts that is assigned to the name which ends there, or {@link #NONE}. */
    static int start(String text, int nameStart, int end) {
        if (isFlag(text, nameStart)) {
            int i = end;
            while (i < text.length() && i - end < LONGEST_TAIL && isWordPart(text.charAt(i))) {
                i++;
            }
            if (isBlank(peek(text, i)) && peek(text, i + 1) != '-' && peek(text, i + 1) != '=') {
                return unquoted(text, i);
            }
        }
        int i = nameEnd(text, end);
        int limit = Math.min(text.length(), i + 4);
        while (i < limit && isClosing(text.charAt(i))) {
            i++;
        }
        if (text.startsWith("value", i) && isQuote(peek(text, i - 2))) {
            i += "value".length();
        }
        int operator = operatorEnd(text, i);
        if (operator < 0) {
            int block = VariableBlock.operator(text, nameEnd(text, end));
            operator = block < 0 ? NONE : block + 1;
        }
        return operator < 0 ? NONE : unquoted(text, operator);
    }

    private static int operatorEnd(String text, int index) {
        int i = index;
        char c = peek(text, i);
        if (c == ':') {
            while (peek(text, i) == ':' && i - index < 3) {
                i++;
            }
            return peek(text, i) == '=' ? i + 1 : i;
        }
        if (c == '=' || (c == '!' || c == '?' || c == '+' || c == '~') && peek(text, i + 1) == '=') {
            i++;
            while (i - index < 4 && (peek(text, i) == '=' || peek(text, i) == '>' || peek(text, i) == '~')) {
                i++;
            }
            return i;
        }
        if (c == '|' && peek(text, i + 1) == '|') {
            return i + 2;
        }
        if (c == '>' || c == ',') {
            return i + 1;
        }
        return c == '(' && isQuote(peek(text, i + 1)) ? i + 1 : NONE;
    }

    /** Behind blanks, line ends and opening quotes. */
    private static int unquoted(String text, int from) {
        int i = from;
        int limit = Math.min(text.length(), from + LONGEST_JOINT);
        while (i < limit && isOpening(text, i)) {
            i++;
        }
        return i < text.length() ? i : NONE;
    }

    private static boolean isOpening(String text, int i) {
        char c = text.charAt(i);
        return c <= ' '
                || isQuote(c)
                || c == 0xA0
                || c == '='
                || (c == '@' || c == '[') && isQuote(peek(text, i + 1))
                || c == '\\' && isQuote(peek(text, i + 1));
    }

    /** Whether the value stands between quotes. */
    static boolean isQuoted(String text, int start) {
        return start > 0 && isQuote(text.charAt(start - 1));
    }

    /** Where the value ends: before its closing quote, or before what ends a bare one. */
    static int end(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_VALUE);
        char quote = isQuoted(text, start) ? text.charAt(start - 1) : '\0';
        boolean escaped = quote != '\0' && peek(text, start - 2) == '\\';
        int i = start;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == quote || quote == '\0' && endsBare(text, i)) {
                break;
            }
            if (c == '\\' && quote != '\0') {
                if (escaped) {
                    break;
                }
                i++;
            }
            i++;
        }
        return Math.min(i, limit);
    }

    private static boolean endsBare(String text, int i) {
        char c = text.charAt(i);
        return c <= ' '
                || isQuote(c)
                || c == '<'
                || c == ';'
                || c == ','
                || c == '&'
                || c == 0xA0
                || c == '\\' && Boundaries.isEscapeLetter(text, i + 1 < text.length() ? i + 1 : i);
    }

    /** Whether a value of a fixed form may end there: nothing that could go on follows. */
    static boolean mayEnd(String text, int end) {
        char c = peek(text, end);
        return !(isAsciiAlnum(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '%')
                && !(c == '.' && isAsciiAlnum(peek(text, end + 1)));
    }

    /** Whether the name is the flag of a command, {@code --key} or {@code -Key}. */
    static boolean isFlag(String text, int nameStart) {
        int i = nameStart;
        while (i > 0 && nameStart - i < LONGEST_WORD && isWordPart(text.charAt(i - 1))) {
            i--;
        }
        char c = peek(text, i);
        return c == '-'
                && (i == 0 || isBlank(text.charAt(i - 1)) || isQuote(text.charAt(i - 1)))
                && (peek(text, i + 1) == '-' || isUpper(peek(text, i + 1)));
    }

    private static boolean isWordPart(char c) {
        return isAsciiAlnum(c) || c == '_' || c == '-';
    }

    private static boolean isTail(char c) {
        return isAsciiAlnum(c) || c == '_' || c == '.' || c == '-' || c == ' ' || c == '\t';
    }

    private static boolean isClosing(char c) {
        return isQuote(c) || c <= ' ' || c == ']' || c == '[' || c == '\\' || isDigit(c);
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }
}
