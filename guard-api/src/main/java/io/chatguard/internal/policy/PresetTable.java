package io.chatguard.internal.policy;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Policy.Rule;
import io.chatguard.Policy.Unknown;
import io.chatguard.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a preset says, from {@code presets.txt}.
 *
 * @param rules its lines in their order
 * @param unknown how findings at positions that no table knows are treated
 */
public record PresetTable(List<Rule> rules, Unknown unknown) {
    private static final String FILE = "presets.txt";
    private static final Map<Preset, PresetTable> ALL = read();

    /** The table of a preset. */
    public static PresetTable of(Preset preset) {
        PresetTable table = ALL.get(preset);
        if (table == null) {
            throw new IllegalStateException(FILE + " has no preset " + preset);
        }
        return table;
    }

    /** The types that a preset names. */
    static Set<String> types() {
        Set<String> types = new TreeSet<>();
        for (PresetTable table : ALL.values()) {
            for (Rule rule : table.rules) {
                rule.type().ifPresent(type -> types.add(type.name()));
            }
        }
        return types;
    }

    /** Without a lambda: the first scan of a program waits for it. */
    private static Map<Preset, PresetTable> read() {
        Map<Preset, PresetTable> all = new EnumMap<>(Preset.class);
        for (Preset preset : Preset.values()) {
            all.put(preset, new PresetTable(new ArrayList<>(), Unknown.CAREFUL));
        }
        for (String line : text().split("\n", -1)) {
            if (line.isBlank() || line.charAt(0) == '#') {
                continue;
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length != 3) {
                throw new IllegalStateException(FILE + ": a line has three cells");
            }
            Optional<Preset> preset = Preset.of(cells[0].strip());
            if (preset.isEmpty()) {
                throw new IllegalStateException(FILE + ": a line names no preset");
            }
            take(all, preset.get(), cells[1].strip(), cells[2].strip().toUpperCase(Locale.ROOT));
        }
        for (Map.Entry<Preset, PresetTable> entry : all.entrySet()) {
            PresetTable table = entry.getValue();
            entry.setValue(new PresetTable(List.copyOf(table.rules), table.unknown));
        }
        return all;
    }

    private static void take(Map<Preset, PresetTable> all, Preset preset, String key, String value) {
        List<Rule> rules = of(all, preset).rules;
        switch (key) {
            case "unknown" -> all.put(preset, new PresetTable(rules, Unknown.valueOf(value)));
            case "*" -> rules.add(Rule.ofAnyType(Action.valueOf(value)));
            default -> rules.add(Rule.of(EntityType.of(key), Action.valueOf(value)));
        }
    }

    private static PresetTable of(Map<Preset, PresetTable> all, Preset preset) {
        return all.getOrDefault(preset, new PresetTable(List.of(), Unknown.CAREFUL));
    }

    private static String text() {
        try (InputStream in = PresetTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " of guard-api is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the resource " + FILE + " of guard-api is unreadable");
        }
    }
}
