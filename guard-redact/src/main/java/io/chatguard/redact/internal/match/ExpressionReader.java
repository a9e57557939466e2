package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Reads the dialect that {@link Pattern} describes. Recurses once for each open group, which are counted. */
final class ExpressionReader {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 50;
    private static final int MOST = 1000;

    private final PatternCursor in;
    private boolean ignoreCase;
    private boolean dotAll;
    private boolean multiline;

    private ExpressionReader(String regex) {
        this.in = new PatternCursor(regex);
    }

    static Expression read(String regex) {
        if (regex.length() > LONGEST) {
            throw new PatternException(Refusal.TOO_LONG, LONGEST);
        }
        ExpressionReader reader = new ExpressionReader(regex);
        Expression whole = reader.choice(0);
        if (!reader.in.atEnd()) {
            throw reader.in.refuse(Refusal.STRAY_PARENTHESIS);
        }
        return whole;
    }

    /** Flags that are set inside a group end with it. */
    private Expression choice(int depth) {
        boolean outerCase = ignoreCase;
        boolean outerDot = dotAll;
        boolean outerLines = multiline;
        List<Expression> branches = new ArrayList<>();
        do {
            branches.add(sequence(depth));
        } while (in.take('|'));
        ignoreCase = outerCase;
        dotAll = outerDot;
        multiline = outerLines;
        return branches.size() == 1 ? branches.get(0) : new Choice(List.copyOf(branches));
    }

    private Expression sequence(int depth) {
        List<Expression> parts = new ArrayList<>();
        while (!in.atEnd() && !in.sees('|') && !in.sees(')')) {
            int start = in.position();
            Expression atom = atom(depth);
            if (atom instanceof Sequence inner && inner.parts().isEmpty() && !in.seesQuantifier()) {
                continue;
            }
            Expression part = quantified(atom, start);
            if (part instanceof Sequence inner) {
                parts.addAll(inner.parts());
            } else {
                parts.add(part);
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Sequence(List.copyOf(parts));
    }

    private Expression atom(int depth) {
        int start = in.position();
        if (in.take('(')) {
            return group(start, depth);
        }
        if (in.take('[')) {
            return new One(ClassReader.read(in, ignoreCase, start));
        }
        if (in.take('.')) {
            return new One(dotAll ? CodePoints.ALL : CodePoints.LINE_FEED.not());
        }
        if (in.take('^')) {
            return new At(multiline ? Place.LINE_START : Place.TEXT_START);
        }
        if (in.take('$')) {
            return new At(multiline ? Place.LINE_END : Place.TEXT_END);
        }
        if (in.seesQuantifier()) {
            throw in.refuse(Refusal.NOTHING_TO_REPEAT);
        }
        if (in.take('\\')) {
            return escape(start);
        }
        return literal(in.codePoint());
    }

    private Expression escape(int start) {
        if (in.take('b')) {
            return new At(Place.WORD_EDGE);
        }
        if (in.take('B')) {
            return new At(Place.NO_WORD_EDGE);
        }
        if (in.take('A')) {
            return new At(Place.TEXT_START);
        }
        if (in.take('z')) {
            return new At(Place.TEXT_END);
        }
        CodePoints named = EscapeReader.namedClass(in, start);
        return named.isEmpty() ? literal(EscapeReader.codePoint(in, start)) : new One(named);
    }

    private Expression literal(int codePoint) {
        CodePoints one = CodePoints.range(codePoint, codePoint);
        return new One(ignoreCase ? LetterCase.closure(one) : one);
    }

    private Expression group(int start, int depth) {
        if (depth == DEEPEST) {
            throw new PatternException(Refusal.TOO_DEEP, start);
        }
        boolean outerCase = ignoreCase;
        boolean outerDot = dotAll;
        boolean outerLines = multiline;
        if (in.take('?')) {
            if (!flags(start)) {
                return new Sequence(List.of());
            }
        }
        Expression inner = choice(depth + 1);
        ignoreCase = outerCase;
        dotAll = outerDot;
        multiline = outerLines;
        if (!in.take(')')) {
            throw new PatternException(Refusal.OPEN_GROUP, start);
        }
        return inner;
    }

    /** What follows {@code (?}: true if a group's content follows, false if flags were set for what follows the group. */
    private boolean flags(int start) {
        if (in.sees('=') || in.sees('!') || in.seesText("<=") || in.seesText("<!")) {
            throw new PatternException(Refusal.LOOK_AROUND, start);
        }
        if (in.sees('>')) {
            throw new PatternException(Refusal.POSSESSIVE, start);
        }
        if (in.sees('<') || in.seesText("P<") || in.sees('\'')) {
            throw new PatternException(Refusal.NAMED_GROUP, start);
        }
        if (in.seesText("P=")) {
            throw new PatternException(Refusal.BACK_REFERENCE, start);
        }
        boolean on = true;
        while (true) {
            if (in.take(':')) {
                return true;
            }
            if (in.take(')')) {
                return false;
            }
            if (in.take('i')) {
                ignoreCase = on;
            } else if (in.take('s')) {
                dotAll = on;
            } else if (in.take('m')) {
                multiline = on;
            } else if (on && in.take('-')) {
                on = false;
            } else {
                throw new PatternException(Refusal.UNKNOWN_GROUP, start);
            }
        }
    }

    private Expression quantified(Expression atom, int start) {
        int at = in.position();
        int min;
        int max;
        if (in.take('*')) {
            min = 0;
            max = Repeat.FOREVER;
        } else if (in.take('+')) {
            min = 1;
            max = Repeat.FOREVER;
        } else if (in.take('?')) {
            min = 0;
            max = 1;
        } else if (in.take('{')) {
            min = count(at);
            max = in.take(',') ? in.sees('}') ? Repeat.FOREVER : count(at) : min;
            if (!in.take('}') || max < min) {
                throw new PatternException(Refusal.BAD_COUNT, at);
            }
        } else {
            return atom;
        }
        if (atom instanceof At && !in.opensGroup(start)) {
            throw new PatternException(Refusal.NOTHING_TO_REPEAT, start);
        }
        if (in.seesQuantifier()) {
            throw in.refuse(
                    in.sees('?') ? Refusal.LAZY : in.sees('+') ? Refusal.POSSESSIVE : Refusal.DOUBLE_QUANTIFIER);
        }
        return new Repeat(atom, min, max, at);
    }

    private int count(int start) {
        int value = -1;
        while (in.seesDigit()) {
            value = Math.max(value, 0) * 10 + in.codePoint() - '0';
            if (value > MOST) {
                throw new PatternException(Refusal.COUNT_TOO_LARGE, start);
            }
        }
        if (value < 0) {
            throw new PatternException(Refusal.BAD_COUNT, start);
        }
        return value;
    }
}
