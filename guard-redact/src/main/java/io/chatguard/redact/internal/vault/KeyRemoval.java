package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of keys that were to be removed.
 *
 * @param names the lives that nobody can open any more
 * @param scopes whose they were, as far as it is known
 * @param keys how many entries were taken out
 * @param unreachable how many key-encryption keys stay that open backups of the ring
 */
record KeyRemoval(List<String> names, List<Scope> scopes, int keys, int unreachable) {

    static final KeyRemoval NOTHING = new KeyRemoval(List.of(), List.of(), 0, 0);

    KeyRemoval and(KeyRemoval more) {
        List<String> allNames = new ArrayList<>(names);
        allNames.addAll(more.names);
        List<Scope> allScopes = new ArrayList<>(scopes);
        allScopes.addAll(more.scopes);
        return new KeyRemoval(allNames, allScopes, keys + more.keys, unreachable + more.unreachable);
    }

    @Override
    public String toString() {
        return "KeyRemoval[" + keys + " keys]";
    }
}
