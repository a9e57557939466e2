package io.chatguard.internal.chain;

import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.List;
import java.util.Map;

/**
 * A piece of a streamed text as a content of one segment.
 *
 * @param source how long the piece was before any edit
 * @param edits what was edited in the piece; a second round of edits counts as one edit of all
 */
record SingleText(Segment segment, int source, List<Edit> edits) implements Content {

    SingleText(Segment segment) {
        this(segment, segment.text().length(), List.of());
    }

    static SingleText of(Channel channel, String text) {
        return new SingleText(Segment.at(channel.place())
                .role(channel.role())
                .kind(channel.kind())
                .tool(channel.tool())
                .text(() -> text));
    }

    @Override
    public List<Segment> segments() {
        return List.of(segment);
    }

    @Override
    public Content withEdits(Map<String, List<Edit>> byPointer) {
        if (byPointer.keySet().stream().anyMatch(pointer -> !pointer.equals(segment.pointer()))) {
            throw new IllegalArgumentException("no segment at that pointer");
        }
        String text = segment.text();
        StringBuilder out = new StringBuilder();
        int done = 0;
        List<Edit> mine = byPointer.getOrDefault(segment.pointer(), List.of());
        if (mine.isEmpty()) {
            return this;
        }
        for (Edit edit : mine) {
            if (edit.start() < done || edit.end() > text.length()) {
                throw new IllegalArgumentException("an edit lies outside the text or overlaps the one before");
            }
            out.append(text, done, edit.start()).append(edit.with());
            done = edit.end();
        }
        String edited = out.append(text, done, text.length()).toString();
        Segment next = Segment.at(segment.pointer())
                .place(segment.place())
                .kind(segment.kind())
                .role(segment.role())
                .form(segment.form())
                .standing(segment.standing())
                .tool(segment.tool())
                .text(() -> edited);
        return new SingleText(next, source, edits.isEmpty() ? List.copyOf(mine) : List.of(new Edit(0, source, edited)));
    }

    @Override
    public Content withInstruction(String text) {
        throw new UnsupportedOperationException("a reply takes no instruction");
    }
}
