package io.chatguard.moderate.internal.overlap;

import io.chatguard.moderate.internal.text.Words;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds words back for as long as they may be the beginning of a leak; punctuation between them does not matter. What
 * is undecided starts with the first word of the longest run, so a look at it alone tells all. Held back are N words at
 * most, or {@value #MOST} characters where blanks and signs between them are many.
 */
final class LeakFilter implements StreamFilter {

    private static final int MOST = 8192;

    private final PromptGrams grams;
    private final Runnable onLeak;

    /**
     * @param onLeak may throw to stop the reply
     */
    LeakFilter(PromptGrams grams, Runnable onLeak) {
        this.grams = grams;
        this.onLeak = onLeak;
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        out.pass(decided(undecided, false));
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        int all = decided(undecided, true);
        out.pass(Math.max(all, undecided.length()));
    }

    private int decided(CharSequence text, boolean complete) {
        Look look = new Look(text.length(), complete);
        Words.of(text, look);
        int held = look.held < 0 ? text.length() : look.held;
        return text.length() - held > MOST ? text.length() : held;
    }

    private final class Look implements Words.Sink {
        private final int length;
        private final boolean complete;
        private final List<Long> last = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>();
        private int matched;
        private int held = -1;

        Look(int length, boolean complete) {
            this.length = length;
            this.complete = complete;
        }

        @Override
        public void word(String folded, int start, int end) {
            if (!Words.isSpoken(folded)) {
                return;
            }
            if (end == length && !complete) {
                // The word may go on.
                held = matched > 0 ? starts.get(starts.size() - matched) : start;
                return;
            }
            last.add(PromptGrams.hash(folded));
            starts.add(start);
            matched = grams.matched(last, matched);
            if (matched == grams.leak() || grams.endsWithCanary(last)) {
                onLeak.run();
                matched = 0;
                last.clear();
                starts.clear();
            }
            held = matched > 0 ? starts.get(starts.size() - matched) : -1;
            if (last.size() > 4 * grams.leak()) {
                last.subList(0, last.size() - grams.leak()).clear();
                starts.subList(0, starts.size() - grams.leak()).clear();
            }
        }
    }
}
