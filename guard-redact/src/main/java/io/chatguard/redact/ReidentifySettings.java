package io.chatguard.redact;

import io.chatguard.Caller;
import io.chatguard.spi.Sink;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where in an answer surrogates become values again; everywhere else they stay, and the receipt says so.
 *
 * @param open the sinks that are open; where sinks nest all of them must be
 * @param tools which arguments of which tools are open although {@link Sink#TOOL_ARGUMENT} is not
 * @param hosts in URLs to which hosts values may stand although {@link Sink#URL} is not open
 * @param callers who gets values at all: whom one of these lets have them; to others surrogates are unknown ones
 */
public record ReidentifySettings(Set<Sink> open, List<ToolRule> tools, List<HostRule> hosts, List<CallerRule> callers) {

    private static final List<CallerRule> ANYBODY = List.of(CallerRule.anybody());

    private static final ReidentifySettings DEFAULTS =
            new ReidentifySettings(EnumSet.of(Sink.PROSE, Sink.STRUCTURED), List.of(), List.of(), ANYBODY);

    public ReidentifySettings {
        open = Set.copyOf(open);
        tools = List.copyOf(tools);
        hosts = List.copyOf(hosts);
        callers = List.copyOf(callers);
    }

    /** Text for a reader and strings of structured answers. */
    public static ReidentifySettings defaults() {
        return DEFAULTS;
    }

    /** Every sink: only where nothing that the model writes is rendered, run or sent anywhere. */
    public static ReidentifySettings everywhere() {
        return new ReidentifySettings(EnumSet.allOf(Sink.class), List.of(), List.of(), ANYBODY);
    }

    /** These settings with those tools. */
    public ReidentifySettings withTools(List<ToolRule> rules) {
        return new ReidentifySettings(open, rules, hosts, callers);
    }

    /** These settings with those hosts. */
    public ReidentifySettings withHosts(List<HostRule> rules) {
        return new ReidentifySettings(open, tools, rules, callers);
    }

    /** These settings for those callers only. */
    public ReidentifySettings withCallers(List<CallerRule> rules) {
        return new ReidentifySettings(open, tools, hosts, rules);
    }

    /** Whether that caller gets values of that type. */
    public boolean allows(Caller caller, String type) {
        return callers.stream().anyMatch(rule -> rule.fits(caller, type));
    }
}
