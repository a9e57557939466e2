package io.chatguard.moderate.internal.personal;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.moderate.AnswerSettings;
import io.chatguard.moderate.internal.text.Echo;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.spi.Content;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what a model says of people before values come back: at this stage whatever the request held is a surrogate,
 * and what the policy let pass in clear is remembered.
 */
public final class AnswerRail implements Guardrail {

    private record Value(EntityType type, String text) {
        @Override
        public String toString() {
            return "Value[" + type + "]";
        }
    }

    private final AnswerSettings settings;
    private final List<Detector> detectors;
    private final double minScore;
    private final Set<Value> requested = new HashSet<>();

    public AnswerRail(AnswerSettings settings, List<Detector> detectors, double minScore) {
        this.settings = settings;
        this.detectors = List.copyOf(detectors);
        this.minScore = minScore;
    }

    @Override
    public String name() {
        return "answer-data";
    }

    @Override
    public View view() {
        return View.PSEUDONYMISED;
    }

    @Override
    public Guardrail forCall(Exchange exchange) {
        return new AnswerRail(settings, detectors, minScore);
    }

    @Override
    public Verdict onRequest(Content request, Exchange exchange) {
        for (Finding finding : findings(request.segments())) {
            requested.add(value(finding));
        }
        return Verdict.pass();
    }

    @Override
    public Verdict onReply(Content reply, Exchange exchange) {
        List<Segment> written = reply.segments().stream()
                .filter(segment -> segment.kind() != Segment.Kind.SCHEMA
                        && segment.kind() != Segment.Kind.METADATA
                        && !Echo.isAt(segment.place()))
                .toList();
        Map<String, List<Finding>> unknown = new LinkedHashMap<>();
        Set<EntityType> types = new TreeSet<>();
        for (Finding finding : findings(written)) {
            if (!requested.contains(value(finding))) {
                types.add(finding.type());
                unknown.computeIfAbsent(finding.segment().pointer(), any -> new ArrayList<>())
                        .add(finding);
            }
        }
        if (unknown.isEmpty()) {
            return Verdict.pass();
        }
        String reason = "an answer holds data that the request did not hold: "
                + String.join(", ", types.stream().map(EntityType::name).toList());
        if (settings.action() == Action.FLAG) {
            return Verdict.flag(reason);
        }
        if (settings.action() == Action.BLOCK) {
            Finding first = unknown.values().iterator().next().get(0);
            throw new Ruling(exchange, name())
                    .block(reason, first.rule(), first.segment().place(), "the policy's guardrails.answers says so");
        }
        Map<String, List<Edit>> edits = new LinkedHashMap<>();
        unknown.forEach((pointer, findings) -> edits.put(pointer, edits(findings)));
        return Verdict.rewrite(reply.withEdits(edits), reason);
    }

    private List<Finding> findings(List<Segment> segments) {
        List<Finding> found = new ArrayList<>();
        for (Detector detector : detectors) {
            detector.detect(segments, finding -> {
                if (isWanted(finding.type()) && finding.score() >= minScore) {
                    found.add(finding);
                }
            });
        }
        return found;
    }

    /** A link is no personal data unless the settings name it. */
    private boolean isWanted(EntityType type) {
        return settings.types().isEmpty()
                ? !type.equals(EntityType.URL)
                : settings.types().contains(type);
    }

    private static Value value(Finding finding) {
        return new Value(finding.type(), finding.segment().text().substring(finding.start(), finding.end()));
    }

    /** One edit for what overlaps, named for the longest. */
    private static List<Edit> edits(List<Finding> findings) {
        findings.sort(Comparator.comparingInt(Finding::start)
                .thenComparing(Comparator.comparingInt(Finding::end).reversed()));
        List<Edit> edits = new ArrayList<>();
        int start = -1;
        int end = -1;
        String type = "";
        for (Finding finding : findings) {
            if (finding.start() < end) {
                end = Math.max(end, finding.end());
                continue;
            }
            if (end >= 0) {
                edits.add(new Edit(start, end, "[" + type + "]"));
            }
            start = finding.start();
            end = finding.end();
            type = finding.type().name();
        }
        edits.add(new Edit(start, end, "[" + type + "]"));
        return edits;
    }

    @Override
    public String toString() {
        return name();
    }
}
