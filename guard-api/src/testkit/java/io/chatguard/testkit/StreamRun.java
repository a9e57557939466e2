package io.chatguard.testkit;

import io.chatguard.spi.StreamFilter;
import java.util.List;
import java.util.function.Supplier;

/**
 * Feeds a {@link StreamFilter} as the guard does: what it leaves undecided comes again, with more behind it.
 *
 * <p>For tests of filters: what a filter makes of a text must not depend on where the stream is cut. For one thread.
 */
public final class StreamRun {
    private final StreamFilter filter;
    private final StringBuilder undecided = new StringBuilder();
    private final StringBuilder released = new StringBuilder();
    private final StreamFilter.Output output = new Taking();
    private String given = "";
    private int decided;
    private int mostHeld;

    private StreamRun(StreamFilter filter) {
        this.filter = filter;
    }

    /** Begins a text, to be given piece by piece. */
    public static StreamRun begin(StreamFilter filter) {
        return new StreamRun(filter);
    }

    /** What a filter releases of a text that arrives in those pieces. */
    public static String of(StreamFilter filter, List<String> pieces) {
        StreamRun run = new StreamRun(filter);
        pieces.forEach(run::add);
        return run.end();
    }

    /**
     * What becomes of the text, which must be the same whole, in single characters and cut at any one place.
     *
     * @param filters gives a new filter for each run
     * @throws AssertionError if a cut makes a difference
     */
    public static String ofAnyCut(Supplier<StreamFilter> filters, String text) {
        String whole = of(filters.get(), List.of(text));
        same(whole, of(filters.get(), List.of(text.split(""))), "in single characters");
        for (int cut = 1; cut < text.length(); cut++) {
            same(whole, of(filters.get(), List.of(text.substring(0, cut), text.substring(cut))), "cut at " + cut);
        }
        return whole;
    }

    private static void same(String whole, String cut, String how) {
        if (!cut.equals(whole)) {
            throw new AssertionError("the text " + how + " becomes\n" + cut + "\nwhole it becomes\n" + whole);
        }
    }

    /** Gives the filter the next piece. */
    public void add(String piece) {
        undecided.append(piece);
        give(Moment.MIDDLE);
        mostHeld = Math.max(mostHeld, undecided.length());
    }

    /** Ends the text; all that was released, with what the filter has not decided as it is. */
    public String end() {
        give(Moment.END);
        released.append(undecided);
        undecided.setLength(0);
        return released.toString();
    }

    /** What has been released so far. */
    public String released() {
        return released.toString();
    }

    /** The most characters that were held back between two pieces. */
    public int mostHeld() {
        return mostHeld;
    }

    private enum Moment {
        MIDDLE,
        END
    }

    private void give(Moment moment) {
        given = undecided.toString();
        decided = 0;
        try {
            if (moment == Moment.END) {
                filter.onEnd(given, output);
            } else {
                filter.onText(given, output);
            }
        } finally {
            undecided.delete(0, decided);
        }
    }

    private final class Taking implements StreamFilter.Output {
        @Override
        public void pass(int chars) {
            replace(chars, given.substring(decided, Math.max(decided, Math.min(given.length(), decided + chars))));
        }

        @Override
        public void replace(int chars, String with) {
            if (chars < 0 || chars > given.length() - decided) {
                throw new IllegalArgumentException("decides on more than is undecided");
            }
            released.append(with);
            decided += chars;
        }
    }
}
