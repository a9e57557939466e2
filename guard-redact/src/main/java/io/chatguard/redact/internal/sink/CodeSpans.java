package io.chatguard.redact.internal.sink;

/**
 * Which runs of backticks are open in a paragraph. A run opens inline code only if one of the same length follows
 * (CommonMark 0.31 §6.1), so each open run is a possibility that {@link #closing} settles by looking ahead.
 */
final class CodeSpans {

    /** How far a closing run is looked for, in characters. */
    static final int FARTHEST = 1024;

    static final int OPEN_ENDED = 0;
    static final int CLOSED = 1;
    static final int UNDECIDED = -1;

    private static final int MOST = 16;
    private final int[] open = new int[MOST];
    private int depth;
    private boolean unsure;

    boolean isEmpty() {
        return depth == 0;
    }

    void clear() {
        depth = 0;
        unsure = false;
    }

    /** From here on to the end of the paragraph nobody knows which runs close others: none does. */
    void unsure() {
        unsure = true;
    }

    /**
     * Takes a run of that length: it closes an open one of its length and all within, or opens one.
     *
     * @param escaped whether its first mark stands behind a backslash, which counts outside of code only
     */
    void run(int length, boolean escaped) {
        int closed = indexOf(length);
        if (closed >= 0 && !unsure) {
            depth = closed;
            return;
        }
        int opened = escaped ? length - 1 : length;
        if (opened > 0 && indexOf(opened) < 0 && depth < MOST) {
            open[depth++] = opened;
        }
    }

    private int indexOf(int length) {
        for (int i = 0; i < depth; i++) {
            if (open[i] == length) {
                return i;
            }
        }
        return -1;
    }

    /** A copy to ask later. */
    int[] snapshot() {
        return java.util.Arrays.copyOf(open, depth);
    }

    /**
     * Whether one of the open runs is closed in {@code text} from {@code from} on within the paragraph. Farther than
     * {@link #FARTHEST} it counts as closed.
     */
    static int closing(int[] open, CharSequence text, int from, boolean complete) {
        int limit = (int) Math.min(text.length(), (long) from + FARTHEST);
        boolean blank = false;
        int i = from;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == '`') {
                int run = i;
                while (i < text.length() && text.charAt(i) == '`') {
                    i++;
                }
                if (i == text.length() && !complete) {
                    return UNDECIDED;
                }
                if (contains(open, i - run)) {
                    return CLOSED;
                }
                blank = false;
                continue;
            }
            if (c == '\n' && blank) {
                return OPEN_ENDED;
            }
            blank = c == '\n' || blank && (c == ' ' || c == '\t' || c == '\r');
            i++;
        }
        if (limit - from == FARTHEST) {
            return CLOSED;
        }
        return complete ? OPEN_ENDED : UNDECIDED;
    }

    private static boolean contains(int[] open, int length) {
        for (int n : open) {
            if (n == length) {
                return true;
            }
        }
        return false;
    }
}
