package io.chatguard.internal.openai;

import io.chatguard.internal.json.PieceSink;
import io.chatguard.internal.json.TextPipe;
import java.util.ArrayList;
import java.util.List;

/** One text while it streams: what went in, what came out, and where offsets into it have moved. */
final class ChannelText implements PieceSink {

    /** From {@code source} code points on, offsets are {@code out}; inside a replaced stretch they stay at its start. */
    private record Mark(int source, int out, boolean replaced) {}

    private final TextPipe pipe;
    private final StringBuilder undecided = new StringBuilder();
    private final StringBuilder decided = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();
    private String half = "";
    private int sourcePoints;
    private int outPoints;
    private boolean finished;

    ChannelText(TextPipe pipe) {
        this.pipe = pipe;
    }

    /** Takes the next piece; returns what may be shown by now. */
    String feed(String piece) {
        String text = half + piece;
        half = "";
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            half = text.substring(end - 1);
            text = text.substring(0, end - 1);
        }
        undecided.append(text);
        pipe.feed(text, this);
        return take();
    }

    /** The text is complete; returns what was held back. */
    String finish() {
        if (finished) {
            return "";
        }
        finished = true;
        if (!half.isEmpty()) {
            undecided.append(half);
            pipe.feed(half, this);
            half = "";
        }
        pipe.finish(this);
        return take();
    }

    boolean isFinished() {
        return finished;
    }

    @Override
    public void accept(CharSequence text, int sourceChars, boolean identity) {
        int source = Character.codePointCount(undecided, 0, sourceChars);
        int out = Character.codePointCount(text, 0, text.length());
        if (!identity) {
            marks.add(new Mark(sourcePoints, outPoints, true));
            marks.add(new Mark(sourcePoints + source, outPoints + out, false));
        }
        sourcePoints += source;
        outPoints += out;
        undecided.delete(0, sourceChars);
        decided.append(text);
    }

    /** Where an offset into the source, in code points, is in what was let out; as it is if not decided yet. */
    int map(int offset) {
        Mark last = new Mark(0, 0, false);
        for (Mark mark : marks) {
            if (mark.source() > offset) {
                break;
            }
            last = mark;
        }
        return last.replaced() ? last.out() : last.out() + offset - last.source();
    }

    private String take() {
        String text = decided.toString();
        decided.setLength(0);
        return text;
    }
}
