package io.chatguard.internal.openai;

import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The texts of a multipart body as {@link MultipartWalk} found them, and the edits made to them so far. */
final class MultipartContent implements BodyContent {

    private final byte[] original;
    private final List<MultipartSpan> spans;
    private final List<Segment> segments;

    /** @param spans in the order of the body, without overlap */
    MultipartContent(byte[] original, List<MultipartSpan> spans) {
        this.original = original;
        this.spans = spans;
        this.segments = MultipartSpan.segments(spans);
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public MultipartContent withEdits(Map<String, List<Edit>> edits) {
        if (edits.isEmpty()) {
            return this;
        }
        Set<String> known = new HashSet<>();
        segments.forEach(segment -> known.add(segment.pointer()));
        if (!known.containsAll(edits.keySet())) {
            throw new IllegalArgumentException("no segment at that pointer");
        }
        List<MultipartSpan> next = new ArrayList<>(spans.size());
        spans.forEach(span -> next.add(span.withEdits(edits)));
        return new MultipartContent(original, next);
    }

    @Override
    public MultipartContent withInstruction(String text) {
        throw new UnsupportedOperationException("this operation takes no instruction");
    }

    @Override
    public byte[] bytes() {
        if (spans.stream().noneMatch(MultipartSpan::isEdited)) {
            return original;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(original.length + 256);
        int at = 0;
        for (MultipartSpan span : spans) {
            if (span.isEdited()) {
                out.write(original, at, span.from() - at);
                out.writeBytes(span.bytes());
                at = span.to();
            }
        }
        out.write(original, at, original.length - at);
        return out.toByteArray();
    }

    /** Shows the number of segments only. */
    @Override
    public String toString() {
        return "Content[" + segments.size() + " segments]";
    }
}
