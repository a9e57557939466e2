package io.chatguard.redact.internal.exchange;

import io.chatguard.redact.internal.names.NameCache;
import io.chatguard.redact.internal.plan.HeldValues;
import io.chatguard.redact.internal.standin.StandIns;
import io.chatguard.redact.internal.vault.ScopeVault;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The search for held values of each scope that lives, kept up to date; forgotten with the scope. Thread-safe. */
final class HeldIndex {

    private final Map<ScopeVault, HeldValues> index = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<ScopeVault, NameCache> names = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<ScopeVault, StandIns> standIns = Collections.synchronizedMap(new WeakHashMap<>());

    /** The names of texts that the scope has sent. */
    NameCache names(ScopeVault vault) {
        return names.computeIfAbsent(vault, v -> new NameCache());
    }

    /** Names that were looked for before the scope had a vault. */
    void keep(ScopeVault vault, NameCache cache) {
        names.putIfAbsent(vault, cache);
    }

    /** The stand-ins of the scope, as of now. */
    StandIns standIns(ScopeVault vault) {
        return standIns.computeIfAbsent(vault, v -> new StandIns()).with(vault.held());
    }

    HeldValues of(ScopeVault vault) {
        HeldValues before = index.getOrDefault(vault, HeldValues.none());
        HeldValues now = before.with(vault.held());
        if (now != before) {
            index.put(vault, now);
        }
        return now;
    }

    void clear() {
        names.clear();
        standIns.clear();
        index.clear();
    }
}
