package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.redact.internal.surrogate.Crockford;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.spi.Event.Recognition;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds text that a reader of surrogates could take for one, repairable spellings included. What has the type of a
 * surrogate that this scope has issued, or a well-known type, is marked; a constant such as {@code VERSION_1_FORMAT}
 * can never resolve and stays.
 */
final class LookAlikes {

    private static final String RULE = "surrogate/look-alike";
    private static final int LONGEST_TAIL = 16;

    private LookAlikes() {}

    /** Marks the look-alikes in {@code [from, to)}, whose edges count as boundaries. */
    static void find(String text, int from, int to, Predicate<String> types, Consumer<Mark> marks) {
        int underscore = text.indexOf('_', from);
        if (underscore < 0 || underscore >= to) {
            return;
        }
        int i = from;
        while (i < to) {
            if (!isJoint(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            boolean joints = false;
            boolean underscored = false;
            while (i < to && isJoint(text.charAt(i))) {
                joints |= !SurrogateForm.isWord(text.charAt(i));
                underscored |= text.charAt(i) == '_';
                i++;
            }
            if (underscored) {
                run(text, start, i, joints, types, marks);
            }
        }
    }

    private static void run(
            String text, int from, int to, boolean joints, Predicate<String> types, Consumer<Mark> marks) {
        int start = from;
        int end = to;
        while (start < end && !isName(text.charAt(start))) {
            start++;
        }
        while (end > start && !isName(text.charAt(end - 1))) {
            end--;
        }
        if (joints && hasTail(text, start, end)) {
            marks.accept(mark(start, end));
            return;
        }
        boolean is = SurrogateForm.read(text, start, end)
                .filter(read -> types.test(read.id().type()))
                .isPresent();
        if (is) {
            marks.accept(mark(start, end));
        }
    }

    /**
     * Whether, joints left out, {@code _ordinal[variant]_check} stands somewhere between joints: then the whole run is
     * one look-alike, whatever its parts mean.
     */
    private static boolean hasTail(String text, int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (SurrogateForm.isWord(text.charAt(i))) {
                plain.append(text.charAt(i));
            }
        }
        for (int i = plain.indexOf("_"); i >= 0; i = plain.indexOf("_", i + 1)) {
            if (isTail(plain, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTail(CharSequence plain, int underscore) {
        int i = underscore + 1;
        int limit = Math.min(plain.length(), i + LONGEST_TAIL);
        int digits = i;
        while (i < limit && plain.charAt(i) >= '0' && plain.charAt(i) <= '9') {
            i++;
        }
        if (i == digits) {
            return false;
        }
        while (i < limit && plain.charAt(i) != '_' && isName(plain.charAt(i))) {
            i++;
        }
        if (i >= limit || plain.charAt(i) != '_' || i + SurrogateForm.CHECK_SYMBOLS >= plain.length()) {
            return false;
        }
        for (int k = 1; k <= SurrogateForm.CHECK_SYMBOLS; k++) {
            if (Crockford.decode(plain.charAt(i + k)) < 0) {
                return false;
            }
        }
        return true;
    }

    static Mark mark(int start, int end) {
        return new Mark(start, end, Mark.LITERAL, Action.PSEUDONYMIZE, RULE, 1, Recognition.DETECTED);
    }

    private static boolean isName(char c) {
        return c != '_' && SurrogateForm.isWord(c);
    }

    private static boolean isJoint(char c) {
        return c == '*' || c == '\\' || SurrogateForm.isWord(c);
    }
}
