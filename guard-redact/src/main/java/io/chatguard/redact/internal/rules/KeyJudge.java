package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Entropy;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.rules.ValueShape.Classes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Values that were drawn by a machine and are assigned to what is called a key, a token or a secret.
 *
 * <p>A value counts that mixes letters and digits evenly and is no identifier, no variable and no mask, under a name that
 * does not say that it is something else (an id, a type, a digest, a public key).
 */
final class KeyJudge {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 512;
    private static final int LONG = 20;
    private static final int SHORTEST_LOGIN = 8;
    private static final double ENTROPY = 2.8;
    private static final double ENTROPY_OF_LONG = 3.2;
    private static final List<String> SCHEMES = List.of("Bearer ", "Basic ", "Token ", "ApiKey ", "Api-Key ");

    private KeyJudge() {}

    static void judge(String text, int nameStart, int nameEnd, RuleData rule, Hits out) {
        if (isInWord(text, nameStart, nameEnd)) {
            return;
        }
        int start = AssignedSpan.start(text, nameStart, nameEnd);
        if (start < 0 || AssignedSpan.isLoose(text, nameStart, nameEnd, start)) {
            start = ToldSecret.linked(text, nameEnd);
            start = start < 0 ? ToldSecret.following(text, nameStart, nameEnd) : start;
        }
        if (start < 0) {
            return;
        }
        int scheme = schemeEnd(text, start);
        if (scheme >= text.length()) {
            return;
        }
        boolean login = scheme > start && text.regionMatches(true, start, "Basic", 0, 5);
        start = scheme;
        int end = AssignedSpan.isQuoted(text, start) ? AssignedSpan.end(text, start) : valueEnd(text, start);
        if ((login && isLogin(text, start, end) || isDrawn(text, start, end))
                && !ValueShape.isHarmlessName(text, nameStart, nameEnd, start)) {
            boolean uuid = ValueShape.isUuid(text, start, end) && !opens(text, nameStart, nameEnd);
            out.hit(
                    rule.type().name(),
                    start,
                    end,
                    uuid ? rule.scores().lowest() : rule.scores().alone(),
                    rule.id());
        }
    }

    /** Behind the name of a scheme (RFC 9110 §11), if one stands there. */
    private static int schemeEnd(String text, int start) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, start, scheme, 0, scheme.length())) {
                return start + scheme.length();
            }
        }
        return start;
    }

    /** Whether it is a name and a password, joined by a colon, in base64 (RFC 7617). */
    private static boolean isLogin(String text, int start, int end) {
        if (end - start < SHORTEST_LOGIN || end - start > LONGEST) {
            return false;
        }
        try {
            String login = new String(Base64.getDecoder().decode(text.substring(start, end)), StandardCharsets.UTF_8);
            int colon = login.indexOf(':');
            return colon >= 0
                    && login.chars().noneMatch(c -> c < ' ' || c == 0xFFFD)
                    && colon + 1 < login.length()
                    && !ValueShape.isPlaceholder(login, colon + 1, login.length());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the name is one of a key: ids that are UUIDs stand under the names of tokens and sessions too. */
    private static boolean opens(String text, int nameStart, int nameEnd) {
        String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        return name.contains("key") || name.contains("secret") || name.contains("auth");
    }

    /** Whether what was found is a part of a longer word, such as {@code token} in {@code tokenizer}. */
    static boolean isInWord(String text, int start, int end) {
        char last = text.charAt(end - 1);
        char next = Boundaries.peek(text, end);
        boolean lower = last >= 'a' && last <= 'z';
        return next >= 'a' && next <= 'z' || !lower && next >= 'A' && next <= 'Z' && Boundaries.isAsciiLetter(last);
    }

    private static int valueEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= LONGEST && isKey(text.charAt(end))) {
            end++;
        }
        while (end > start && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ':')) {
            end--;
        }
        return end;
    }

    private static boolean isKey(char c) {
        return Boundaries.isAsciiAlnum(c)
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '+'
                || c == '/'
                || c == '='
                || c == '~'
                || c == ':'
                || c == '!'
                || c == '@'
                || c == '%'
                || c == '#'
                || c == '^'
                || c == '*';
    }

    static boolean isDrawn(String text, int start, int end) {
        int length = end - start;
        char next = Boundaries.peek(text, end);
        if (length < SHORTEST || length > LONGEST || next == '(' || next == '[' || next == '{' || next == '$') {
            return false;
        }
        Classes classes = ValueShape.classes(text, start, end);
        if (!classes.digits() || !classes.letters() || ValueShape.isPlaceholder(text, start, end)) {
            return false;
        }
        boolean mixed = classes.special() && classes.kinds() == 4 && length >= LONG && !classes.blank();
        if (classes.blank()
                || ValueShape.isForeign(text, start, end)
                || !mixed && Boundaries.indexOf(text, '\\', start, end) >= 0
                || text.substring(start, end).contains("\\u")
                || !mixed && ValueShape.isCode(text, start, end)
                || Entropy.of(text, start, end) < (length >= LONG ? ENTROPY_OF_LONG : ENTROPY)) {
            return false;
        }
        int words = ValueShape.wordlike(text, start, end);
        boolean path = Boundaries.indexOf(text, '.', start, end) >= 0;
        return words * 5 < length * 2 && !(path && words * 3 >= length);
    }
}
