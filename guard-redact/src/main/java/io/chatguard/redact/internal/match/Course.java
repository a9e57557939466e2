package io.chatguard.redact.internal.match;

import java.util.Optional;

/**
 * A pattern, or the rest of one behind its lead, that never leaves a choice: at each place the next character alone says
 * how it goes on, as in {@code ghp_[A-Za-z0-9]{36}} or {@code \d{3}-\d{2}-\d{4}}. Most rules are of this kind. Such a
 * pattern needs no states: runs of one class after the other are counted off, and the last place at which the pattern
 * could end is the end of the longest match.
 *
 * <p>Sets are those of Latin-1. A character beyond is in none of them; if the pattern has a set that holds such
 * characters, the course says that it does not know, and the automaton decides. Immutable.
 */
final class Course {
    static final int NO_MATCH = -1;
    /** The automaton has to decide. */
    static final int UNDECIDED = -2;
    /** Counters that loops in each other may take. */
    static final int COUNTERS = 4;

    /** Characters of a set, from so many to so many. */
    static final int RUN = 0;
    /** As {@link #RUN}, to the last place at which the pattern may end. */
    static final int RUN_TO_END = 1;
    /** Conditions on the place. */
    static final int EDGE = 2;
    /** The pattern may end here if conditions hold. */
    static final int MARK = 3;
    /** Goes on if the next character is of a set, else jumps. */
    static final int BRANCH = 4;

    static final int JUMP = 5;
    static final int CLEAR = 6;
    /** As {@link #BRANCH}, so many times. */
    static final int AGAIN = 7;

    static final int ACCEPT = 8;

    /** Ints of a step: what, and three arguments. */
    static final int WIDTH = 4;

    private static final int LATIN_1 = 256;

    private final int[] steps;
    /** For each character of Latin-1 the sets that hold it, as bits. */
    private final int[] members;

    private final boolean open;

    Course(int[] steps, int[] members, boolean open) {
        this.steps = steps;
        this.members = members;
        this.open = open;
    }

    /** The course of an expression, if it is of that kind. */
    static Optional<Course> of(Expression expression) {
        return CourseWriter.write(expression);
    }

    /** What a run writes into; used by one thread at a time. */
    static final class Run {
        private final int[] counters = new int[COUNTERS];
        private int scanned;

        /** How many units the last run looked at. */
        int scanned() {
            return scanned;
        }
    }

    /** Where the longest match ends that starts here, or {@link #NO_MATCH}, or {@link #UNDECIDED}. */
    int longest(String text, int from, Run run) {
        int length = text.length();
        int[] code = steps;
        int[] sets = members;
        int last = NO_MATCH;
        int at = from;
        int pc = 0;
        run:
        while (true) {
            int a = code[pc + 1];
            int b = code[pc + 2];
            int c = code[pc + 3];
            switch (code[pc]) {
                case RUN, RUN_TO_END -> {
                    int most = c < length - at ? at + c : length;
                    int i = at;
                    while (i < most) {
                        char unit = text.charAt(i);
                        if (unit >= LATIN_1) {
                            if (open) {
                                run.scanned = i - from + 1;
                                return UNDECIDED;
                            }
                            break;
                        }
                        if ((sets[unit] & a) == 0) {
                            break;
                        }
                        i++;
                    }
                    int least = at + b;
                    at = i;
                    if (at < least) {
                        break run;
                    }
                    if (code[pc] == RUN_TO_END) {
                        int end = lastEnd(text, least, at, code[pc + WIDTH + 1]);
                        last = end < 0 ? last : end;
                        break run;
                    }
                    pc += WIDTH;
                }
                case EDGE -> {
                    if (!hold(text, at, a)) {
                        break run;
                    }
                    pc += WIDTH;
                }
                case MARK -> {
                    last = hold(text, at, a) ? at : last;
                    pc += WIDTH;
                }
                case BRANCH, AGAIN -> {
                    int unit = at < length ? text.charAt(at) : LATIN_1;
                    if (unit >= LATIN_1 && at < length && open) {
                        run.scanned = at - from + 1;
                        return UNDECIDED;
                    }
                    boolean on = unit < LATIN_1 && (sets[unit] & a) != 0;
                    if (on && code[pc] == AGAIN) {
                        on = run.counters[c >>> 16]++ < (c & 0xFFFF);
                    }
                    pc = on ? pc + WIDTH : b;
                }
                case JUMP -> pc = a;
                case CLEAR -> {
                    run.counters[a] = 0;
                    pc += WIDTH;
                }
                default -> {
                    last = at;
                    break run;
                }
            }
        }
        run.scanned = at - from + 1;
        return last;
    }

    private static int lastEnd(String text, int least, int most, int conditions) {
        int end = most;
        while (end >= least && !hold(text, end, conditions)) {
            end--;
        }
        return end >= least ? end : NO_MATCH;
    }

    /** Whether all of these places, as bits, are here. */
    private static boolean hold(String text, int at, int conditions) {
        if (conditions == 0) {
            return true;
        }
        int left = Place.before(text, at);
        int right = Place.behind(text, at);
        if (conditions == 1 << Place.WORD_EDGE.ordinal()) {
            return (left == Place.WORD) != (right == Place.WORD);
        }
        for (Place place : Place.ALL) {
            if ((conditions >>> place.ordinal() & 1) != 0 && !place.holds(left, right)) {
                return false;
            }
        }
        return true;
    }
}
