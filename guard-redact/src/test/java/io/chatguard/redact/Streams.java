package io.chatguard.redact;

import io.chatguard.Role;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.List;

/** Plays the guard's part for a stream filter. */
final class Streams {

    private Streams() {}

    static Channel channel(Segment.Kind kind, String tool, String inner) {
        return new Channel(0, 0, "content", -1, tool, inner, "/choices/0/message/content", kind, Role.ASSISTANT);
    }

    static Channel prose() {
        return channel(Segment.Kind.PROSE, "", "");
    }

    /** What comes out when the text arrives in those pieces. */
    static String run(StreamFilter filter, List<String> pieces) {
        StringBuilder undecided = new StringBuilder();
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            undecided.append(piece);
            Taken taken = new Taken(undecided, out);
            filter.onText(undecided, taken);
            undecided.delete(0, taken.at);
        }
        Taken taken = new Taken(undecided, out);
        filter.onEnd(undecided, taken);
        return out.append(undecided, taken.at, undecided.length()).toString();
    }

    private static final class Taken implements StreamFilter.Output {
        private final CharSequence text;
        private final StringBuilder out;
        private int at;

        Taken(CharSequence text, StringBuilder out) {
            this.text = text;
            this.out = out;
        }

        @Override
        public void pass(int chars) {
            out.append(text, at, at + chars);
            at += chars;
        }

        @Override
        public void replace(int chars, String with) {
            out.append(with);
            at += chars;
        }
    }
}
