package io.chatguard.testkit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds tokens that look like surrogates: {@code TYPE_ordinal[variant]_check}, such as {@code PERSON_2_7KQXM4}.
 *
 * <p>Pattern {@code [A-Z][A-Z_]*_[0-9]+[a-z]?_[0-9A-HJKMNP-TV-Z]{6}}, the last part in Crockford's base 32. Found
 * anywhere, also joined to other words: a model does not care about word boundaries. One pass; a failed try restarts
 * behind its digits.
 */
final class Surrogates {
    static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHECK_SYMBOLS = 6;

    private Surrogates() {}

    /** Gives the distinct tokens in the order of their first occurrence. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length()) {
            if (!isUpper(text.charAt(at))) {
                at++;
                continue;
            }
            int digits = at;
            while (digits < text.length() && (isUpper(text.charAt(digits)) || text.charAt(digits) == '_')) {
                digits++;
            }
            int afterDigits = digits;
            while (afterDigits < text.length() && isDigit(text.charAt(afterDigits))) {
                afterDigits++;
            }
            int end = end(text, at, digits, afterDigits);
            if (end > 0) {
                found.add(text.substring(at, end));
            }
            at = end > 0 ? end : afterDigits;
        }
        return found;
    }

    private static int end(String text, int start, int digits, int afterDigits) {
        if (digits == afterDigits || digits - start < 2 || text.charAt(digits - 1) != '_') {
            return -1;
        }
        int at = afterDigits;
        if (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '_') {
            return -1;
        }
        int end = at + 1 + CHECK_SYMBOLS;
        if (end > text.length()) {
            return -1;
        }
        for (int i = at + 1; i < end; i++) {
            if (CROCKFORD.indexOf(text.charAt(i)) < 0) {
                return -1;
            }
        }
        return end;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
