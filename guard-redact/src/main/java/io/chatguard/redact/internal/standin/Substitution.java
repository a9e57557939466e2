package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stand-ins that one request writes: those that the scope has, and new ones that it is to hold before it is sent. */
public final class Substitution {

    private final StandIns known;
    private final Map<Value, String> fresh = new LinkedHashMap<>();

    private Substitution(StandIns known) {
        this.known = known;
    }

    /** Finds or makes one for each value where it can. */
    public static Substitution of(
            StandIns known, StandInMaker maker, Collection<Value> wanted, Collection<String> texts) {
        Substitution made = new Substitution(known);
        List<String> folded =
                wanted.isEmpty() ? List.of() : texts.stream().map(Folding::fold).toList();
        for (Value value : wanted) {
            if (known.of(value).isEmpty()) {
                maker.make(value, known, folded, made.fresh.values()).ifPresent(text -> made.fresh.put(value, text));
            }
        }
        return made;
    }

    /** What is written for the value; empty if it has to get a surrogate. */
    public Optional<String> of(Value value) {
        return known.of(value).or(() -> Optional.ofNullable(fresh.get(value)));
    }

    /** What the vault is to hold, in the order of the values. */
    public List<Value> entries() {
        return fresh.entrySet().stream()
                .map(e -> new StandIn(e.getValue(), e.getKey()).entry())
                .toList();
    }

    /** What of it the scope has taken as it was made. */
    public Substitution only(StandIns held) {
        return new Substitution(held);
    }

    /** What is new in this request. */
    public Set<String> texts() {
        return Set.copyOf(fresh.values());
    }

    /** Whether the scope has taken all of it as it was made: another process may have been first. */
    public boolean isHeldBy(StandIns held) {
        return fresh.entrySet().stream()
                .allMatch(e -> held.of(e.getKey()).filter(e.getValue()::equals).isPresent());
    }
}
