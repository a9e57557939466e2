package io.chatguard.internal.openai;

import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stretch of a multipart body that can be read, and rewritten apart from the rest. */
sealed interface MultipartSpan {

    /** First byte in the body. */
    int from();

    /** Byte after it. */
    int to();

    List<Segment> segments();

    MultipartSpan withEdits(Map<String, List<Edit>> edits);

    boolean isEdited();

    /** What stands there now. */
    byte[] bytes();

    /** How text is written. */
    enum Writing {
        /** As it is. */
        PLAIN,
        /** Between the quotes of a header: quotes and line ends are escaped as the HTML standard says. */
        QUOTED
    }

    /** Plain text; {@code edited} once it is not what it was. */
    record Text(int from, int to, Segment segment, Writing writing, boolean isEdited) implements MultipartSpan {

        static Text of(int from, int to, Segment segment, Writing writing) {
            return new Text(from, to, segment, writing, false);
        }

        @Override
        public List<Segment> segments() {
            return List.of(segment);
        }

        @Override
        public MultipartSpan withEdits(Map<String, List<Edit>> edits) {
            List<Edit> own = edits.getOrDefault(segment.pointer(), List.of());
            if (own.isEmpty()) {
                return this;
            }
            String text = Revision.none(segment.text()).with(own).text();
            return new Text(from, to, JsonContent.rewritten(segment, () -> text), writing, true);
        }

        @Override
        public byte[] bytes() {
            String text = segment.text();
            if (writing == Writing.QUOTED) {
                text = text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A JSON document. */
    record Json(int from, int to, JsonContent content, boolean isEdited) implements MultipartSpan {

        static Json of(int from, int to, JsonContent content) {
            return new Json(from, to, content, false);
        }

        @Override
        public List<Segment> segments() {
            return content.segments();
        }

        @Override
        public MultipartSpan withEdits(Map<String, List<Edit>> edits) {
            Map<String, List<Edit>> own = new HashMap<>();
            for (Segment segment : content.segments()) {
                List<Edit> mine = edits.getOrDefault(segment.pointer(), List.of());
                if (!mine.isEmpty()) {
                    own.put(segment.pointer(), mine);
                }
            }
            return own.isEmpty() ? this : new Json(from, to, content.withEdits(own), true);
        }

        @Override
        public byte[] bytes() {
            return content.bytes();
        }
    }

    /** The segments of all spans in order. */
    static List<Segment> segments(List<MultipartSpan> spans) {
        List<Segment> all = new ArrayList<>();
        spans.forEach(span -> all.addAll(span.segments()));
        return List.copyOf(all);
    }
}
