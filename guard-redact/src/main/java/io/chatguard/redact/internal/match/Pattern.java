package io.chatguard.redact.internal.match;

import java.util.List;

/**
 * A compiled pattern of the engine's dialect of regular expressions.
 *
 * <p><b>What matches.</b> The leftmost match; of those that start there the longest; then the next one behind its end.
 * Alternatives have no order. The text is read by code points, an unpaired surrogate is one; spans are UTF-16 units.
 *
 * <p><b>Dialect.</b>
 * <ul>
 *   <li>a character stands for itself; {@code \} before ASCII punctuation; {@code \t \n \r \f \xHH \}{@code uHHHH} and
 *       <code>\x{H…}</code>
 *   <li>{@code .} is any character but the line feed, with {@code (?s)} any
 *   <li>{@code [a-z_]}, {@code [^…]}; {@code \d \w \s} and their opposites are ASCII; <code>\p{L}</code>,
 *       <code>\p{Lu}</code>, … are Unicode's general categories, {@code \P} the rest
 *   <li>{@code |}, {@code (…)}, {@code (?:…)}: groups only group
 *   <li>{@code ? * +}, <code>{m}</code>, <code>{m,}</code>, <code>{m,n}</code>, up to 1000
 *   <li>{@code ^ $} are the ends of the text, with {@code (?m)} those of lines, which end at {@code \n}; {@code \A \z};
 *       {@code \b \B} are edges of ASCII words
 *   <li>{@code (?i)}: ASCII letters match ASCII letters, others their one-to-one case partner; {@code (?i:…)},
 *       {@code (?-i)}
 * </ul>
 * Everything else is refused by a {@link PatternException}: back-references, look-around, lazy and possessive
 * quantifiers, named groups, other escapes; patterns that match the empty text; and what is too large: more than 4,096
 * characters, 50 groups in each other, or 4,000 positions when counts are written out.
 *
 * <p>Immutable, thread-safe. {@link #toString} does not show the pattern: a user's rules may name customers.
 */
public final class Pattern {
    private final Expression expression;
    private final Nfa nfa;

    private Pattern(Expression expression, Nfa nfa) {
        this.expression = expression;
        this.nfa = nfa;
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternException if it is not of the dialect, can match the empty text, or is too large
     */
    public static Pattern compile(String regex) {
        Expression expression = ExpressionReader.read(regex);
        if (expression.nullable()) {
            throw new PatternException(Refusal.MATCHES_EMPTY, 0);
        }
        return new Pattern(expression, NfaBuilder.build(expression));
    }

    /** A pattern that matches exactly this text. */
    public static Pattern literal(String text) {
        List<Expression> parts = text.codePoints()
                .<Expression>mapToObj(c -> new Expression.One(CodePoints.range(c, c)))
                .toList();
        if (parts.isEmpty()) {
            throw new PatternException(Refusal.MATCHES_EMPTY, 0);
        }
        Expression expression = new Expression.Sequence(parts);
        return new Pattern(expression, NfaBuilder.build(expression));
    }

    Expression expression() {
        return expression;
    }

    Nfa nfa() {
        return nfa;
    }

    @Override
    public String toString() {
        return "Pattern of " + nfa.nodes() + " positions";
    }
}
