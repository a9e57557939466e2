package io.chatguard.redact.internal.plan;

import io.chatguard.GuardException;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the detectors and checks what they report; one that fails or reports nonsense stops the call. */
final class Detection {

    /** A finding and the index of its segment. */
    record At(int segment, Finding finding) {}

    private Detection() {}

    static List<At> run(List<Detector> detectors, List<Segment> segments, double minScore) {
        Positions positions = new Positions(segments);
        List<At> found = new ArrayList<>();
        for (Detector detector : detectors) {
            try {
                detector.detect(segments, finding -> {
                    int at = positions.of(finding.segment());
                    check(finding);
                    if (finding.score() >= minScore) {
                        found.add(new At(at, finding));
                    }
                });
            } catch (RuntimeException | StackOverflowError e) {
                throw failed(detector, e);
            }
        }
        return found;
    }

    /** Where segments stand in their list. Detectors report in its order mostly, and then no map is made. */
    private static final class Positions {
        private final List<Segment> segments;
        private int last;
        private @Nullable Map<Segment, Integer> index;

        Positions(List<Segment> segments) {
            this.segments = segments;
        }

        @SuppressWarnings("ReferenceEquality") // a finding names the very segment that it was given
        int of(Segment segment) {
            if (index == null) {
                for (int i = last; i < segments.size(); i++) {
                    if (segments.get(i) == segment) {
                        last = i;
                        return i;
                    }
                }
            }
            Integer at = index().get(segment);
            if (at == null) {
                throw new IllegalArgumentException("a finding names one of the segments it was given");
            }
            return at;
        }

        private Map<Segment, Integer> index() {
            Map<Segment, Integer> known = index;
            if (known == null) {
                known = new IdentityHashMap<>(segments.size() * 2);
                for (int i = 0; i < segments.size(); i++) {
                    known.put(segments.get(i), i);
                }
                index = known;
            }
            return known;
        }
    }

    private static void check(Finding finding) {
        String text = finding.segment().text();
        if (finding.end() > text.length()) {
            throw new IllegalArgumentException("a span ends after its text");
        }
        if (splitsPair(text, finding.start()) || splitsPair(text, finding.end())) {
            throw new IllegalArgumentException("a span splits a surrogate pair");
        }
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static GuardException failed(Detector detector, Throwable origin) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, "a detector failed")
                .interceptor(detector.name())
                .remedy("the call was not sent; repair or remove the detector")
                .origin(origin)
                .build();
    }
}
