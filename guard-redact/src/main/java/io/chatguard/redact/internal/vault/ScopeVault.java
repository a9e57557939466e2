package io.chatguard.redact.internal.vault;

import io.chatguard.redact.internal.person.Persons;
import io.chatguard.redact.internal.surrogate.Issued;
import io.chatguard.redact.internal.surrogate.Reserved;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.surrogate.SurrogateId;
import io.chatguard.spi.VaultStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The values and surrogates of one life of one scope. What it has read or written it keeps in clear in this process
 * until the scope ends, since every request is searched for every value that its scope holds. Thread-safe.
 */
public final class ScopeVault {

    /** A value and what kind of value it is. */
    public record Value(String type, String text) {

        /** Whether it is an escaped look-alike. */
        public boolean isLiteral() {
            return type.equals(Reserved.LITERAL);
        }

        @Override
        public String toString() {
            return "Value[" + type + "]";
        }
    }

    private static final String PERSON = "PERSON";

    private final ScopeKeys keys;
    private final VaultStore store;
    private final ConcurrentMap<Value, String> surrogates = new ConcurrentHashMap<>();
    private final ConcurrentMap<SurrogateId, Value> values;
    private final Log<Value> log = new Log<>();
    private final Persons persons = new Persons();
    private volatile Known known = new Known(0, List.of(), Issued.NONE);
    private volatile long lastUsed;

    /** What of the rows has been read: all up to a revision. */
    private record Known(long revision, List<Value> held, Issued issued) {}

    ScopeVault(ScopeKeys keys, VaultStore store) {
        this(keys, store, new ConcurrentHashMap<>());
    }

    /** With the map in which surrogates are looked up. */
    ScopeVault(ScopeKeys keys, VaultStore store, ConcurrentMap<SurrogateId, Value> values) {
        this.keys = keys;
        this.store = store;
        this.values = values;
    }

    ScopeKeys keys() {
        return keys;
    }

    String name() {
        return keys.name();
    }

    /** When it was last asked for; what is idle for long is read again from a store that keeps it. */
    long lastUsed() {
        return lastUsed;
    }

    void used(long millis) {
        lastUsed = millis;
    }

    /** All values held, in the order in which they got their surrogates. */
    public List<Value> held() {
        return known.held();
    }

    /** The types of which surrogates exist. */
    public Issued issued() {
        return known.issued();
    }

    /** Whether a surrogate's check is the one that this scope would write. */
    public boolean verifies(SurrogateForm.Read read) {
        return (keys.check(read.id()) ^ read.check()) == 0;
    }

    /** The value of a surrogate, if its check is right and it was issued; the check comes first. */
    public Optional<Value> resolve(SurrogateForm.Read read) {
        return verifies(read) ? Optional.ofNullable(values.get(read.id())) : Optional.empty();
    }

    /** The surrogate that a value has, if it has one. */
    public Optional<String> surrogateOf(Value value) {
        return Optional.ofNullable(surrogates.get(value));
    }

    /** Whether all of these have their surrogates. */
    public boolean knows(Collection<Value> of) {
        return surrogates.keySet().containsAll(of);
    }

    /**
     * Gives each value its surrogate, in one durable step; {@link #surrogateOf} knows them afterwards.
     *
     * @return false if the scope's time is over
     */
    boolean assign(Collection<Value> wanted) {
        List<Value> missing = new ArrayList<>();
        List<VaultStore.Draft> drafts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Value value : wanted) {
            if (surrogates.containsKey(value)) {
                continue;
            }
            if (value.type().equals(PERSON)) {
                names.add(value.text());
            } else {
                missing.add(value);
                drafts.add(draft(value, Spelling.canonical(value.type(), value.text())));
            }
        }
        assigned(names).forEach((name, head) -> {
            Value value = new Value(PERSON, name);
            missing.add(value);
            drafts.add(draft(value, head));
        });
        if (missing.isEmpty()) {
            return true;
        }
        Optional<List<VaultStore.Row>> rows = store.assign(keys.name(), drafts);
        if (rows.isEmpty()) {
            return false;
        }
        for (int i = 0; i < missing.size(); i++) {
            remember(rows.get().get(i), missing.get(i));
        }
        return refresh();
    }

    /** Makes an empty scope durable too; false if its time is over. */
    boolean stands() {
        return !log.view().isEmpty() || store.assign(keys.name(), List.of()).isPresent();
    }

    /** Whose each name is; the full name of a person first, so that its surrogate is the one without a letter. */
    private Map<String, String> assigned(List<String> names) {
        synchronized (persons) {
            return persons.assign(names);
        }
    }

    /** A name that is held, and whose it is: that of whoever bears the first surrogate of its ordinal. */
    private void known(SurrogateId id, Value value) {
        Value first = id.variant() == 0 ? value : values.get(new SurrogateId(PERSON, id.ordinal(), 0));
        synchronized (persons) {
            persons.held(value.text(), Persons.key((first == null ? value : first).text()));
        }
    }

    private VaultStore.Draft draft(Value value, String canonical) {
        String type = value.type();
        String valueId = keys.id(type, value.text());
        return new VaultStore.Draft(
                valueId,
                canonical.equals(value.text()) ? valueId : keys.id(type, canonical),
                type,
                (ordinal, variant) -> keys.seal(new SurrogateId(type, ordinal, variant), value.text()));
    }

    /** Reads what others have written; false if the scope's time is over. */
    boolean refresh() {
        Known before = known;
        Optional<List<VaultStore.Row>> rows = store.rows(keys.name(), before.revision());
        if (rows.isEmpty()) {
            return false;
        }
        if (!rows.get().isEmpty()) {
            merge(rows.get());
        }
        return true;
    }

    private synchronized void merge(List<VaultStore.Row> rows) {
        Known before = known;
        Issued issued = before.issued();
        long revision = before.revision();
        for (VaultStore.Row row : rows) {
            if (row.revision() > revision) {
                SurrogateId id = new SurrogateId(row.type(), row.ordinal(), row.variant());
                Value value = values.get(id);
                value = value != null ? value : remember(row, new Value(row.type(), keys.open(id, row.sealed())));
                log.add(value);
                if (row.type().equals(PERSON)) {
                    known(id, value);
                }
                issued = issued.with(row.type());
                revision = row.revision();
            }
        }
        known = new Known(revision, log.view(), issued);
    }

    private Value remember(VaultStore.Row row, Value value) {
        SurrogateId id = new SurrogateId(row.type(), row.ordinal(), row.variant());
        values.put(id, value);
        surrogates.put(value, id.withCheck(keys.check(id)));
        return value;
    }
}
