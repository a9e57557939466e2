package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.redact.internal.names.NameDetector;
import io.chatguard.redact.internal.names.NameForms;
import io.chatguard.redact.internal.names.NameRules;
import io.chatguard.redact.internal.person.Namesakes;
import io.chatguard.redact.internal.rules.ShippedRules;
import io.chatguard.redact.internal.standin.StandIns;
import io.chatguard.redact.internal.standin.Substitution;
import io.chatguard.redact.internal.surrogate.Issued;
import io.chatguard.redact.internal.surrogate.Reserved;
import io.chatguard.redact.internal.surrogate.Words;
import io.chatguard.redact.internal.vault.ScopeVault;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Event;
import io.chatguard.spi.Event.Recognition;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is to be done about the texts of one request: every finding weighed, propagated, checked for BLOCK, and brought
 * into spans that read back exactly. Nothing is written anywhere before the plan is whole.
 */
public final class RequestPlan {

    /** Whether what replaces a value may be something that its scope can turn back. */
    public enum Reversal {
        POSSIBLE,
        /** The call's result outlives scopes: surrogates become constants, equal everywhere. */
        NEVER
    }

    private final Policy policy;
    private final Reversal reversal;
    private final List<Segment> segments;
    private final Optional<ScopeVault> vault;
    private final StandIns standIns;
    private final List<List<Mark>> marks = new ArrayList<>();
    private final List<Event> flagged = new ArrayList<>();

    private RequestPlan(
            Policy policy, Reversal reversal, List<Segment> segments, Optional<ScopeVault> vault, StandIns standIns) {
        this.standIns = standIns;
        this.policy = policy;
        this.reversal = reversal;
        this.segments = segments;
        this.vault = vault;
        segments.forEach(s -> marks.add(new ArrayList<>()));
    }

    /**
     * Makes the plan.
     *
     * @param standIns those that the scope holds
     * @param events told what was found if the plan is to stop the call; else {@link #tell} says it in the end
     * @throws GuardException of reason {@code BLOCKED} or {@code STAGE_FAILED}
     */
    public static RequestPlan of(
            Policy policy,
            Reversal reversal,
            List<Detector> detectors,
            double minScore,
            HeldValues held,
            Optional<ScopeVault> vault,
            StandIns standIns,
            List<Segment> segments,
            Consumer<Event> events) {
        RequestPlan plan = new RequestPlan(policy, reversal, segments, vault, standIns);
        List<Detection.At> findings = Detection.run(detectors, segments, minScore);
        Propagation propagation = new Propagation(held);
        for (Detection.At at : findings) {
            plan.weigh(at);
        }
        plan.tellApart();
        plan.decide(propagation);
        if (detectors.stream().anyMatch(d -> d.name().equals(NameDetector.NAME))) {
            plan.readAddresses(findings, propagation);
        }
        plan.propagate(propagation);
        plan.refuse(events);
        plan.bound();
        return plan;
    }

    /** The ordered marks of a segment. */
    List<Mark> marks(int segment) {
        return marks.get(segment);
    }

    public List<Segment> segments() {
        return segments;
    }

    /** The values that need a surrogate, in document order. */
    public Collection<Value> values() {
        return values(Action.PSEUDONYMIZE);
    }

    /** The values that are to get a stand-in, in document order. */
    public Collection<Value> substituted() {
        return values(Action.SUBSTITUTE);
    }

    /** Where nothing can be invented, or would not be read back as it was written, a surrogate is written. */
    public void settle(Substitution made, StandIns readBy) {
        for (int i = 0; i < segments.size(); i++) {
            int segment = i;
            List<Mark> own = marks.get(i);
            if (own.stream().noneMatch(m -> m.action() == Action.SUBSTITUTE)) {
                continue;
            }
            List<Mark> possible = own.stream()
                    .map(m -> m.action() == Action.SUBSTITUTE
                                    && made.of(value(segment, m)).isEmpty()
                            ? m.pseudonymised()
                            : m)
                    .toList();
            boolean exact =
                    new ReadBack(segments.get(i).text(), possible, m -> made.of(value(segment, m))).isExact(readBy);
            marks.set(
                    i,
                    exact
                            ? possible
                            : possible.stream()
                                    .map(m -> m.action() == Action.SUBSTITUTE ? m.pseudonymised() : m)
                                    .toList());
        }
    }

    private Collection<Value> values(Action action) {
        Set<Value> values = new LinkedHashSet<>();
        for (int i = 0; i < segments.size(); i++) {
            for (Mark mark : marks.get(i)) {
                if (mark.action() == action) {
                    values.add(value(i, mark));
                }
            }
        }
        return values;
    }

    Value value(int segment, Mark mark) {
        return new Value(mark.type().name(), text(segment, mark));
    }

    String text(int segment, Mark mark) {
        return segments.get(segment).text().substring(mark.start(), mark.end());
    }

