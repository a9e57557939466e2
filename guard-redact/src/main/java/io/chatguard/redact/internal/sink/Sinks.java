package io.chatguard.redact.internal.sink;

import io.chatguard.spi.Sink;

/** Sets of sinks as bits, and which of several is the one to name. */
public final class Sinks {

    static final int NONE = 0;
    static final int CODE = bit(Sink.CODE);
    static final int URL = bit(Sink.URL);
    static final int HTML = bit(Sink.HTML_ATTRIBUTE);

    private static final Sink[] ALL = Sink.values();

    private Sinks() {}

    public static int bit(Sink sink) {
        return 1 << sink.ordinal();
    }

    /** The last of the set in the order of the constants. */
    static Sink strictest(int set) {
        return ALL[31 - Integer.numberOfLeadingZeros(set)];
    }
}
