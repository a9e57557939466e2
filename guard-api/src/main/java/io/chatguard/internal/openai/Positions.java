package io.chatguard.internal.openai;

import io.chatguard.internal.json.NameTable;
import io.chatguard.spi.Segment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The table of what is structure and what is text, read from {@code positions.txt} beside this class.
 *
 * <p>A guard that listed the texts would miss the ones that appear tomorrow; this table lists what is <em>not</em> text,
 * and what it does not name is screened.
 */
public final class Positions {

    private static final Set<Position.Group> OF_CONTAINERS =
            Set.of(Position.Group.API, Position.Group.OPEN, Position.Group.CREDENTIAL, Position.Group.SKIP);

    private static final Positions TABLE = read();

    private final Map<String, Map<String, Position>> containers = new HashMap<>();
    private final Map<String, Map<String, Position>> strings = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private NameTable nameTable = NameTable.of(names);

    private Positions() {}

    public static Positions table() {
        return TABLE;
    }

    /** What an object or array is that stands in {@code parent.name}. */
    public Position container(String parent, String name) {
        return find(containers, parent, name);
    }

    /** What an array is that stands in {@code parent.name}: one of strings that the table knows is the API's own. */
    public Position array(String parent, String name) {
        Position container = container(parent, name);
        boolean strings = container.group() == Position.Group.UNKNOWN
                && string(parent, name).group() != Position.Group.UNKNOWN;
        return strings ? new Position(Position.Group.API, Segment.Kind.PROSE) : container;
    }

    /** What a string is that stands in {@code parent.name}. */
    public Position string(String parent, String name) {
        return find(strings, parent, name);
    }

    /** The API's own names. */
    NameTable nameTable() {
        return nameTable;
    }

    /** Whether a member name is the API's own, so that it may be shown. */
    public boolean names(String name) {
        return names.contains(name);
    }

    private static Position find(Map<String, Map<String, Position>> from, String parent, String name) {
        Map<String, Position> byParent = from.get(name);
        if (byParent == null) {
            return Position.UNKNOWN;
        }
        Position exact = byParent.get(parent);
        return exact != null ? exact : byParent.getOrDefault("*", Position.UNKNOWN);
    }

    private static Positions read() {
        Positions table = new Positions();
        try (InputStream in = Objects.requireNonNull(Positions.class.getResourceAsStream("positions.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    table.add(line.split(" "));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("positions.txt cannot be read from the class path");
        }
        table.nameTable = NameTable.of(table.names);
        return table;
    }

    private void add(String[] words) {
        if (words[0].equals("scalar")) {
            names.addAll(List.of(words).subList(1, words.length));
            return;
        }
        String[] head = words[0].split(":");
        Position.Group group = Position.Group.valueOf(head[0].toUpperCase(Locale.ROOT));
        Segment.Kind kind = head.length > 1 ? Segment.Kind.valueOf(head[1]) : Segment.Kind.PROSE;
        Position position = new Position(group, kind);
        for (int i = 1; i < words.length; i++) {
            int dot = words[i].indexOf('.');
            String parent = dot < 0 ? "*" : words[i].substring(0, dot);
            String name = words[i].substring(dot + 1);
            if (OF_CONTAINERS.contains(group)) {
                put(containers, parent, name, position);
            }
            if (group != Position.Group.API && group != Position.Group.OPEN) {
                put(strings, parent, name, position);
            }
        }
    }

    private void put(Map<String, Map<String, Position>> into, String parent, String name, Position position) {
        names.add(name);
        Position before = into.computeIfAbsent(name, n -> new HashMap<>()).put(parent, position);
        if (before != null && !before.equals(position)) {
            throw new IllegalStateException("positions.txt names " + parent + "." + name + " twice");
        }
    }
}
