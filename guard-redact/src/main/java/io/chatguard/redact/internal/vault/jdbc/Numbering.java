package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.spi.VaultStore.Draft;
import io.chatguard.spi.VaultStore.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds or makes the rows of drafts within one transaction that holds the lock of their scope. */
final class Numbering {

    /** A row that is new. */
    record Made(Row row, String entityId) {}

    private record Spelling(int ordinal, int variant) {}

    private static final int MOST_AT_ONCE = 512;

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Spelling> entities = new HashMap<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final List<Made> made = new ArrayList<>();
    private long revision;

    Numbering(long revision) {
        this.revision = revision;
    }

    /** Reads what is there of the drafts' values, entities and types. */
    void know(Session session, String scope, List<Draft> drafts) throws SQLException {
        Set<String> values = new LinkedHashSet<>();
        drafts.forEach(draft -> values.add(draft.valueId()));
        for (List<Object> part : parts(scope, values)) {
            JdbcVaultStore.rowsWith(session, "WHERE scope = ? AND value_id IN " + marks(part), part.toArray())
                    .forEach(row -> rows.put(row.valueId(), row));
        }
        Set<String> unknown = new LinkedHashSet<>();
        Set<String> types = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (!rows.containsKey(draft.valueId())) {
                unknown.add(draft.entityId());
                types.add(draft.type());
            }
        }
        for (List<Object> part : parts(scope, unknown)) {
            session.query(
                            "SELECT entity_id, max(ordinal), max(variant) FROM cg_row WHERE scope = ? AND entity_id IN "
                                    + marks(part) + " GROUP BY entity_id",
                            row -> Map.entry(row.getString(1), new Spelling(row.getInt(2), row.getInt(3))),
                            part.toArray())
                    .forEach(e -> entities.put(e.getKey(), e.getValue()));
        }
        for (String type : types) {
            ordinals.put(
                    type,
                    session.query(
                                    "SELECT coalesce(max(ordinal), 0) FROM cg_row WHERE scope = ? AND type = ?",
                                    row -> row.getInt(1),
                                    scope,
                                    type)
                            .get(0));
        }
    }

    Row rowOf(Draft draft) {
        Row known = rows.get(draft.valueId());
        if (known != null) {
            return known;
        }
        Spelling entity = entities.get(draft.entityId());
        Spelling own = entity == null
                ? new Spelling(ordinals.getOrDefault(draft.type(), 0) + 1, 0)
                : new Spelling(entity.ordinal(), entity.variant() + 1);
        byte[] sealed = draft.sealer().seal(own.ordinal(), own.variant());
        Row row = new Row(draft.valueId(), draft.type(), own.ordinal(), own.variant(), sealed, ++revision);
        if (entity == null) {
            ordinals.put(draft.type(), own.ordinal());
        }
        entities.put(draft.entityId(), own);
        rows.put(draft.valueId(), row);
        made.add(new Made(row, draft.entityId()));
        return row;
    }

    List<Made> made() {
        return made;
    }

    long revision() {
        return revision;
    }

    /** The scope and up to so many ids each, filled up to a power of two so that few statements are prepared. */
    private static List<List<Object>> parts(String scope, Set<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<Object>> out = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            List<String> part = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
            List<Object> values = new ArrayList<>();
            values.add(scope);
            values.addAll(part);
            int places = Integer.highestOneBit(Math.max(1, 2 * part.size() - 1));
            values.addAll(Collections.nCopies(places - part.size(), part.get(0)));
            out.add(values);
        }
        return out;
    }

    private static String marks(List<Object> part) {
        return "(?" + ", ?".repeat(part.size() - 2) + ")";
    }
}
