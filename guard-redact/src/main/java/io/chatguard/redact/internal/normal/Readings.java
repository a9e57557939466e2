package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.util.Optional;

/**
 * A scan that also looks at what a text can be read as: folded Unicode, and escapes and encodings undone, up to
 * {@value #DEEPEST} one inside the other. What is found in a reading is reported where it stands in the text, from the
 * first to the last character that it was read from; what is found in an encoded stretch is reported as all of it.
 *
 * <p>The text itself is scanned first. Text of ASCII without an escape, a backslash, {@code %}, {@code &}, {@code =} or
 * {@value Blobs#SHORTEST} letters and digits in a row has no other reading and costs one more look at each character.
 * Of a folded text only the surroundings of what was folded are scanned again. Linear: each level looks at no more characters than the one above.
 */
public final class Readings implements TextRule {

    /** Encodings that are undone inside each other. */
    private static final int DEEPEST = 2;

    private final TextRule rules;
    private final Plainness plainness = new Plainness();

    public Readings(TextRule rules) {
        this.rules = rules;
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        scan(text, context, out, 0);
    }

    private void scan(String text, ScanContext context, Hits out, int depth) {
        rules.scan(text, context.rewind(), out);
        if (plainness.isPlain(text)) {
            return;
        }
        Optional<View> folded = UnicodeFold.of(text);
        folded.ifPresent(view -> Surroundings.visit(view, (from, to) -> {
            ScanContext inside = from == 0 ? context.rewind() : context.within();
            rules.scan(view.text().substring(from, to), inside, view.into(out, from));
        }));
        if (depth == DEEPEST) {
            return;
        }
        String plain = folded.map(View::text).orElse(text);
        Hits hits = folded.map(view -> view.into(out)).orElse(out);
        Escapes.of(plain).ifPresent(view -> scan(view.text(), context, view.into(hits), depth + 1));
        Blobs.visit(
                plain,
                (start, end, inside) -> scan(
                        inside,
                        context,
                        (type, from, to, score, rule) -> hits.hit(type, start, end, score, rule),
                        depth + 1));
    }

    /** A text as it is read with its Unicode folded; the same text where nothing is to be folded. */
    public static String folded(String text) {
        return UnicodeFold.of(text).map(View::text).orElse(text);
    }
}
