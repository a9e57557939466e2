package io.chatguard.spi;

import io.chatguard.EntityType;
import java.util.List;
import java.util.function.Consumer;

/** A detector that looks at each text by itself. */
record TextDetector(EntityType type, String rule, double score, Finding.Evidence evidence, Detector.TextScan scan)
        implements Detector {

    TextDetector {
        if (rule.isBlank()) {
            throw new IllegalArgumentException("a detector's rule needs a name, such as acme/employee-id");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a detector's score lies between 0 and 1");
        }
    }

    @Override
    public String name() {
        return rule;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        for (Segment segment : segments) {
            String text = segment.text();
            scan.scan(text, span -> {
                if (span.end() > text.length()) {
                    throw new IllegalArgumentException("a span ends after its text");
                }
                found.accept(new Finding(type, segment, span.start(), span.end(), score, rule, evidence));
            });
        }
    }
}
