package io.chatguard.redact;

import io.chatguard.spi.Sink;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where in an answer surrogates become values again; everywhere else they stay, and the receipt says so.
 *
 * @param open the sinks that are open; where sinks nest all of them must be
 * @param tools which arguments of which tools are open although {@link Sink#TOOL_ARGUMENT} is not
 */
public record ReidentifySettings(Set<Sink> open, List<ToolRule> tools) {

    private static final ReidentifySettings DEFAULTS =
            new ReidentifySettings(EnumSet.of(Sink.PROSE, Sink.STRUCTURED), List.of());

    public ReidentifySettings {
        open = Set.copyOf(open);
        tools = List.copyOf(tools);
    }

    /** Text for a reader and strings of structured answers. */
    public static ReidentifySettings defaults() {
        return DEFAULTS;
    }

    /** Every sink: only where nothing that the model writes is rendered, run or sent anywhere. */
    public static ReidentifySettings everywhere() {
        return new ReidentifySettings(EnumSet.allOf(Sink.class), List.of());
    }

    /** These settings with those tools. */
    public ReidentifySettings withTools(List<ToolRule> rules) {
        return new ReidentifySettings(open, rules);
    }
}
