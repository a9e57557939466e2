package io.chatguard.moderate.internal.hidden;

import io.chatguard.spi.StreamFilter;
import java.util.function.BooleanSupplier;

/**
 * Takes out invisible characters that can carry text: tag characters (U+E0000–E007F) that are not part of a flag,
 * variation selectors (U+FE00–FE0F, U+E0100–E01EF) beyond the one that an emoji, an ideograph or a sign takes, and runs
 * of {@value #RUN} and more zero-width characters or bidi controls; behind a zero-width character that such a selector or
 * tag follows, all up to the next character that shows. Single joiners and marks stay: scripts and emoji need them. What is
 * taken out in one place is told once. Held back are a flag, which ends after at most {@value #LONGEST_FLAG} tags, and an
 * undecided run.
 */
final class HiddenFilter implements StreamFilter {

    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;
    private static final int LONGEST_FLAG = 8;
    private static final int RUN = 6;

    private final BooleanSupplier onHidden;
    private int previous;
    /** Whether all is hidden up to the next character that shows. */
    private boolean dropping;

    private boolean told;
    private boolean removing;

    /**
     * @param onHidden whether what was found is taken out; may throw to stop the reply
     */
    HiddenFilter(BooleanSupplier onHidden) {
        this.onHidden = onHidden;
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        step(undecided, false, out);
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        step(undecided, true, out);
    }

    private void step(CharSequence text, boolean complete, Output out) {
        int n = text.length();
        int i = 0;
        while (i < n) {
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 == n && !complete) {
                return;
            }
            int point = Character.codePointAt(text, i);
            int end = i + Character.charCount(point);
            boolean hidden = false;
            if (point == BLACK_FLAG) {
                end = flagEnd(text, end, complete);
            } else if (Invisible.isZeroWidth(point)) {
                end = runEnd(text, i);
                hidden = dropping || end - i >= RUN;
                dropping = hidden;
                end = hidden || end < n || complete ? end : -1;
            } else {
                boolean selector = Invisible.isSelector(point);
                boolean tag = Invisible.isTag(point);
                hidden = tag || selector && (dropping || !Invisible.selects(point, previous));
                dropping = hidden && (dropping || Invisible.isZeroWidth(previous));
            }
            if (end < 0) {
                return;
            }
            give(end - i, hidden, out);
            previous = point;
            i = end;
        }
    }

    private void give(int chars, boolean hidden, Output out) {
        if (hidden && !told) {
            removing = onHidden.getAsBoolean();
        }
        told = hidden;
        if (hidden && removing) {
            out.replace(chars, "");
        } else {
            out.pass(chars);
        }
    }

    /** Behind the tags of a flag, or where it starts if they are none; -1 if that is to come. */
    private static int flagEnd(CharSequence text, int start, boolean complete) {
        int i = start;
        for (int tags = 0; tags < LONGEST_FLAG && i < text.length(); tags++) {
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 == text.length() && !complete) {
                return -1;
            }
            int point = Character.codePointAt(text, i);
            if (!Invisible.isTag(point)) {
                return start;
            }
            i += 2;
            if (point == CANCEL_TAG) {
                return i;
            }
        }
        return i == text.length() && !complete ? -1 : start;
    }

    private static int runEnd(CharSequence text, int start) {
        int i = start;
        while (i < text.length() && Invisible.isZeroWidth(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
