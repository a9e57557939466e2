package io.chatguard.moderate.internal.text;

import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs whole texts through filters made for streams, so that both have one result. */
public final class WholeText {

    private WholeText() {}

    /** The content with the values that the filters change; names of members and numbers are left alone. */
    public static Content filtered(Content content, Function<Segment, StreamFilter> filters) {
        Map<String, List<Edit>> edits = new LinkedHashMap<>();
        for (Segment segment : content.segments()) {
            if (segment.form() == Segment.Form.VALUE) {
                Collector out = new Collector();
                filters.apply(segment).onEnd(segment.text(), out);
                if (!out.edits.isEmpty()) {
                    edits.put(segment.pointer(), out.edits);
                }
            }
        }
        return content.withEdits(edits);
    }

    private static final class Collector implements StreamFilter.Output {
        private final List<Edit> edits = new ArrayList<>(4);
        private int at;

        @Override
        public void pass(int chars) {
            at += chars;
        }

        @Override
        public void replace(int chars, String with) {
            edits.add(new Edit(at, at + chars, with));
            at += chars;
        }
    }
}
