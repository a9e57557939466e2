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
 * <p>The text itself is scanned first. Text of ASCII without the beginning of an escape or {@value Blobs#SHORTEST} letters and digits in a
 * row has no other reading and costs one more look at each character.
 * Of a folded text, and of one with escapes, only the surroundings of what was changed are scanned again. Linear: each level looks at
 * no more characters than the one above.
 */
public final class Readings implements TextRule {

    /** Encodings that are undone inside each other. */
    private static final int DEEPEST = 2;

    private final TextRule rules;

    public Readings(TextRule rules) {
        this.rules = rules;
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        scan(text, context, out, 0);
    }

    private void scan(String text, ScanContext context, Hits out, int depth) {
        rules.scan(text, context.rewind(), out);
        int others = Plainness.of(text, context);
        if (others != 0) {
            scanOthers(text, others, context, out, depth);
        }
    }

    private void scanOthers(String text, int others, ScanContext context, Hits out, int depth) {
        String plain = text;
        int kinds = others;
        Hits hits = out;
        Optional<View> folded = (others & Plainness.FOREIGN) == 0 ? Optional.empty() : UnicodeFold.of(text);
        if (folded.isPresent()) {
            View view = folded.get();
            plain = view.text();
            hits = view.into(out);
            Surroundings.visit(
                    view,
                    (from, to) -> rules.scan(
                            view.text().substring(from, to), context.within(view.text(), from), view.into(out, from)));
            kinds = Plainness.of(plain, context);
        }
        if (depth < DEEPEST && (kinds & Plainness.ESCAPE) != 0) {
            decoded(plain, context, hits, depth + 1);
        }
        if (depth < DEEPEST && (kinds & Plainness.RUN) != 0) {
            blobs(plain, context, hits, depth + 1);
        }
    }

    private void decoded(String text, ScanContext context, Hits out, int depth) {
        Escapes.of(text)
                .ifPresent(view -> Surroundings.visit(
                        view,
                        (from, to) -> scan(
                                view.text().substring(from, to),
                                context.within(view.text(), from),
                                view.into(out, from),
                                depth)));
    }

    private void blobs(String text, ScanContext context, Hits out, int depth) {
        Blobs.visit(
                text,
                (start, end, inside) -> scan(
                        inside,
                        context.within(inside, 0),
                        (type, from, to, score, rule) -> out.hit(type, start, end, score, rule),
                        depth));
    }

    /** A text as it is read with its Unicode folded; the same text where nothing is to be folded. */
    public static String folded(String text) {
        return UnicodeFold.of(text).map(View::text).orElse(text);
    }
}
