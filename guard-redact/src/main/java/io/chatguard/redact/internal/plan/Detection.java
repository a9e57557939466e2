package io.chatguard.redact.internal.plan;

import io.chatguard.GuardException;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Runs the detectors and checks what they report; one that fails or reports nonsense stops the call. */
final class Detection {

    /** A finding and the index of its segment. */
    record At(int segment, Finding finding) {}

    private Detection() {}

    static List<At> run(List<Detector> detectors, List<Segment> segments, double minScore) {
        Map<Segment, Integer> index = new IdentityHashMap<>(segments.size() * 2);
        for (int i = 0; i < segments.size(); i++) {
            index.put(segments.get(i), i);
        }
        List<At> found = new ArrayList<>();
        for (Detector detector : detectors) {
            try {
                detector.detect(segments, finding -> {
                    Integer at = index.get(finding.segment());
                    if (at == null) {
                        throw new IllegalArgumentException("a finding names one of the segments it was given");
                    }
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
