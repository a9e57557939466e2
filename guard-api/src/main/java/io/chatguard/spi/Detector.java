package io.chatguard.spi;

import io.chatguard.EntityType;
import java.util.List;
import java.util.function.Consumer;

/**
 * Recognises values in the texts of a call.
 *
 * <p>A detector sees all segments of the call at once, since what stands near or in the neighbouring message may
 * decide. It must be thread-safe, take time linear in the text, and never keep text. If it throws, the call fails
 * closed and names it.
 */
public interface Detector {

    /** A short stable name, such as {@code rules/builtin}. */
    String name();

    /** The version of its rules, for receipts and audit. */
    String version();

    /** Reports each value it recognises to {@code found}, in any order; spans may overlap. */
    void detect(List<Segment> segments, Consumer<Finding> found);

    /** A span within a text. */
    record Span(int start, int end) {}

    /** Finds spans in one text. */
    @FunctionalInterface
    interface TextScan {
        /** Reports each span to {@code found}. */
        void scan(String text, Consumer<Span> found);
    }

    /**
     * A detector that looks at each text by itself.
     *
     * @param type what every span is
     * @param rule the rule's stable name, such as {@code acme/employee-id}; also the detector's name
     * @param score confidence of every span, from 0 to 1
     * @param evidence what the recognition rests on
     */
    static Detector ofText(EntityType type, String rule, double score, Finding.Evidence evidence, TextScan scan) {
        return new TextDetector(type, rule, score, evidence, scan);
    }
}
