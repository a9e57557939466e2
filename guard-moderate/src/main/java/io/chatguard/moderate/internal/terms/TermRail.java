package io.chatguard.moderate.internal.terms;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.moderate.TermSettings;
import io.chatguard.moderate.internal.text.Echo;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Acts on terms that must not be said. */
public final class TermRail implements Guardrail {

    private static final String INSTEAD = "[removed]";

    private final TermSettings settings;
    private final TermMatcher matcher;

    public TermRail(TermSettings settings) {
        if (!settings.terms().stream().allMatch(TermMatcher::isTerm)) {
            throw GuardException.of(
                            Reason.CONFIGURATION,
                            "a forbidden term has a letter, digit or sign, and no word of more than 256 characters")
                    .build();
        }
        this.settings = settings;
        this.matcher = new TermMatcher(settings.terms());
    }

    @Override
    public String name() {
        return "terms/" + settings.name();
    }

    @Override
    public View view() {
        return View.CLEAR;
    }

    @Override
    public Verdict onRequest(Content request, Exchange exchange) {
        return settings.directions().contains(Direction.REQUEST) ? judge(request, exchange, false) : Verdict.pass();
    }

    @Override
    public Verdict onReply(Content reply, Exchange exchange) {
        return settings.directions().contains(Direction.REPLY) ? judge(reply, exchange, true) : Verdict.pass();
    }

    private Verdict judge(Content content, Exchange exchange, boolean reply) {
        Map<String, List<Edit>> edits = new LinkedHashMap<>();
        for (Segment segment : content.segments()) {
            if (segment.kind() == Segment.Kind.END_USER || reply && Echo.isAt(segment.place())) {
                continue;
            }
            List<TermMatcher.Span> found = matcher.scan(segment.text());
            if (found.isEmpty()) {
                continue;
            }
            boolean fixed = segment.kind() == Segment.Kind.PATH || segment.kind() == Segment.Kind.HEADER;
            if (settings.action() == Action.BLOCK || settings.action() == Action.REDACT && fixed) {
                throw new Ruling(exchange, name())
                        .block(
                                "a forbidden term",
                                name(),
                                segment.place(),
                                "the policy's guardrails.terms list '" + settings.name() + "' forbids it");
            }
            edits.put(segment.pointer(), edits(found));
        }
        if (edits.isEmpty()) {
            return Verdict.pass();
        }
        return settings.action() == Action.FLAG
                ? Verdict.flag("a forbidden term")
                : Verdict.rewrite(content.withEdits(edits), "a forbidden term");
    }

    /** One edit for what overlaps. */
    private static List<Edit> edits(List<TermMatcher.Span> found) {
        List<TermMatcher.Span> merged = new ArrayList<>();
        for (TermMatcher.Span span : found) {
            int start = span.start();
            while (!merged.isEmpty() && merged.get(merged.size() - 1).end() > start) {
                start = Math.min(start, merged.remove(merged.size() - 1).start());
            }
            merged.add(new TermMatcher.Span(start, span.end()));
        }
        return merged.stream()
                .map(span -> new Edit(span.start(), span.end(), INSTEAD))
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
