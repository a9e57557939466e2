package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.Scores;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.rules.ValueShape.Classes;
import java.util.List;
import java.util.Locale;

/**
 * Passwords that people chose, assigned to a name ({@code db.password=…}, {@code <password>…}, {@code --password …}) or told
 * in a sentence ("das Passwort lautet …").
 *
 * <p>A quoted value needs no more than not to be a label, a variable, a mask or code; a plain word also needs an account
 * near it. A bare value needs a digit or a sign among its letters, since bare words behind "password" are mostly names of
 * other things. What is less scores lowest.
 */
final class PasswordJudge {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 128;

    private static final List<String> LABELS = ValueShape.list("LABEL");

    private PasswordJudge() {}

    static void judge(String text, int nameStart, int nameEnd, RuleData rule, Hits out) {
        boolean shortName = nameEnd - nameStart <= 5;
        if (KeyJudge.isInWord(text, nameStart, nameEnd)
                || shortName && !AssignedSpan.isName(text, nameStart, nameEnd)) {
            return;
        }
        int start = AssignedSpan.start(text, nameStart, nameEnd);
        if (start < 0 && isLoginLine(text, nameStart, nameEnd)) {
            start = Math.min(text.length(), AssignedSpan.isQuote(peek(text, nameEnd + 1)) ? nameEnd + 2 : nameEnd + 1);
        }
        boolean told = false;
        if (start < 0 || AssignedSpan.isLoose(text, nameStart, nameEnd, start)) {
            start = ToldSecret.linked(text, nameEnd);
            told = true;
        }
        boolean aside = start < 0;
        if (aside) {
            start = ToldSecret.following(text, nameStart, nameEnd);
            start = start < 0 ? ToldSecret.before(text, nameStart) : start;
        }
        if (start < 0 || start >= text.length()) {
            return;
        }
        boolean quoted = AssignedSpan.isQuoted(text, start);
        int end = AssignedSpan.end(text, start);
        if (!quoted) {
            end = trimmed(text, start, end);
        } else if (end < text.length() && text.charAt(end) != text.charAt(start - 1) && text.charAt(end) != '\\') {
            return;
        }
        if (end - start < SHORTEST
                || end - start > LONGEST
                || text.charAt(start) == ' '
                || ValueShape.isForeign(text, start, end)
                || ValueShape.isHarmlessName(text, nameStart, nameEnd, quoted ? start - 1 : start)
                || quoted && isPart(text, start, end)
                || aside && !isMixed(text, start, end)) {
            return;
        }
        if (ValueShape.isPlaceholder(text, start, end) || isLabel(text, start, end, quoted)) {
            if (!told) {
                out.hit(rule.type().name(), start, end, Scores.OF_A_PLACEHOLDER, rule.id());
            }
            return;
        }
        boolean likely = quoted
                ? told || isLikelyQuoted(text, nameStart, start, end)
                : isLikelyBare(text, nameStart, nameEnd, start, end, told);
        out.hit(
                rule.type().name(),
                start,
                end,
                likely ? rule.scores().alone() : rule.scores().lowest(),
                rule.id());
    }

    /** {@code login me password x} of .netrc, {@code username 'me' password 'x'} of Gradle. */
    private static boolean isLoginLine(String text, int nameStart, int nameEnd) {
        return peek(text, nameEnd) == ' ' && ValueShape.isNearAccount(text, nameStart) && isLogin(text, nameStart);
    }

    private static boolean isLogin(String text, int nameStart) {
        int from = Math.max(0, nameStart - 120);
        String before = text.substring(from, nameStart);
        return before.contains("login ") && before.contains("machine ") || before.contains("username ");
    }

