package io.chatguard.redact.internal.sink;

import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.ToolRule;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Sink;

/** What one text of a reply lets become a value: its own sink, and whether markup inside it makes that stricter. */
public final class Gate {

    private final ReidentifySettings settings;
    private final int open;
    private final Sink base;
    private final boolean markup;
    private final String tool;
    private final String pointer;

    private Gate(ReidentifySettings settings, Sink base, boolean markup, String tool, String pointer) {
        this(settings, bits(settings), base, markup, tool, pointer);
    }

    private Gate(ReidentifySettings settings, int open, Sink base, boolean markup, String tool, String pointer) {
        this.settings = settings;
        this.open = open;
        this.base = base;
        this.markup = markup;
        this.tool = tool;
        this.pointer = pointer;
    }

    private static int bits(ReidentifySettings settings) {
        int bits = 0;
        for (Sink sink : settings.open()) {
            bits |= Sinks.bit(sink);
        }
        return bits;
    }

    /**
     * The gate of a text.
     *
     * @param pointer inside the arguments, for an argument of a tool
     */
    public static Gate of(ReidentifySettings settings, Segment.Kind kind, String tool, String pointer) {
        return switch (kind) {
            case PROSE, TOOL_OUTPUT, FILENAME -> new Gate(settings, Sink.PROSE, true, tool, pointer);
            case STRUCTURED -> new Gate(settings, Sink.STRUCTURED, true, tool, pointer);
            // The SDK quotes such an answer in its exception, so no setting opens it.
            case NOT_JSON -> new Gate(settings, 0, Sink.STRUCTURED, true, tool, pointer);
            case CODE -> new Gate(settings, Sink.CODE, false, tool, pointer);
            case URL -> new Gate(settings, Sink.URL, false, tool, pointer);
            case TOOL_ARGUMENT -> new Gate(settings, Sink.TOOL_ARGUMENT, false, tool, pointer);
            // What the provider echoes of the caller's own request: nothing there is written by the model.
            case SCHEMA, METADATA, END_USER, QUERY, PATH, HEADER ->
                new Gate(settings, Sink.PROSE, false, tool, pointer);
        };
    }

    boolean hasMarkup() {
        return markup;
    }

    boolean isOpen(int sinks) {
        return (sinks & ~open) == 0;
    }

    /** The first sink that stays shut for a value of that type standing in {@code sinks}, or none. */
    int shut(String type, int sinks) {
        int all = sinks | Sinks.bit(base);
        if (base == Sink.TOOL_ARGUMENT && isOpenForTool(type)) {
            all &= ~Sinks.bit(Sink.TOOL_ARGUMENT);
        }
        return all & ~open;
    }

    Sink named(int sinks) {
        return Sinks.strictest(sinks | Sinks.bit(base));
    }

    private boolean isOpenForTool(String type) {
        for (ToolRule rule : settings.tools()) {
            if (rule.fits(tool, pointer, type)) {
                return true;
            }
        }
        return false;
    }
}
