package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.List;
import java.util.Locale;

/**
 * What a value that was assigned to something looks like, and what it is not.
 *
 * <p>Letters that follow each other as in words and identifiers tell names from drawn characters: the surprise of a pair
 * is 4 bits in words and nearly 8 in drawn letters ({@code letters.txt}). All looks are linear in the value, which is at
 * most a few hundred characters.
 */
final class ValueShape {
    /** Words of seven letters and more have less; 99 of 100 drawn twelve letters have more. */
    private static final double WORDLIKE = 5.0;

    private static final int SHORTEST_WORD = 4;
    private static final String[] SURPRISES = surprises();
    private static final List<String> PLACEHOLDERS = list("PLACEHOLDER");
    private static final ContextWords HARMLESS = ContextWords.of(list("HARMLESS"));
    private static final ContextWords ACCOUNT = ContextWords.of(list("ACCOUNT"));

    private ValueShape() {}

    static List<String> list(String name) {
        return DataFile.table(ValueShape.class, "assigned.txt", 2).stream()
                .filter(row -> row[0].equals(name))
                .map(row -> row[1])
                .toList();
    }

    private static String[] surprises() {
        String[] rows = DataFile.lines(ValueShape.class, "letters.txt").stream()
                .map(row -> row.substring(2))
                .toArray(String[]::new);
        if (rows.length != 26) {
            throw new IllegalStateException("data letters.txt has " + rows.length + " rows");
        }
        return rows;
    }

    /** Whether the name, from its found part to the operator or just before it, says that its value is no secret. */
    static boolean isHarmlessName(String text, int nameStart, int nameEnd, int valueStart) {
        boolean block = VariableBlock.operator(text, AssignedSpan.nameEnd(text, nameEnd)) >= 0;
        return !block && HARMLESS.before(text, valueStart, valueStart - nameEnd)
                || HARMLESS.before(text, nameStart, identifierBefore(text, nameStart));
    }

    private static int identifierBefore(String text, int nameStart) {
        int i = nameStart > 0 && text.charAt(nameStart - 1) == ' ' ? nameStart - 1 : nameStart;
        while (i > 0 && nameStart - i < 30 && isNamePart(text.charAt(i - 1))) {
            i--;
        }
        return nameStart - i;
    }

    private static boolean isNamePart(char c) {
        return Boundaries.isAsciiAlnum(c) || c == '_' || c == '-';
    }

    /** Whether words just before the name speak of an account. */
    static boolean isNearAccount(String text, int nameStart) {
        return ACCOUNT.before(text, nameStart, 120);
    }

    /** Whether it stands for a value: a mask, a variable, a template, an example. */
    static boolean isPlaceholder(String text, int start, int end) {
        char first = text.charAt(start);
        char last = text.charAt(end - 1);
        if (first == '$'
                || first == '<'
                || first == '%'
                || first == '{' && last == '}'
                || first == '['
                || first == '&'
                || first == '#' && peek(text, start + 1) == '{'
                || first == '@' && last == '@'
                || first == '*' && last == '*') {
            return true;
        }
        if (isNumber(text, start, end)) {
            return true;
        }
        if (text.regionMatches(true, start, "ENC(", 0, 4) || text.regionMatches(true, start, "ENC[", 0, 4)) {
            return true;
        }
        String lower = text.substring(start, end).toLowerCase(Locale.ROOT);
        for (String placeholder : PLACEHOLDERS) {
            if (lower.contains(placeholder)) {
                return true;
            }
        }
        return lower.chars().distinct().count() < 3
                || isTemplate(lower, "{{", '}')
                || isTemplate(lower, "${", '}')
                || isTemplate(lower, "$(", ')')
                || lower.contains("://");
    }

    /** Whether a name, an expression of names or a call stands between such brackets; drawn characters open none. */
    private static boolean isTemplate(String value, String open, char close) {
        int from = value.indexOf(open);
        if (from < 0) {
            return false;
        }
        int i = from + open.length();
        while (i < value.length() && value.charAt(i) != close && isExpression(value.charAt(i))) {
            i++;
        }
        return i == value.length() || value.charAt(i) == close && (!open.equals("{{") || peek(value, i + 1) == close);
    }

    private static boolean isExpression(char c) {
        return isNamePart(c) || " .:,/|()[]'\"\\$?=+".indexOf(c) >= 0;
    }