    private static int trimmed(String text, int start, int from) {
        int end = from;
        while (end > start && ".:)]}>?\u201c\u201d\u00bb\u2019".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Whether the value is a name or a caption for passwords itself. */
    static boolean isLabel(String text, int start, int end, boolean quoted) {
        String value = text.substring(start, end).toLowerCase(Locale.ROOT);
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean names = !digit && LABELS.stream().anyMatch(quoted ? value::contains : value::equals);
        return names || value.strip().endsWith(":") || value.endsWith("...") || value.contains("\\u");
    }

    /** Whether letters and digits stand in it, and more than a year or a version behind a word. */
    private static boolean isMixed(String text, int start, int end) {
        Classes classes = ValueShape.classes(text, start, end);
        int digits = 0;
        while (digits < end - start && isDigit(text.charAt(end - 1 - digits))) {
            digits++;
        }
        int capitals = 0;
        while (capitals < end - start && Character.isUpperCase(text.charAt(start + capitals))) {
            capitals++;
        }
        return end - start >= 6
                && capitals + digits < end - start
                && classes.digits()
                && classes.letters()
                && !classes.blank()
                && !ValueShape.isCode(text, start, end)
                && ValueShape.wordlike(text, start, end) + digits < end - start;
    }

    /** Whether a short word is only the beginning of what a program puts together: {@code "pass" + n}. */
    private static boolean isPart(String text, int start, int end) {
        int i = end + 1;
        while (isBlank(peek(text, i)) && i - end < 4) {
            i++;
        }
        char c = peek(text, i);
        boolean joined = c == '+' || c == '.' && peek(text, i + 1) == ' ' || c == '%' && peek(text, i + 1) == ' ';
        return joined
                && end - start < 8
                && !ValueShape.classes(text, start, end).digits();
    }

    private static boolean isLikelyQuoted(String text, int nameStart, int start, int end) {
        Classes classes = ValueShape.classes(text, start, end);
        if (classes.blank()) {
            return blanks(text, start, end) < 3 && ValueShape.isNearAccount(text, nameStart);
        }
        if (!classes.letters()) {
            return classes.digits()
                    && end - start >= 6
                    && !classes.special()
                    && Boundaries.indexOf(text, '.', start, end) < 0;
        }
        if (ValueShape.isHashInWords(text, start, end)) {
            return false;
        }
        if (ValueShape.isCode(text, start, end)) {
            return classes.digits() && classes.special() && text.charAt(start) != '/';
        }
        if (classes.digits() || classes.special() && end - start >= 6) {
            return true;
        }
        int words = ValueShape.wordlike(text, start, end);
        return words * 3 < end - start || ValueShape.isNearAccount(text, nameStart);
    }

    private static boolean isLikelyBare(String text, int nameStart, int nameEnd, int start, int end, boolean told) {
        Classes classes = ValueShape.classes(text, start, end);
        char next = peek(text, end);
        if (ValueShape.isCode(text, start, end)
                || next == '('
                || next == '['
                || next == '{'
                || Boundaries.isEscapeLetter(text, start)) {
            return false;
        }
        if (!classes.letters()) {
            return classes.digits()
                    && end - start >= 6
                    && !classes.special()
                    && isSetting(text, nameStart, nameEnd, end);
        }
        boolean mixed = classes.digits() || classes.special() && end - start >= 6 && !classes.blank();
        if (mixed) {
            int words = ValueShape.wordlike(text, start, end);
            return told
                    ? classes.digits() || Boundaries.indexOf(text, '/', start, end) < 0
                    : words * 4 < (end - start) * 3 || isSetting(text, nameStart, nameEnd, end);
        }
        return !told
                && isSetting(text, nameStart, nameEnd, end)
                && (ValueShape.isNearAccount(text, nameStart) || isEnvironment(text, nameStart, end));
    }

    /** Whether it stands in a line {@code NAME=value} of a file with settings, and not in a program. */
    private static boolean isSetting(String text, int nameStart, int nameEnd, int end) {
        int operator = AssignedSpan.nameEnd(text, nameEnd);
        char after = peek(text, operator + 1);
        boolean glued = peek(text, operator) == '=' && after != ' ' && after != '=';
        char next = peek(text, end);
        boolean ends = next == '\0' || next == '\n' || next == '\r' || next == ' ' || next == ';' || next == '"';
        return glued && ends && !isDigit(peek(text, nameStart - 1)) && isAsciiAlnum(peek(text, end - 1));
    }

    /** Whether it is a whole line {@code NAME=value} in capitals, as files of environment variables have. */
    private static boolean isEnvironment(String text, int nameStart, int end) {
        int i = nameStart;
        while (i > 0
                && nameStart - i < 60
                && (text.charAt(i - 1) == '_' || Character.isUpperCase(text.charAt(i - 1)))) {
            i--;
        }
        char next = peek(text, end);
        return Character.isUpperCase(text.charAt(nameStart))
                && Character.isUpperCase(text.charAt(nameStart + 1))
                && (i == 0 || text.charAt(i - 1) == '\n')
                && (next == '\0' || next == '\n' || next == '\r');
    }

    private static int blanks(String text, int start, int end) {
        int blanks = 0;
        for (int i = start; i < end; i++) {
            blanks += text.charAt(i) <= ' ' ? 1 : 0;
        }
        return blanks;
    }
}
