package io.chatguard;

import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Sink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened in an exchange: a view of its events, in counts, types, rules and places, without any text.
 *
 * <p>Immutable; the accessors count when they are asked. {@link #summary()} is for people, {@link #fields()} for log
 * pipelines; neither shows a text, a value or a surrogate, and neither can be made to forge a log line.
 *
 * @param exchange the exchange's random id
 * @param policy the policy's name
 * @param facts what is known of the call
 * @param events what happened, in order
 */
public record Receipt(String exchange, String policy, Facts facts, List<Event> events) {

    public Receipt {
        events = List.copyOf(events);
    }

    /** How many segments going that way were looked at. */
    public int segments(Direction direction) {
        return all(Event.Screened.class)
                .filter(e -> e.direction() == direction)
                .mapToInt(Event.Screened::segments)
                .sum();
    }

    /** How many occurrences were found, detected and propagated ones alike, by type and by what was done. */
    public Map<EntityType, Map<Action, Integer>> found() {
        return all(Event.Found.class)
                .collect(Collectors.groupingBy(Event.Found::type, TreeMap::new, tally(Event.Found::action)));
    }

    /** How many occurrences of that type met that action. */
    public int found(EntityType type, Action action) {
        return found().getOrDefault(type, Map.of()).getOrDefault(action, 0);
    }

    /** How many of the occurrences were recognised only because the same value was found elsewhere. */
    public int propagated() {
        return count(Event.Found.class, e -> e.recognition() == Event.Recognition.PROPAGATED);
    }

    /** How many surrogates became values again. */
    public int restored() {
        return count(Event.Restored.class, e -> true);
    }

    /** How many surrogates of this scope stayed in the reply, by the sink that the policy does not open. */
    public Map<Sink, Integer> kept() {
        return all(Event.Kept.class).collect(tally(Event.Kept::sink));
    }

    /** How many look-alikes of surrogates belong to no value of this scope. */
    public int unresolved() {
        return count(Event.Unresolved.class, e -> true);
    }

    /** On what basis the call went on, as somebody who knows said; empty where nobody was asked. */
    public Optional<LegalBasis> legalBasis() {
        return all(Event.Consented.class).map(Event.Consented::basis).findFirst();
    }

    /** How many surrogates this caller may not have the values of; known to audit sinks, else always 0. */
    public int withheld() {
        return count(Event.Withheld.class, e -> true);
    }

    /** Content that could not be read as text, in order. */
    public List<Event.Opaque> opaque() {
        return all(Event.Opaque.class).toList();
    }

    /** Texts that were not screened, and why, in order. */
    public List<Event.Skipped> skipped() {
        return all(Event.Skipped.class).toList();
    }

    /** What guardrails and interceptors said, in order; a pass is not listed. */
    public List<Event.Judged> verdicts() {
        return all(Event.Judged.class).toList();
    }

    /** What became of each sending, in order; empty where the guard leaves retries to the client. */
    public List<Event.Attempted> attempts() {
        return all(Event.Attempted.class).toList();
    }

    /** Versions of the rule sets that took part, by name. */
    public Map<String, String> ruleSets() {
        return all(Event.RuleSet.class)
                .collect(Collectors.toMap(
                        Event.RuleSet::name, Event.RuleSet::version, (first, later) -> later, TreeMap::new));
    }

    /** Who changed or stopped something: names of guardrails and interceptors, and rules whose finding blocked. */
    public Set<String> decidedBy() {
        Set<String> names = new TreeSet<>();
        all(Event.Judged.class)
                .filter(e -> e.action().compareTo(Action.FLAG) > 0)
                .forEach(e -> names.add(e.by()));
        all(Event.Found.class).filter(e -> e.action() == Action.BLOCK).forEach(e -> names.add(e.rule()));
        return Collections.unmodifiableSet(names);
    }

    /**
     * Everything in counts, under stable keys in a stable order.
     *
     * <p>Every key is always there; what is empty has the value {@code 0} or {@code -}. Values hold nothing but
     * characters of {@code [A-Za-z0-9._:/=,()$@+~#\[\]?-]}: neither blanks nor line ends. A model's name appears if it has
     * 1 to 64 characters of {@code [A-Za-z0-9._:-]}, else as {@code ?}; names of tools do not appear.
     */
    public Map<String, String> fields() {
        return ReceiptText.fields(this);
    }

    /**
     * The {@link #fields()} in one line, {@code key=value} with a blank between them: what a line of the audit log says.
     */
    public String line() {
        return ReceiptText.line(this);
    }

    /** Several lines for a reader, the last without a line end. */
    public String summary() {
        return ReceiptText.summary(this);
    }

    /** The {@link #summary()}. */
    @Override
    public String toString() {
        return summary();
    }

    private <E extends Event> Stream<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    private <E extends Event> int count(Class<E> kind, Predicate<E> which) {
        return (int) all(kind).filter(which).count();
    }

    private static <E, K> Collector<E, ?, Map<K, Integer>> tally(Function<E, K> key) {
        return Collectors.groupingBy(key, TreeMap::new, Collectors.summingInt(e -> 1));
    }
}
