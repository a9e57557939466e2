package io.chatguard.examples.cli;

import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the detectors of a policy recognise in a text that stands for itself, as the one user message of a call.
 *
 * <p>Everything is reported that reaches the least score, also where spans overlap; a span is reported once for each
 * label, with its highest score. Thread-safe.
 */
final class Recognition {
    private static final Comparator<Found> ORDER = Comparator.comparingInt(Found::start)
            .thenComparing(Comparator.comparingInt(Found::end).reversed())
            .thenComparing(Found::label)
            .thenComparing(Comparator.comparingDouble(Found::score).reversed())
            .thenComparing(Found::rule);

    /** The runnable jar leaves out what would make it several times as large. */
    private static final String STATES =
            "to this program: java -cp chatguard.jar:MODEL.jar:RUNTIME.jar io.chatguard.examples.ChatGuard";

    private final Detector detector;
    private final double minScore;
    private final Predicate<EntityType> wanted;

    private Recognition(Detector detector, double minScore, Predicate<EntityType> wanted) {
        this.detector = detector;
        this.minScore = minScore;
        this.wanted = wanted;
    }

    /**
     * The built-in detectors of a policy.
     *
     * @param labels what is looked for; everything, if empty
     */
    static Recognition of(Policy policy, double minScore, Set<EntityType> labels) {
        Set<EntityType> all = Set.copyOf(labels);
        return new Recognition(detector(policy), minScore, type -> all.isEmpty() || all.contains(type));
    }

    private static Detector detector(Policy policy) {
        try {
            return Redaction.builtInDetector(policy);
        } catch (GuardException refused) {
            boolean states = policy.section(DetectSettings.class).names().tier() == NamesSettings.Tier.STATES;
            throw states ? CliFailure.of(refused).adding(STATES) : refused;
        }
    }

    /** The same for some types alone. */
    Recognition only(Predicate<EntityType> types) {
        return new Recognition(detector, minScore, wanted.and(types));
    }

    /** A value's span in UTF-16 units, what it is, and what says so. */
    record Found(int start, int end, String label, double score, String rule) {
        private boolean repeats(Found other) {
            return start == other.start && end == other.end && label.equals(other.label);
        }
    }

    /** What is in that text, by start, longer spans first. */
    List<Found> in(String text) {
        Segment segment = Segment.at("/text").role(Role.USER).text(() -> text);
        List<Found> found = new ArrayList<>(0);
        detector.detect(List.of(segment), finding -> {
            if (finding.score() >= minScore && wanted.test(finding.type())) {
                found.add(of(finding));
            }
        });
        return found.size() < 2 ? found : distinct(found);
    }

    private static Found of(Finding finding) {
        return new Found(finding.start(), finding.end(), finding.type().name(), finding.score(), finding.rule());
    }

    private static List<Found> distinct(List<Found> found) {
        found.sort(ORDER);
        List<Found> distinct = new ArrayList<>(found.size());
        for (Found next : found) {
            if (distinct.isEmpty() || !next.repeats(distinct.get(distinct.size() - 1))) {
                distinct.add(next);
            }
        }
        return distinct;
    }
}
