package io.chatguard.examples.cli;

import io.chatguard.Role;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a batch as the content of an exchange: part {@code n} stands at {@code /n}. Immutable. */
record TextContent(List<String> texts, List<Segment> segments) implements Content {

    /** The parts as they were read. */
    static TextContent of(List<Batch.Part> parts) {
        List<String> places = parts.stream().map(Batch.Part::place).toList();
        return of(parts.stream().map(Batch.Part::text).toList(), places);
    }

    private static TextContent of(List<String> texts, List<String> places) {
        List<Segment> segments = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            segments.add(Segment.at("/" + i)
                    .place(places.get(i))
                    .role(Role.USER)
                    .kind(Segment.Kind.PROSE)
                    .text(() -> text));
        }
        return new TextContent(List.copyOf(texts), List.copyOf(segments));
    }

    @Override
    public Content withEdits(Map<String, List<Edit>> edits) {
        List<String> edited = new ArrayList<>(texts);
        edits.forEach((pointer, own) -> {
            int index = Integer.parseInt(pointer.substring(1));
            edited.set(index, applied(edited.get(index), own));
        });
        return of(edited, segments.stream().map(Segment::place).toList());
    }

    /** Edits come in the order of the text and do not overlap. */
    private static String applied(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int copied = 0;
        for (Edit edit : edits) {
            out.append(text, copied, edit.start()).append(edit.with());
            copied = edit.end();
        }
        return out.append(text, copied, text.length()).toString();
    }

    @Override
    public Content withInstruction(String instruction) {
        throw new UnsupportedOperationException("a file has nobody to instruct");
    }

    @Override
    public String toString() {
        return "TextContent[" + texts.size() + "]";
    }
}