    /** Tells what was found and what is done about it. */
    public void tell(Consumer<Event> events) {
        flagged.forEach(events);
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            for (Mark m : Marks.withoutOverlaps(marks.get(i))) {
                if (!m.isLiteral()) {
                    Action action = isFixed(segment) ? Action.BLOCK : m.action();
                    events.accept(new Event.Found(m.type(), action, m.rule(), segment.place(), m.recognition()));
                }
            }
        }
    }

    /** {@code Mr Schmidt} is another than Anna Schmidt: the form of address becomes part of the name. */
    private void tellApart() {
        Namesakes namesakes = new Namesakes();
        boolean any = false;
        for (int i = 0; i < segments.size(); i++) {
            for (Mark mark : marks.get(i)) {
                if (mark.type().equals(EntityType.PERSON)) {
                    namesakes.add(text(i, mark));
                    any = true;
                }
            }
        }
        if (!any) {
            return;
        }
        vault.ifPresent(v -> v.held().stream()
                .filter(value -> value.type().equals(EntityType.PERSON.name()))
                .forEach(value -> namesakes.add(value.text())));
        for (int i = 0; i < segments.size() && !namesakes.isEmpty(); i++) {
            String text = segments.get(i).text();
            marks.get(i)
                    .replaceAll(mark -> mark.type().equals(EntityType.PERSON)
                            ? mark.spanning(namesakes.apart(text, mark.start(), mark.end()), mark.end())
                            : mark);
        }
    }

    private void decide(Propagation propagation) {
        for (int i = 0; i < segments.size(); i++) {
            for (Mark mark : marks.get(i)) {
                propagation.decide(text(i, mark), mark);
            }
        }
    }

    /** {@code anna.schmidt@…} makes Anna and Schmidt names in all texts of the call. */
    private void readAddresses(List<Detection.At> findings, Propagation propagation) {
        for (Detection.At at : findings) {
            Finding f = at.finding();
            Segment segment = f.segment();
            List<String> names =
                    NameForms.ofAddress(f.type().name(), segment.text().substring(f.start(), f.end()));
            Action action = policy.actionFor(EntityType.PERSON, segment.role(), Direction.REQUEST);
            if (action == Action.ALLOW) {
                continue;
            }
            for (String name : names) {
                Mark mark = new Mark(
                        f.start(),
                        f.end(),
                        EntityType.PERSON,
                        action,
                        NameRules.ADDRESS,
                        f.score(),
                        Recognition.PROPAGATED);
                propagation.decide(name, mark);
            }
        }
    }

    private void weigh(Detection.At at) {
        Finding f = at.finding();
        Segment segment = f.segment();
        Action action = policy.actionFor(f.type(), segment.role(), Direction.REQUEST);
        if (action.compareTo(Action.FLAG) > 0 && isDoubtful(f)) {
            action = Action.FLAG;
        }
        if (action == Action.ALLOW) {
            return;
        }
        Mark mark = new Mark(f.start(), f.end(), f.type(), action, f.rule(), f.score(), Recognition.DETECTED);
        marks.get(at.segment()).add(mark);
    }

    private boolean isDoubtful(Finding f) {
        return f.segment().standing() == Segment.Standing.UNKNOWN
                && policy.unknown() == Policy.Unknown.CAREFUL
                && (f.evidence() == Evidence.CONTEXT || f.evidence() == Evidence.MODEL);
    }

    private void propagate(Propagation propagation) {
        Propagation.Search search = propagation.search();
        for (int i = 0; i < segments.size(); i++) {
            String text = segments.get(i).text();
            List<Mark> own = marks.get(i);
            List<Mark> all = new ArrayList<>(own.size());
            for (int k = 0; k < own.size(); k++) {
                Mark mark = own.get(k);
                Mark strongest = propagation.decision(text.substring(mark.start(), mark.end()), mark);
                boolean stronger = strongest.action().compareTo(mark.action()) > 0;
                all.add(stronger ? strongest.at(mark.start(), mark.end(), mark.recognition()) : mark);
            }
            search.find(text, all::add);
            marks.set(i, all.isEmpty() ? List.of() : flaggedApart(segments.get(i), all));
        }
    }

    /** Values that are only counted take no part in what is written. */
    private List<Mark> flaggedApart(Segment segment, List<Mark> all) {
        List<Mark> acting = new ArrayList<>(all.size());
        for (Mark m : all) {
            if (m.action() == Action.FLAG) {
                flagged.add(new Event.Found(m.type(), m.action(), m.rule(), segment.place(), m.recognition()));
            } else {
                acting.add(reversal == Reversal.NEVER && isReversible(m) ? constant(m) : m);
            }
        }
        return acting;
    }

    private static boolean isReversible(Mark m) {
        return m.action() == Action.PSEUDONYMIZE || m.action() == Action.SUBSTITUTE;
    }

    private static Mark constant(Mark m) {
        return new Mark(m.start(), m.end(), m.type(), Action.REDACT, m.rule(), m.score(), m.recognition());
    }

    /** Whether the text can hold neither a mark nor anything that looks like a surrogate or a stand-in. */
    private boolean isUntouched(int segment) {
        return standIns.isEmpty()
                && marks.get(segment).isEmpty()
                && segments.get(segment).text().indexOf('_') < 0;
    }

    /** A call that is stopped leaves evidence of everything that was found in it. */
    private void refuse(Consumer<Event> events) {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean fixed = isFixed(segment);
            for (Mark mark : marks.get(i)) {
                if (mark.action() == Action.BLOCK || fixed) {
                    tell(events);
                    throw blocked(mark, segment, fixed && mark.action() != Action.BLOCK);
                }
            }
        }
    }

    /** Whether the text stands where nothing is ever rewritten. */
    private static boolean isFixed(Segment segment) {
        return segment.kind() == Kind.PATH || segment.kind() == Kind.HEADER;
    }

    private GuardException blocked(Mark mark, Segment segment, boolean fixed) {
        String what = fixed ? mark.type() + " in a path or header, which are never rewritten, is" : mark.type() + " is";
        return GuardException.of(GuardException.Reason.BLOCKED, what + " blocked by policy '" + policy.name() + "'")
                .place(segment.place())
                .rule(mark.rule())
                .interceptor("redaction")
                .remedy(remedy(mark))
                .build();
    }

    /** A secret that was about to leave may have been seen on the way to us: whoever owns it should replace it. */
    private static String remedy(Mark mark) {
        String change = "change what the policy does about " + mark.type();
        return mark.type().equals(EntityType.CREDENTIAL)
                ? "take the " + ShippedRules.secret(mark.rule()).orElse("secret")
                        + " out and rotate it (have a new one issued, revoke this one), or " + change
                : "take the value out, or " + change;
    }

    /** Overlaps, then look-alikes in what is left, then boundaries. */
    private void bound() {
        Issued issued = vault.map(ScopeVault::issued).orElse(Issued.NONE);
        Set<String> fresh = new HashSet<>();
        for (List<Mark> of : marks) {
            of.forEach(m -> fresh.add(m.type().name()));
        }
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.kind() == Kind.END_USER || segment.kind() == Kind.PATH || segment.kind() == Kind.HEADER) {
                marks.set(i, List.of());
                continue;
            }
            if (isUntouched(i)) {
                continue;
            }
            String text = segment.text();
            List<int[]> history = history(segment, issued);
            List<Mark> own = Marks.withoutOverlaps(outside(history, marks.get(i)));
            List<Mark> all = new ArrayList<>(own);
            int from = 0;
            for (Mark mark : own) {
                lookAlikes(text, from, mark.start(), history, issued, fresh, all);
                from = mark.end();
            }
            lookAlikes(text, from, text.length(), history, issued, fresh, all);
            marks.set(i, Marks.withBoundaries(text, all.size() == own.size() ? own : Marks.withoutOverlaps(all)));
        }
    }

    private void lookAlikes(
            String text, int from, int to, List<int[]> history, Issued issued, Set<String> fresh, List<Mark> all) {
        LookAlikes.find(
                text,
                from,
                to,
                type -> Reserved.isWellKnown(type) || issued.contains(type) || fresh.contains(type),
                mark -> {
                    if (!overlapsAny(history, mark)) {
                        all.add(mark);
                    }
                });
        standIns.find(text, from, to, (start, end) -> {
            Mark mark = LookAlikes.mark(start, end);
            if (!overlapsAny(history, mark)) {
                all.add(mark);
            }
        });
    }

    /** Surrogates of this scope in what the model or a tool said: they were sent before and are sent again. */
    private List<int[]> history(Segment segment, Issued issued) {
        boolean past = segment.role() == Role.ASSISTANT || segment.role() == Role.TOOL;
        if (!past || issued.isEmpty()) {
            return List.of();
        }
        List<int[]> spans = new ArrayList<>();
        standIns.find(segment.text(), 0, segment.text().length(), (start, end) -> spans.add(new int[] {start, end}));
        if (segment.text().indexOf('_') < 0) {
            return spans;
        }
        Words.find(segment.text(), issued, (read, start, end) -> {
            if (vault.flatMap(v -> v.resolve(read)).isPresent()) {
                spans.add(new int[] {start, end});
            }
        });
        return spans;
    }

    private static List<Mark> outside(List<int[]> history, List<Mark> marks) {
        if (history.isEmpty()) {
            return marks;
        }
        List<Mark> out = new ArrayList<>(marks.size());
        for (Mark mark : marks) {
            boolean within = false;
            for (int[] span : history) {
                within |= span[0] <= mark.start() && mark.end() <= span[1];
            }
            if (!within) {
                out.add(mark);
            }
        }
        return out;
    }

    private static boolean overlapsAny(List<int[]> history, Mark mark) {
        for (int[] span : history) {
            if (span[0] < mark.end() && mark.start() < span[1]) {
                return true;
            }
        }
        return false;
    }
}
