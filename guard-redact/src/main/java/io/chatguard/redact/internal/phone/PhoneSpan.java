package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.NumberRun;

/** Which characters belong to a telephone number, and which of its digits are dialled. */
final class PhoneSpan {
    private static final String[] EXTENSIONS = {"extension", "durchwahl", "ext", "ramal", "poste", "int", "x", "#"};
    private static final int LONGEST_EXTENSION = 7;

    private PhoneSpan() {}

    static int digits(NumberRun run, int from, int to) {
        int digits = 0;
        for (int g = from; g < to; g++) {
            digits += run.size(g);
        }
        return digits;
    }

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
        int close = text.indexOf(')', start);
        return close >= 0 && close < end ? open : start;
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

    private static boolean isJoint(char c) {
        return Boundaries.isBlank(c) || c == ',' || c == ';';
    }

    private static boolean isMark(char c) {
        return Boundaries.isBlank(c) || c == '.' || c == ':' || c == '=';
    }
}
