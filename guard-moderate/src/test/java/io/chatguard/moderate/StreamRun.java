package io.chatguard.moderate;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.spi.StreamFilter;
import java.util.List;
import java.util.function.Supplier;

/** Feeds a filter as the guard does: what it leaves undecided comes again, with more behind it. */
public final class StreamRun implements StreamFilter.Output {

    private final StreamFilter filter;
    private final StringBuilder undecided = new StringBuilder();
    private final StringBuilder released = new StringBuilder();
    private String given = "";
    private int decided;
    private int mostHeld;

    public StreamRun(StreamFilter filter) {
        this.filter = filter;
    }

    /** What becomes of the text, which must be the same whole, in single characters and cut at any one place. */
    public static String ofAnyCut(Supplier<StreamFilter> filters, String text) {
        String whole = of(filters.get(), List.of(text));
        StreamRun single = new StreamRun(filters.get());
        text.chars().forEach(c -> single.add(String.valueOf((char) c)));
        assertThat(single.end()).as("in single characters").isEqualTo(whole);
        for (int cut = 1; cut < text.length(); cut++) {
            assertThat(of(filters.get(), List.of(text.substring(0, cut), text.substring(cut))))
                    .as("cut at " + cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    public static String of(StreamFilter filter, List<String> pieces) {
        StreamRun run = new StreamRun(filter);
        pieces.forEach(run::add);
        return run.end();
    }

    public void add(String piece) {
        undecided.append(piece);
        give(false);
        mostHeld = Math.max(mostHeld, undecided.length());
    }

    public String end() {
        give(true);
        released.append(undecided);
        undecided.setLength(0);
        return released.toString();
    }

    public String released() {
        return released.toString();
    }

    public int mostHeld() {
        return mostHeld;
    }

    private void give(boolean end) {
        given = undecided.toString();
        decided = 0;
        try {
            if (end) {
                filter.onEnd(given, this);
            } else {
                filter.onText(given, this);
            }
        } finally {
            undecided.delete(0, decided);
        }
    }

    @Override
    public void pass(int chars) {
        released.append(given, decided, decided + chars);
        decided += chars;
    }

    @Override
    public void replace(int chars, String with) {
        if (chars < 0 || chars > given.length() - decided) {
            throw new IllegalArgumentException("replaces more than is undecided");
        }
        released.append(with);
        decided += chars;
    }
}