    /** Whether it is a number as programs write them: {@code 0x2F}, {@code 1.5F}. */
    private static boolean isNumber(String text, int start, int end) {
        boolean hex = end - start > 2 && text.charAt(start) == '0' && (text.charAt(start + 1) | 0x20) == 'x';
        int last =
                "fFlLdD".indexOf(text.charAt(end - 1)) >= 0 || "uU".indexOf(text.charAt(end - 1)) >= 0 ? end - 1 : end;
        for (int i = hex ? start + 2 : start; i < last; i++) {
            char c = text.charAt(i);
            if (hex ? !Boundaries.isHex(c) && c != '_' : !isDigit(c) && c != '.' && c != '_') {
                return false;
            }
        }
        return hex || last < end;
    }

    /** How many characters of it belong to words. */
    static int wordlike(String text, int start, int end) {
        int sum = 0;
        int i = start;
        while (i < end) {
            if (!isAsciiLetter(text.charAt(i))) {
                i++;
                continue;
            }
            int from = i;
            double surprise = 0;
            i++;
            while (i < end && isAsciiLetter(text.charAt(i)) && !isHump(text, i)) {
                surprise += SURPRISES[(text.charAt(i - 1) | 0x20) - 'a'].charAt((text.charAt(i) | 0x20) - 'a') - 'a';
                i++;
            }
            int letters = i - from;
            if (letters >= SHORTEST_WORD && surprise / (letters - 1) < WORDLIKE) {
                sum += letters;
            }
        }
        return sum;
    }

    private static boolean isHump(String text, int i) {
        return Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1));
    }

    /** Which kinds of characters it has. */
    record Classes(boolean digits, boolean lower, boolean upper, boolean special, boolean blank, boolean hex) {
        int kinds() {
            return (digits ? 1 : 0) + (lower ? 1 : 0) + (upper ? 1 : 0) + (special ? 1 : 0);
        }

        boolean letters() {
            return lower || upper;
        }
    }

    static Classes classes(String text, int start, int end) {
        boolean digits = false;
        boolean lower = false;
        boolean upper = false;
        boolean special = false;
        boolean blank = false;
        boolean hex = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            hex &= Boundaries.isHex(c);
            if (isDigit(c)) {
                digits = true;
            } else if (Character.isUpperCase(c)) {
                upper = true;
            } else if (Character.isLetter(c)) {
                lower = true;
            } else if (c <= ' ') {
                blank = true;
            } else if (c != '_' && c != '-' && c != '.') {
                special = true;
            }
        }
        return new Classes(digits, lower, upper, special, blank, hex);
    }

    /** Whether it is written as a hash of a password and nothing in it was drawn: {@code sha512$salt$hash}. */
    static boolean isHashInWords(String text, int start, int end) {
        int dollar = Boundaries.indexOf(text, '$', start, end);
        return dollar > start
                && Boundaries.indexOf(text, '$', dollar + 1, end) > 0
                && wordlike(text, dollar, end) * 3 >= (end - dollar) * 2;
    }

    /** Whether it has characters of a script without spaces: then it is what a program says, in another language. */
    static boolean isForeign(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Boundaries.isSpaceless(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a UUID (RFC 9562). */
    static boolean isUuid(String text, int start, int end) {
        if (end - start != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(start + i);
            if (i == 8 || i == 13 || i == 18 || i == 23 ? c != '-' : !Boundaries.isHex(c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it reads as code: a call, a path of names, a file, a reference. */
    static boolean isCode(String text, int start, int end) {
        boolean names = true;
        boolean constant = true;
        int joints = 0;
        boolean dots = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '(' || c == ')' || c == '{' || c == '}' || c == '[' || c == ']' || c == '|') {
                return true;
            }
            if (c == '-' && peek(text, i + 1) == '>' || c == ':' && peek(text, i + 1) == ':') {
                return true;
            }
            if (c == '*' && i > start && isDigit(text.charAt(i - 1)) && isAsciiLetter(peek(text, i + 1))) {
                // A repetition in a grammar (RFC 5234): 1*DIGIT.
                return true;
            }
            dots |= c == '.';
            joints += c == '_' ? 1 : 0;
            constant &= c >= 'A' && c <= 'Z' || isDigit(c) || c == '_';
            names &= isAsciiLetter(c) || c == '_' || c == '.' || c == '-';
        }
        char first = text.charAt(start);
        return dots && names || constant && joints > 1 || first == '/' || first == '*' || first == '.' || first == '~';
    }
}
