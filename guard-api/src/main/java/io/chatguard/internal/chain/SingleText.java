package io.chatguard.internal.chain;

import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.List;
import java.util.Map;

/** A piece of a streamed text as a content of one segment. */
record SingleText(Segment segment) implements Content {

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
    public Content withEdits(Map<String, List<Edit>> edits) {
        if (edits.keySet().stream().anyMatch(pointer -> !pointer.equals(segment.pointer()))) {
            throw new IllegalArgumentException("no segment at that pointer");
        }
        String text = segment.text();
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (Edit edit : edits.getOrDefault(segment.pointer(), List.of())) {
            if (edit.start() < done || edit.end() > text.length()) {
                throw new IllegalArgumentException("an edit lies outside the text or overlaps the one before");
            }
            out.append(text, done, edit.start()).append(edit.with());
            done = edit.end();
        }
        String edited = out.append(text, done, text.length()).toString();
        return new SingleText(Segment.at(segment.pointer())
                .place(segment.place())
                .kind(segment.kind())
                .role(segment.role())
                .form(segment.form())
                .standing(segment.standing())
                .tool(segment.tool())
                .text(() -> edited));
    }

    @Override
    public Content withInstruction(String text) {
        throw new UnsupportedOperationException("a reply takes no instruction");
    }
}
