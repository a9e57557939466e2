package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.Scores;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;

/**
 * Passwords among the options of commands: {@code curl -u me:password}, {@code psexec -p password}, {@code redis-cli -a
 * password}, over lines that end in a backslash too.
 *
 * <p>At most {@value #LONGEST} characters and {@value #MOST_LINES} lines behind the command are looked at.
 */
final class LoginJudge {
    private static final int LONGEST = 600;
    private static final int MOST_LINES = 6;
    private static final int LONGEST_VALUE = 200;
    private static final int SHORTEST = 3;

    private LoginJudge() {}

    static void judge(String text, int nameEnd, RuleData rule, Hits out) {
        int limit = Math.min(text.length(), nameEnd + LONGEST);
        int lines = 0;
        for (int i = nameEnd; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\n' && ++lines == MOST_LINES || c == '|' && peek(text, i + 1) != '|') {
                return;
            }
            if (c == '-' && i > 0 && text.charAt(i - 1) <= ' ') {
                boolean user = isOption(text, i, "-u") || isOption(text, i, "--user");
                boolean password = isOption(text, i, "-p") || isOption(text, i, "-a");
                if (user || password) {
                    int option = text.charAt(i + 1) == '-' ? i + 6 : i + 2;
                    i = take(text, option, user, rule, out);
                }
            }
        }
    }

    private static boolean isOption(String text, int i, String option) {
        char next = peek(text, i + option.length());
        return text.startsWith(option, i) && (isBlank(next) || next == '=' || AssignedSpan.isQuote(next));
    }

    private static int take(String text, int option, boolean user, RuleData rule, Hits out) {
        int start = option;
        while (start < text.length() && (isBlank(text.charAt(start)) || text.charAt(start) == '=')) {
            start++;
        }
        char quote = AssignedSpan.isQuote(peek(text, start)) ? text.charAt(start) : '\0';
        start += quote == '\0' ? 0 : 1;
        int end = valueEnd(text, start, quote);
        int from = start;
        if (user) {
            int colon = Boundaries.indexOf(text, ':', start, end);
            boolean parts = quote != '\0' && peek(text, end + 1) == ':';
            if (parts) {
                char second = peek(text, end + 2);
                from = AssignedSpan.isQuote(second) ? end + 3 : end + 2;
                end = valueEnd(text, from, AssignedSpan.isQuote(second) ? second : '\0');
            } else if (colon >= start && colon < end) {
                from = colon + 1;
                if (AssignedSpan.isQuote(peek(text, from))) {
                    from++;
                    end = valueEnd(text, from, text.charAt(from - 1));
                } else if (peek(text, from) == '\\' && AssignedSpan.isQuote(peek(text, from + 1))) {
                    from += 2;
                    end = valueEnd(text, from, '\0') - 1;
                }
            } else {
                return end;
            }
        }
        if (end - from >= SHORTEST) {
            double score = isSecret(text, from, end) ? rule.scores().alone() : Scores.OF_A_PLACEHOLDER;
            out.hit(rule.type().name(), from, end, score, rule.id());
        }
        return Math.max(option, end);
    }

    private static int valueEnd(String text, int start, char quote) {
        int end = start;
        while (end < text.length()
                && end - start < LONGEST_VALUE
                && (quote == '\0'
                        ? text.charAt(end) > ' ' && !AssignedSpan.isQuote(text.charAt(end))
                        : text.charAt(end) != quote && text.charAt(end) != '\n')) {
            end++;
        }
        return end;
    }

    private static boolean isSecret(String text, int start, int end) {
        char first = text.charAt(start);
        boolean word = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            word &= c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':';
        }
        boolean braced = first == '{' && text.charAt(start + 1) != '{';
        return !word
                && first != '-'
                && first != ' '
                && first != '$'
                && !isNamed(text, start, end)
                && (braced || !ValueShape.isPlaceholder(text, start, end));
    }

    private static boolean isNamed(String text, int start, int end) {
        String value = text.substring(start, end).toLowerCase(java.util.Locale.ROOT);
        return value.equals("password")
                || value.equals("pass")
                || value.equals("passwd")
                || value.equals("pwd")
                || value.equals("token")
                || value.equals("test");
    }
}
