package io.chatguard.internal.chain;

import io.chatguard.spi.StreamFilter;
import java.util.List;

/** Feeds a filter as the guard does: what it leaves undecided comes again, with more behind it. */
final class StreamRun implements StreamFilter.Output {

    private final StreamFilter filter;
    private final StringBuilder undecided = new StringBuilder();
    private final StringBuilder released = new StringBuilder();
    private String given = "";
    private int decided;
    private int mostHeld;

    StreamRun(StreamFilter filter) {
        this.filter = filter;
    }

    /** What a filter releases of a text that arrives in those pieces. */
    static String of(StreamFilter filter, List<String> pieces) {
        StreamRun run = new StreamRun(filter);
        pieces.forEach(run::add);
        return run.end();
    }

    void add(String piece) {
        undecided.append(piece);
        give(false);
        mostHeld = Math.max(mostHeld, undecided.length());
    }

    String end() {
        give(true);
        released.append(undecided);
        return released.toString();
    }

    String released() {
        return released.toString();
    }

    int mostHeld() {
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
        if (chars > given.length() - decided) {
            throw new IllegalArgumentException("replaces more than is undecided");
        }
        released.append(with);
        decided += chars;
    }
}
