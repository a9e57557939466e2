package io.chatguard.redact;

import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A content of segments alone, with the contract's checks. */
record FakeContent(List<Segment> segments) implements Content {

    static FakeContent of(Segment... segments) {
        return new FakeContent(List.of(segments));
    }

    String text(int segment) {
        return segments.get(segment).text();
    }

    @Override
    public FakeContent withEdits(Map<String, List<Edit>> edits) {
        List<Segment> out = new ArrayList<>();
        int used = 0;
        for (Segment s : segments) {
            List<Edit> own = edits.get(s.pointer());
            used += own == null ? 0 : 1;
            out.add(own == null ? s : edited(s, own));
        }
        if (used != edits.size()) {
            throw new IllegalArgumentException("unknown pointer");
        }
        return new FakeContent(out);
    }

    private static Segment edited(Segment s, List<Edit> edits) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Edit e : edits) {
            if (e.start() < at) {
                throw new IllegalArgumentException("overlap");
            }
            text.append(s.text(), at, e.start()).append(e.with());
            at = e.end();
        }
        String result = text.append(s.text().substring(at)).toString();
        return Segment.at(s.pointer())
                .place(s.place())
                .role(s.role())
                .kind(s.kind())
                .form(s.form())
                .standing(s.standing())
                .tool(s.tool())
                .text(() -> result);
    }

    @Override
    public Content withInstruction(String text) {
        throw new UnsupportedOperationException();
    }
}
