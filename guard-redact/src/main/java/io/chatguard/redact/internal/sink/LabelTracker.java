package io.chatguard.redact.internal.sink;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Follows the innermost pair of square brackets, since what stands in it may be the label of a reference (CommonMark
 * 0.31 §6.3), and remembers which labels were made by restoring. Whoever writes {@code ![surrogate]} and, elsewhere,
 * {@code [alice]: https://evil.example/alice} would otherwise learn from the link whose surrogate it is. Not thread-safe.
 */
final class LabelTracker {

    /** A label is no longer than this, CommonMark 0.31 §4.7. */
    private static final int LONGEST = 999;

    private static final int MOST = 64;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder restored = new StringBuilder();
    private final Set<String> made = new HashSet<>();
    private boolean open;
    private boolean image;
    private boolean nested;
    private boolean atLineStart;
    private boolean defined;
    private int taken;

    boolean isOpen() {
        return open;
    }

    /** Whether the bracket is that of an image. */
    boolean isImage() {
        return image;
    }

    /** Whether it is the second of two, as in links of wikis. */
    boolean isNested() {
        return nested;
    }

    boolean isAtLineStart() {
        return atLineStart;
    }

    /** How much of the label is known. */
    int length() {
        return text.length();
    }

    void close() {
        open = false;
    }

    void accept(char c, char previous, boolean escaped, boolean lineStart) {
        if (c == '[' && !escaped) {
            open = true;
            image = previous == '!';
            nested = previous == '[';
            atLineStart = lineStart;
            text.setLength(0);
            restored.setLength(0);
            taken = 0;
        } else if (c == ']' && !escaped) {
            open = false;
        } else if (open) {
            take(c);
        }
    }

    /** Takes a character that is no bracket. */
    void take(char c) {
        if (text.length() > LONGEST) {
            open = false;
        } else {
            text.append(c);
        }
    }

    /** Remembers that some label has been defined. */
    void define() {
        defined = true;
    }

    /** Whether a value may be put here: nothing is defined yet that it could refer to, and it can be remembered. */
    boolean mayRestore() {
        return !image && !defined && made.size() < MOST;
    }

    /**
     * Remembers that {@code text[from..to)} of the label was restored.
     *
     * @param rest what stands behind it in the brackets
     */
    void restored(int from, int to, String value, CharSequence rest) {
        restored.append(text, taken, from).append(value);
        taken = to;
        made.add(normal(restored.toString() + rest));
    }

    /** Whether the label that was just closed is one that restoring has made. */
    boolean isMade() {
        return !made.isEmpty() && made.contains(normal(text));
    }

    /** Labels are the same if they are so without letter case and with blanks taken together. */
    private static String normal(CharSequence label) {
        String folded = label.toString().toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                gap = out.length() > 0;
            } else {
                if (gap) {
                    out.append(' ');
                }
                gap = false;
                out.append(c);
            }
        }
        return out.toString();
    }
}
