package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.redact.internal.surrogate.SurrogateId;
import io.chatguard.spi.VaultStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands in a vault, every key unwrapped and every row opened.
 *
 * @param over lives whose time is over and whose keys wait for the purge
 * @param values rows that open and are what their ids say
 * @param problems what does not, by names that tell nothing
 */
public record VaultCheck(
        int tenants, int subjects, int lives, int over, long values, VaultStore.Size stored, List<String> problems) {

    static VaultCheck of(KeyRing.Contents ring, VaultStore store) {
        List<String> problems = new ArrayList<>(ring.damaged());
        long values = 0;
        int over = 0;
        for (ScopeKeys keys : ring.lives()) {
            Optional<List<VaultStore.Row>> rows = store.rows(keys.name(), 0);
            if (rows.isEmpty()) {
                over++;
            }
            Set<SurrogateId> seen = new HashSet<>();
            for (VaultStore.Row row : rows.orElse(List.of())) {
                if (isSound(keys, row, seen)) {
                    values++;
                } else {
                    problems.add("scope " + keys.name() + " row " + row.revision());
                }
            }
        }
        return new VaultCheck(
                ring.tenants(),
                ring.subjects(),
                ring.lives().size(),
                over,
                values,
                store.size(),
                List.copyOf(problems));
    }

    private static boolean isSound(ScopeKeys keys, VaultStore.Row row, Set<SurrogateId> seen) {
        SurrogateId id = new SurrogateId(row.type(), row.ordinal(), row.variant());
        try {
            String value = keys.open(id, row.sealed());
            return seen.add(id) && keys.id(row.type(), value).equals(row.valueId());
        } catch (GuardException altered) {
            return false;
        }
    }
}
