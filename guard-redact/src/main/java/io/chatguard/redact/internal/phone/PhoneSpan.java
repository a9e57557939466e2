package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;

/** Which characters belong to a telephone number, and which of its digits are dialled. */
final class PhoneSpan {
    private static final String[] EXTENSIONS = {"extension", "durchwahl", "ext", "ramal", "poste", "int", "x", "#"};
    private static final int LONGEST_EXTENSION = 7;
    private static final int LONGEST_HYPHENATED = 5;

    private PhoneSpan() {}

    /** The digits behind a leading 1, without the first {@code skip} and without a trunk {@code (0)} inside. */
    static long number(String text, NumberRun run, int from, int to, int skip) {
        long number = 1;
        int skipped = 0;
        for (int g = from; g < to; g++) {
            if (g > from && isTrunk(text, run, g)) {
                continue;
            }
            for (int i = run.start(g); i < run.end(g); i++) {
                if (skipped < skip) {
                    skipped++;
                } else {
                    number = number * 10 + text.charAt(i) - '0';
                }
            }
        }
        return number;
    }

    private static boolean isTrunk(String text, NumberRun run, int g) {
        int start = run.start(g);
        return run.size(g) == 1
                && text.charAt(start) == '0'
                && text.charAt(start - 1) == '('
                && start + 1 < text.length()
                && text.charAt(start + 1) == ')';
    }

    /** Start of the span: over {@code +} and over a parenthesis that is closed inside the number. */
    static int withOpening(String text, NumberRun run, int g, int end, int plus) {
        int start = plus >= 0 ? plus : run.start(g);
        int open = start - 1;
        if (open >= 0 && text.charAt(open) == ' ' && plus < 0) {
            open--;
        }
        if (open < 0 || text.charAt(open) != '(') {
            return start;
        }
        return Boundaries.indexOf(text, ')', start, end) >= 0 ? open : start;
    }

    /** End of the span: over an extension ({@code ext. 12}, {@code x12}, {@code ;ext=12}, {@code #12}). */
    static int withExtension(String text, int end) {
        int i = end;
        while (i < text.length() && i - end < 2 && isJoint(text.charAt(i))) {
            i++;
        }
        for (String word : EXTENSIONS) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                int digits = i + word.length();
                int joint = digits;
                boolean letter = word.length() == 1;
                while (joint < text.length() && joint - digits < (letter ? 1 : 2) && isMark(text.charAt(joint))) {
                    joint++;
                }
                int last = joint;
                while (last < text.length() && Boundaries.isDigit(text.charAt(last))) {
                    last++;
                }
                boolean fits = last > joint && last - joint <= LONGEST_EXTENSION && !Boundaries.gluedAfter(text, last);
                return fits ? last : end;
            }
        }
        return end;
    }

    /** Whether the group behind a valid number is an extension behind a hyphen: short, and the last of what is joined. */
    static boolean isExtended(String text, NumberRun run, int to) {
        return to < run.count()
                && run.gap(to - 1) == Gap.HYPHEN
                && !run.taken(to)
                && run.size(to) <= LONGEST_HYPHENATED
                && run.gap(to) != Gap.HYPHEN
                && run.gap(to) != Gap.DOT
                && !Boundaries.gluedAfter(text, run.end(to));
    }

    /** Whether more than one parenthesis opens or closes between two groups, as nobody writes a number. */
    static boolean isNested(String text, int from, int to) {
        int open = 0;
        int closed = 0;
        for (int i = from; i < to; i++) {
            open += text.charAt(i) == '(' ? 1 : 0;
            closed += text.charAt(i) == ')' ? 1 : 0;
        }
        return open > 1 || closed > 1;
    }

    /** Whether a parenthesis that opens in the span is not closed there. */
    static boolean isOpen(String text, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            char c = text.charAt(i);
            if (c == ')') {
                return false;
            }
            if (c == '(') {
                return true;
            }
        }
        return false;
    }

    private static boolean isJoint(char c) {
        return Boundaries.isBlank(c) || c == ',' || c == ';';
    }

    private static boolean isMark(char c) {
        return Boundaries.isBlank(c) || c == '.' || c == ':' || c == '=';
    }
}
