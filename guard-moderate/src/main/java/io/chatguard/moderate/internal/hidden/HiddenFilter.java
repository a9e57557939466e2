package io.chatguard.moderate.internal.hidden;

import io.chatguard.spi.StreamFilter;
import java.util.function.BooleanSupplier;

/**
 * Takes out invisible characters that can carry text: tag characters (U+E0000–E007F) that are not part of a flag,
 * variation selectors of plane 14 that are not behind an ideograph, a second variation selector in a row, and runs of
 * {@value #RUN} and more zero-width characters or bidi controls. Single joiners and marks stay: scripts and emoji need
 * them. Held back are a flag, which ends after at most {@value #LONGEST_FLAG} tags, and an undecided run.
 */
final class HiddenFilter implements StreamFilter {

    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;
    private static final int LONGEST_FLAG = 8;
    private static final int RUN = 6;

    private final BooleanSupplier onHidden;
    private int previous;
    private boolean droppingRun;

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
            int point = Character.codePointAt(text, i);
            int width = Character.charCount(point);
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 == n && !complete) {
                return;
            }
            int passed = width;
            boolean hidden = isTag(point) || isSelector(point) && !mayFollow(point);
            if (point == BLACK_FLAG) {
                int end = flagEnd(text, i + width, complete);
                if (end < 0) {
                    return;
                }
                passed = end - i;
            } else if (isZeroWidth(point)) {
                int end = runEnd(text, i);
                boolean whole = end < n || complete;
                if (!whole && end - i < RUN && !droppingRun) {
                    return;
                }
                hidden = droppingRun || end - i >= RUN;
                droppingRun = hidden && !whole;
                passed = end - i;
            }
            if (!isZeroWidth(point)) {
                droppingRun = false;
            }
            if (hidden && onHidden.getAsBoolean()) {
                out.replace(passed, "");
            } else {
                out.pass(passed);
            }
            previous = point;
            i += passed;
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
            if (!isTag(point)) {
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
        while (i < text.length() && isZeroWidth(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean mayFollow(int selector) {
        return !isSelector(previous) && (selector < 0xE0000 || Character.isIdeographic(previous));
    }

    private static boolean isTag(int point) {
        return point >= 0xE0000 && point <= 0xE007F;
    }

    private static boolean isSelector(int point) {
        return point >= 0xFE00 && point <= 0xFE0F || point >= 0xE0100 && point <= 0xE01EF;
    }

    private static boolean isZeroWidth(int point) {
        return point >= 0x200B && point <= 0x200F
                || point >= 0x202A && point <= 0x202E
                || point >= 0x2060 && point <= 0x206F
                || point == 0xFEFF
                || point == 0x180E
                || point == 0xAD;
    }
}
