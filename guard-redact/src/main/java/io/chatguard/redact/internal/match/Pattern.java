package io.chatguard.redact.internal.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final String regex;
    /** Read and made when first asked for; by several threads at once the same. */
    private volatile @Nullable Expression expression;

    private volatile @Nullable Nfa nfa;

    private Pattern(String regex) {
        this.regex = regex;
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternException if it is not of the dialect, can match the empty text, or is too large
     */
    public static Pattern compile(String regex) {
        Pattern pattern = new Pattern(regex);
        if (pattern.expression().nullable()) {
            throw new PatternException(Refusal.MATCHES_EMPTY, 0);
        }
        pattern.nfa();
        return pattern;
    }

    /** One that {@link #compile} has taken before: it is read when a text first holds what may be a match. */
    public static Pattern known(String regex) {
        return new Pattern(regex);
    }

    /** A pattern that matches exactly this text. */
    public static Pattern literal(String text) {
        List<Expression> parts = text.codePoints()
                .<Expression>mapToObj(c -> new Expression.One(CodePoints.range(c, c)))
                .toList();
        if (parts.isEmpty()) {
            throw new PatternException(Refusal.MATCHES_EMPTY, 0);
        }
        Pattern pattern = new Pattern(text);
        pattern.expression = new Expression.Sequence(parts);
        pattern.nfa();
        return pattern;
    }

    Expression expression() {
        Expression read = expression;
        if (read == null) {
            read = ExpressionReader.read(regex);
            expression = read;
        }
        return read;
    }

    Nfa nfa() {
        Nfa made = nfa;
        if (made == null) {
            made = NfaBuilder.build(expression());
            nfa = made;
        }
        return made;
    }

    /** Whether it was read. */
    boolean isRead() {
        return expression != null;
    }

    @Override
    public String toString() {
        return "Pattern of " + regex.length() + " characters";
    }
}
