package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

    private static final int LAST = DEEPEST + 1;
    private static final Deque<Reading> NONE = new ArrayDeque<>(0);

    private final TextRule rules;

    public Readings(TextRule rules) {
        this.rules = rules;
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        Deque<Reading> left = NONE;
        String next = text;
        ScanContext around = context.rewind();
        Hits hits = out;
        int depth = 0;
        while (true) {
            // The one place where the rules are called: their code is laid into this loop once, not once for each
            // depth.
            rules.scan(next, around, hits);
            int kinds = depth > DEEPEST ? 0 : Plainness.of(next, around);
            if (kinds != 0) {
                left = left == NONE ? new ArrayDeque<>() : left;
                readings(next, kinds, depth, around, hits, left);
            }
            if (left.isEmpty()) {
                return;
            }
            Reading reading = left.pop();
            next = reading.text;
            around = reading.around.within(reading.whole, reading.from);
            hits = reading.out;
            depth = reading.depth;
        }
    }

    /**
     * A stretch of a reading that is to be scanned.
     *
     * @param around the context of what it was read from
     * @param from where it starts in the whole
     * @param depth of encodings that were undone; more than {@value #DEEPEST} for what is read in no other way
     */
    private record Reading(ScanContext around, String whole, int from, String text, Hits out, int depth) {}

    /** Puts the other readings of a text before those that are left, in their order. */
    private static void readings(
            String text, int kinds, int depth, ScanContext context, Hits out, Deque<Reading> left) {
        List<Reading> all = new ArrayList<>();
        String plain = text;
        int encoded = kinds;
        Hits hits = out;
        Optional<View> folded = (kinds & Plainness.FOREIGN) == 0 ? Optional.empty() : UnicodeFold.of(text);
        if (folded.isPresent()) {
            View view = folded.get();
            plain = view.text();
            hits = view.into(out);
            stretches(view, context, out, LAST, all);
            encoded = Plainness.of(plain, context);
        }
        if (depth < DEEPEST && (encoded & Plainness.ESCAPE) != 0) {
            Optional<View> decoded = Escapes.of(plain);
            if (decoded.isPresent()) {
                stretches(decoded.get(), context, hits, depth + 1, all);
            }
        }
        if (depth < DEEPEST && (encoded & Plainness.RUN) != 0) {
            for (Blobs.Blob blob : Blobs.of(plain)) {
                all.add(new Reading(context, blob.text(), 0, blob.text(), blob.into(hits), depth + 1));
            }
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            left.push(all.get(i));
        }
    }

    private static void stretches(View view, ScanContext context, Hits out, int depth, List<Reading> all) {
        int[] bounds = Surroundings.of(view);
        for (int i = 0; i < bounds.length; i += 2) {
            String stretch = view.text().substring(bounds[i], bounds[i + 1]);
            all.add(new Reading(context, view.text(), bounds[i], stretch, view.into(out, bounds[i]), depth));
        }
    }

    /** A text as it is read with its Unicode folded; the same text where nothing is to be folded. */
    public static String folded(String text) {
        return UnicodeFold.of(text).map(View::text).orElse(text);
    }
}
