package io.chatguard.redact.internal.sink;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.redact.internal.standin.KnownStandIns;
import io.chatguard.redact.internal.surrogate.Issued;
import io.chatguard.redact.internal.surrogate.Reserved;
import io.chatguard.redact.internal.surrogate.SurrogateForm.Read;
import io.chatguard.redact.internal.vault.ScopeVault;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.spi.Event;
import io.chatguard.spi.Sink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Resolves the surrogates of one exchange. Every decision is kept, so that a text which comes twice, in pieces and
 * then whole, is decided the same way; after {@link #MOST_UNKNOWN} different unknown ones nothing new is resolved,
 * because somebody may be guessing. Each occurrence in a place is told once. Thread-safe.
 */
public final class Resolver {

    private static final int MOST_UNKNOWN = 20;
    private static final int MOST_REMEMBERED = 10_000;

    private record Occurrence(String place, int number) {}

    private final Optional<ScopeVault> vault;
    private final Issued issued;
    private final Consumer<Event> events;
    private final Consumer<Sink> kept;
    private final KnownStandIns standIns;
    private final Predicate<String> mayHave;
    private final Map<Read, Optional<Value>> decided = new HashMap<>();
    private final Set<Occurrence> told = new HashSet<>();
    private int unknown;

    /**
     * Resolves for one caller.
     *
     * @param mayHave whether the caller gets values of that type
     * @param kept told of each sink that kept a surrogate
     */
    public Resolver(
            Optional<ScopeVault> vault,
            KnownStandIns standIns,
            Predicate<String> mayHave,
            Consumer<Event> events,
            Consumer<Sink> kept) {
        this.standIns = standIns;
        this.mayHave = mayHave;
        this.vault = vault;
        this.issued = vault.map(ScopeVault::issued).orElse(Issued.NONE);
        this.events = events;
        this.kept = kept;
    }

    KnownStandIns standIns() {
        return standIns;
    }

    /** The value of a stand-in, if the caller may have it. */
    Optional<Value> standIn(CharSequence text, int from, int to, String place) {
        Optional<Value> value = standIns.value(text, from, to);
        if (value.isEmpty() || mayHave.test(value.get().type())) {
            return value;
        }
        events.accept(new Event.Withheld(EntityType.of(value.get().type()), place));
        return Optional.empty();
    }

    Issued issued() {
        return issued;
    }

    /** The value of a surrogate, as decided when it was first met. */
    synchronized Optional<Value> resolve(Read read, String place) {
        Optional<Value> known = decided.get(read);
        if (known != null) {
            return known;
        }
        Optional<Value> value = unknown >= MOST_UNKNOWN ? Optional.empty() : look(read, place);
        if (decided.size() < MOST_REMEMBERED || value.isPresent()) {
            decided.put(read, value);
        }
        if (value.isEmpty() && isSuspect(read) && ++unknown == MOST_UNKNOWN) {
            events.accept(new Event.Judged("redaction", Action.FLAG, "SURROGATE_PROBING", place));
        }
        return value;
    }

    /** What the caller may not have takes the way of an unknown one: its check is computed, nothing is looked up. */
    private Optional<Value> look(Read read, String place) {
        if (read.id().type().equals(Reserved.STAND_IN)) {
            return Optional.empty();
        }
        if (read.id().type().equals(Reserved.LITERAL) || mayHave.test(read.id().type())) {
            return vault.flatMap(v -> v.resolve(read));
        }
        if (vault.filter(v -> v.verifies(read)).isPresent()) {
            events.accept(new Event.Withheld(EntityType.of(read.id().type()), place));
        }
        return Optional.empty();
    }

    /** Whether the word has the type of a surrogate, and not only the shape. */
    boolean isSuspect(Read read) {
        return issued.contains(read.id().type())
                || Reserved.isWellKnown(read.id().type());
    }

    void restored(String type, Sink sink, String place, int number) {
        if (first(place, number)) {
            events.accept(new Event.Restored(EntityType.of(type), sink, place));
        }
    }

    void kept(String type, Sink sink, String place, int number) {
        if (first(place, number)) {
            events.accept(new Event.Kept(EntityType.of(type), sink, place));
            kept.accept(sink);
        }
    }

    /** A definition was to give a restored value a target; it no longer does. */
    void defined(String place) {
        events.accept(new Event.Judged("redaction", Action.REDACT, "REFERENCE_TO_VALUE", place));
    }

    void unresolved(String place, int number) {
        if (first(place, number)) {
            events.accept(new Event.Unresolved(place));
        }
    }

    private synchronized boolean first(String place, int number) {
        return told.size() < MOST_REMEMBERED && told.add(new Occurrence(place, number));
    }
}
