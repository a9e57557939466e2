package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;

/** Ages by what stands behind the number: {@code 79 years old}, {@code 38-year-old}, {@code 31 y/o}, {@code 52 años de edad}. */
public final class AgeScanner {
    private static final int OLDEST = 125;
    /** Words for years, and what makes an age of them; longer ones first. They start with a, j or y. */
    private static final String[][] FORMS = {
        {"years", "old", "of age"},
        {"year", "old"},
        {"yrs", "old", "of age"},
        {"yr", "old"},
        {"y/o", ""},
        {"y.o.", ""},
        {"yo", ""},
        {"jahre", "alt"},
        {"jährig", "e", "er", "en", ""},
        {"años", "de edad"},
        {"ans", "révolus", "d'âge"},
        {"anni", "di età"},
        {"anos", "de idade"},
        {"jaar", "oud"}
    };

    /** Looks behind each group of a run. */
    public void scan(String text, NumberRun run, Hits out) {
        for (int g = 0; g < run.count(); g++) {
            int start = run.start(g);
            int end = run.end(g);
            int age = end - start > 3 ? 0 : DateForms.number(text, start, end);
            boolean number = age > 0 && age <= OLDEST && peek(text, start - 1) != '.';
            if (number && !Boundaries.gluedBefore(text, start) && isFollowed(text, end)) {
                out.hit("AGE", start, end, 0.8, "age/stated");
            }
        }
    }

    private static boolean isFollowed(String text, int end) {
        int i = isBlank(peek(text, end)) || peek(text, end) == '-' ? end + 1 : end;
        int first = peek(text, i) | 0x20;
        if (first != 'y' && first != 'j' && first != 'a') {
            return false;
        }
        for (String[] form : FORMS) {
            if (text.regionMatches(true, i, form[0], 0, form[0].length())) {
                return isComplete(text, i + form[0].length(), form);
            }
        }
        return false;
    }

    private static boolean isComplete(String text, int index, String[] form) {
        int i = isBlank(peek(text, index)) || peek(text, index) == '-' ? index + 1 : index;
        for (int k = 1; k < form.length; k++) {
            int from = form[k].length() < 3 ? index : i;
            if (text.regionMatches(true, from, form[k], 0, form[k].length())
                    && !Boundaries.gluedAfter(text, from + form[k].length())) {
                return true;
            }
        }
        return false;
    }
}
