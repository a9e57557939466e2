package io.chatguard.examples.cli.git;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern with {@code ? * [..] ** \}, as git's wildmatch.c reads it with WM_PATHNAME.
 *
 * <p>Two stars behind a letter are one star, as the manual says; git 2.39 takes them for any folders before a slash.
 *
 * <p>All positions at which the pattern may stand are followed at once, so nothing is tried twice.
 */
final class Glob {
    private enum Kind {
        /** One character out of a set. */
        ONE,
        /** Any characters but slashes. */
        STAR,
        /** Any characters: two stars at the end. */
        ALL,
        /** The way past, or into, the folders of two stars and a slash. */
        FOLDERS,
        /** Inside these folders. */
        INSIDE
    }

    private record Step(Kind kind, BitSet set) {
        private Step(Kind kind) {
            this(kind, new BitSet(0));
        }
    }

    private static final int BYTES = 256;

    private final List<Step> steps = new ArrayList<>();
    private boolean never;

    private Glob() {}

    /** Reads a pattern; one that is not well-formed matches nothing, as with git. */
    static Glob of(String pattern) {
        Glob glob = new Glob();
        int at = 0;
        while (at < pattern.length() && !glob.never) {
            at = glob.read(pattern, at);
        }
        return glob;
    }

    private int read(String pattern, int at) {
        char c = pattern.charAt(at);
        if (c == '*') {
            return stars(pattern, at);
        }
        if (c == '[') {
            return bracket(pattern, at);
        }
        if (c == '?') {
            BitSet any = new BitSet(BYTES);
            any.set(0, BYTES);
            any.clear('/');
            steps.add(new Step(Kind.ONE, any));
            return at + 1;
        }
        int literal = c == '\\' ? at + 1 : at;
        if (literal == pattern.length()) {
            never = true;
            return literal;
        }
        BitSet one = new BitSet(BYTES);
        one.set(pattern.charAt(literal));
        steps.add(new Step(Kind.ONE, one));
        return literal + 1;
    }

    private int stars(String pattern, int from) {
        int end = from;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        boolean begins = from == 0 || pattern.charAt(from - 1) == '/';
        if (end - from < 2 || !begins) {
            steps.add(new Step(Kind.STAR));
        } else if (end == pattern.length()) {
            steps.add(new Step(Kind.ALL));
        } else if (pattern.charAt(end) == '/') {
            steps.add(new Step(Kind.FOLDERS));
            steps.add(new Step(Kind.INSIDE));
            return end + 1;
        } else {
            steps.add(new Step(Kind.STAR));
        }
        return end;
    }

    private int bracket(String pattern, int from) {
        Bracket bracket = Bracket.read(pattern, from);
        never = !bracket.isClosed();
        steps.add(new Step(Kind.ONE, bracket.set()));
        return bracket.end();
    }

    /** Whether it fits all of the path from there on. */
    boolean matches(String path, int from) {
        if (never) {
            return false;
        }
        BitSet here = new BitSet(steps.size() + 1);
        enter(here, 0);
        for (int i = from; i < path.length() && !here.isEmpty(); i++) {
            here = after(here, path.charAt(i));
        }
        return here.get(steps.size());
    }

    private BitSet after(BitSet here, char c) {
        BitSet next = new BitSet(steps.size() + 1);
        for (int at = here.nextSetBit(0); at >= 0 && at < steps.size(); at = here.nextSetBit(at + 1)) {
            Step step = steps.get(at);
            switch (step.kind()) {
                case ONE -> {
                    if (step.set().get(c)) {
                        enter(next, at + 1);
                    }
                }
                case STAR -> {
                    if (c != '/') {
                        enter(next, at);
                    }
                }
                case ALL -> enter(next, at);
                case INSIDE -> {
                    next.set(at);
                    if (c == '/') {
                        enter(next, at + 1);
                    }
                }
                case FOLDERS -> {
                    // Only a way to the next two.
                }
            }
        }
        return next;
    }

    /** Marks a position, and those that it reaches without a character. */
    private void enter(BitSet positions, int from) {
        int at = from;
        while (!positions.get(at)) {
            positions.set(at);
            Kind kind = at < steps.size() ? steps.get(at).kind() : Kind.ONE;
            if (kind == Kind.STAR || kind == Kind.ALL) {
                at++;
            } else if (kind == Kind.FOLDERS) {
                positions.set(at + 1);
                at += 2;
            } else {
                return;
            }
        }
    }
}
