package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.util.Optional;
import java.util.Set;

/**
 * The stand-ins that an answer can hold: those that the scope had when its request was looked at, and those made for it.
 * One that another request has made since may be an ordinary word of this one.
 *
 * @param of those of the scope
 * @param first how many of them were known before
 * @param own what was written in this request
 */
public record KnownStandIns(StandIns of, int first, Set<String> own) {

    public KnownStandIns {
        own = Set.copyOf(own);
    }

    /** No stand-in is known. */
    public static KnownStandIns none() {
        return new KnownStandIns(new StandIns(), 0, Set.of());
    }

    /** All that the scope holds now. */
    public static KnownStandIns all(StandIns of) {
        return new KnownStandIns(of, Integer.MAX_VALUE, Set.of());
    }

    public boolean isEmpty() {
        return first == 0 && own.isEmpty() || of.isEmpty();
    }

    /** As {@link StandIns#end}. */
    public int end(CharSequence text, int at, char previous, boolean complete) {
        return of.end(text, at, previous, complete);
    }

    /** The value of the stand-in {@code text[from..to)}, if it is one that is known. */
    public Optional<Value> value(CharSequence text, int from, int to) {
        Optional<Value> known = of.value(text, from, to, first);
        return known.isPresent()
                ? known
                : of.value(text, from, to, Integer.MAX_VALUE)
                        .filter(value -> of.of(value).filter(own::contains).isPresent());
    }
}
