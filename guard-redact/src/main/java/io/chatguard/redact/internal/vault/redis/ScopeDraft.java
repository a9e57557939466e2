package io.chatguard.redact.internal.vault.redis;

import io.chatguard.spi.VaultStore.Draft;
import io.chatguard.spi.VaultStore.Row;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scope as it was read, and what is to be written into it. Fields of its hash: {@code until}, {@code revision},
 * {@code server} (the run of the server that began it), {@code writer} (the last that wrote); {@code v:} and a value's
 * id: its row; {@code r:} and a revision: the id of its value; {@code e:} and an entity's id: its last spelling; {@code o:} and a type: its last ordinal; both with the
 * run of the server that gave them.
 */
final class ScopeDraft {

    private static final String VALUE = "v:";
    private static final String ENTITY = "e:";
    private static final String ORDINAL = "o:";
    private static final String REVISION = "r:";
    private static final int PARTS = 5;

    private final Map<String, String> fields;
    private final Map<String, String> changes = new LinkedHashMap<>();
    private final long revisionRead;
    private final String server;
    private final int gap;
    private long revision;

    ScopeDraft(Map<String, String> read, String server, int gap) {
        this.fields = new HashMap<>(read);
        this.revisionRead = Long.parseLong(read.getOrDefault("revision", "0"));
        this.server = server;
        this.gap = gap;
        boolean restarted = !server.equals(read.getOrDefault("writer", server));
        this.revision = restarted ? Math.addExact(revisionRead, gap) : revisionRead;
    }

    static String valueField(String id) {
        return VALUE + id;
    }

    static String entityField(String id) {
        return ENTITY + id;
    }

    static String revisionField(long revision) {
        return REVISION + revision;
    }

    static String ordinalField(String type) {
        return ORDINAL + type;
    }

    long until() {
        return Long.parseLong(fields.getOrDefault("until", Long.toString(Long.MIN_VALUE)));
    }

    long revisionRead() {
        return revisionRead;
    }

    boolean isUnchanged() {
        return changes.isEmpty();
    }

    Map<String, String> changes() {
        return changes;
    }

    /** The rows of the drafts, found or made. */
    List<Row> rows(List<Draft> drafts) {
        List<Row> out = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            String known = fields.get(valueField(draft.valueId()));
            out.add(known != null ? row(valueField(draft.valueId()), known).orElseThrow() : make(draft));
        }
        if (!changes.isEmpty()) {
            put("revision", Long.toString(revision));
            put("writer", server);
        }
        return out;
    }

    /**
     * The row of a new value. After a restart of the server, rows and ordinals may be missing that were given before it:
     * ordinals jump, and known entities begin anew, so that none is given twice.
     */
    private Row make(Draft draft) {
        String entity = fields.get(entityField(draft.entityId()));
        int ordinal;
        int variant;
        if (entity == null || !entity.endsWith("/" + server)) {
            ordinal = Math.addExact(last(draft.type()), 1);
            variant = 0;
            put(ordinalField(draft.type()), ordinal + "/" + server);
        } else {
            String[] parts = entity.split("/", -1);
            ordinal = Integer.parseInt(parts[0]);
            variant = Integer.parseInt(parts[1]) + 1;
        }
        put(entityField(draft.entityId()), ordinal + "/" + variant + "/" + server);
        byte[] sealed = draft.sealer().seal(ordinal, variant);
        Row row = new Row(draft.valueId(), draft.type(), ordinal, variant, sealed, ++revision);
        put(valueField(draft.valueId()), text(row));
        put(revisionField(revision), draft.valueId());
        return row;
    }

    /** The last ordinal of a type; that of another run of the server is some that it forgot too low. */
    private int last(String type) {
        String last = fields.getOrDefault(ordinalField(type), "0/" + fields.getOrDefault("server", server));
        int slash = last.indexOf('/');
        int ordinal = Integer.parseInt(last.substring(0, slash));
        return last.substring(slash + 1).equals(server) ? ordinal : Math.addExact(ordinal, gap);
    }

    private void put(String field, String value) {
        fields.put(field, value);
        changes.put(field, value);
    }

    private static String text(Row row) {
        return row.revision() + "/" + row.type() + "/" + row.ordinal() + "/" + row.variant() + "/"
                + Base64.getEncoder().withoutPadding().encodeToString(row.sealed());
    }

    /** The row that a field holds, if it is one of a row. */
    static Optional<Row> row(String field, String value) {
        if (!field.startsWith(VALUE)) {
            return Optional.empty();
        }
        String[] parts = value.split("/", PARTS);
        return Optional.of(new Row(
                field.substring(VALUE.length()),
                parts[1],
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Base64.getDecoder().decode(parts[4]),
                Long.parseLong(parts[0])));
    }
}
