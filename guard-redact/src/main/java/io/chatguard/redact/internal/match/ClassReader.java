package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a class in brackets. A {@code -} stands for itself where it cannot make a range: first, last, after a range or
 * after a class with a name.
 */
final class ClassReader {
    private ClassReader() {}

    /** Reads on behind the opening bracket, which stood at {@code start}. */
    static CodePoints read(PatternCursor in, boolean ignoreCase, int start) {
        boolean negated = in.take('^');
        List<CodePoints> items = new ArrayList<>();
        if (in.sees(']')) {
            throw new PatternException(Refusal.EMPTY_CLASS, start);
        }
        while (!in.take(']')) {
            if (in.atEnd()) {
                throw new PatternException(Refusal.OPEN_CLASS, start);
            }
            items.add(item(in, ignoreCase, start));
        }
        CodePoints all = CodePoints.union(items);
        CodePoints set = negated ? all.not() : all;
        if (set.isEmpty()) {
            throw new PatternException(Refusal.EMPTY_CLASS, start);
        }
        return set;
    }

    private static CodePoints item(PatternCursor in, boolean ignoreCase, int start) {
        int at = in.position();
        if (in.sees('[') || in.seesText("&&")) {
            throw in.refuse(Refusal.NESTED_CLASS);
        }
        int first;
        if (in.take('\\')) {
            CodePoints named = EscapeReader.namedClass(in, at);
            if (!named.isEmpty()) {
                return named;
            }
            first = EscapeReader.codePoint(in, at);
        } else {
            first = in.codePoint();
        }
        int last = first;
        if (in.sees('-') && !in.seesText("-]")) {
            in.take('-');
            last = rangeEnd(in, start, at);
            if (last < first) {
                throw new PatternException(Refusal.BAD_RANGE, at);
            }
        }
        CodePoints range = CodePoints.range(first, last);
        return ignoreCase ? LetterCase.closure(range) : range;
    }

    private static int rangeEnd(PatternCursor in, int start, int at) {
        if (in.atEnd()) {
            throw new PatternException(Refusal.OPEN_CLASS, start);
        }
        if (in.sees('[')) {
            throw in.refuse(Refusal.NESTED_CLASS);
        }
        int escape = in.position();
        if (!in.take('\\')) {
            return in.codePoint();
        }
        if (!EscapeReader.namedClass(in, escape).isEmpty()) {
            throw new PatternException(Refusal.BAD_RANGE, at);
        }
        return EscapeReader.codePoint(in, escape);
    }
}
