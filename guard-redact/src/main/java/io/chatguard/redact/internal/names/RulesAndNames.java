package io.chatguard.redact.internal.names;

import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.List;
import java.util.function.Consumer;

/** Several detectors as one. Thread-safe if they are. */
public record RulesAndNames(List<Detector> detectors) implements Detector {

    public RulesAndNames {
        detectors = List.copyOf(detectors);
    }

    @Override
    public String name() {
        return detectors.get(0).name() + "+names";
    }

    @Override
    public String version() {
        StringBuilder out = new StringBuilder();
        for (Detector detector : detectors) {
            out.append(out.length() == 0 ? "" : "+").append(detector.version());
        }
        return out.toString();
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        for (Detector detector : detectors) {
            detector.detect(segments, found);
        }
    }
}
