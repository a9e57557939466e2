package io.chatguard.redact.internal.normal;

import java.util.Arrays;

/**
 * The stretches of a reading in which it can show what the text itself does not: each changed place with
 * {@value #REACH} characters around it, context words included, and on to the next calm place on either side. A calm
 * place is a space between two words of small letters: no value of a rule is cut there.
 */
final class Surroundings {

    private static final int REACH = 128;

    private Surroundings() {}

    /** Where the stretches start and end, disjoint and from left to right. */
    static int[] of(View view) {
        String text = view.text();
        int[] bounds = new int[2];
        int size = 0;
        int to = 0;
        for (int i = 0; i < view.changes(); i++) {
            int change = Math.min(view.change(i), text.length());
            if (size == 0 || change > to) {
                int start = calmBefore(text, Math.max(0, change - REACH), to);
                if (size == 0 || start > to) {
                    bounds = size == bounds.length ? Arrays.copyOf(bounds, 2 * size) : bounds;
                    bounds[size] = start;
                    size += 2;
                }
            }
            to = calmAfter(text, Math.max(to, Math.min(text.length(), change + REACH)));
            bounds[size - 1] = to;
        }
        return Arrays.copyOf(bounds, size);
    }

    /** The nearest calm place at or before {@code at}, not before {@code floor}. */
    private static int calmBefore(String text, int at, int floor) {
        int i = at;
        while (i > floor && !isCalm(text, i)) {
            i--;
        }
        return i;
    }

    private static int calmAfter(String text, int at) {
        int i = at;
        while (i < text.length() && !isCalm(text, i)) {
            i++;
        }
        return i;
    }

    /** Whether a word of small letters starts at {@code i}, behind another. */
    private static boolean isCalm(String text, int i) {
        return i >= 2
                && i < text.length()
                && text.charAt(i - 1) == ' '
                && isSmall(text.charAt(i))
                && isSmall(text.charAt(i - 2));
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }
}
