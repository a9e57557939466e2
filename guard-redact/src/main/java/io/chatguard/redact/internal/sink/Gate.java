package io.chatguard.redact.internal.sink;

import io.chatguard.redact.HostRule;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.ToolRule;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Sink;

/** What one text of a reply lets become a value: its own sink, and whether what is inside it makes that stricter. */
public final class Gate {

    /** What a text may hold that makes a place stricter. */
    enum Inside {
        NOTHING,
        /** Bare URLs: whoever gets the text may open them. */
        URLS,
        /** Everything that a renderer of Markdown or HTML makes of text. */
        MARKUP
    }

    private final ReidentifySettings settings;
    private final int open;
    private final Sink base;
    private final Inside inside;
    private final String tool;
    private final String pointer;

    private Gate(ReidentifySettings settings, Sink base, Inside inside, String tool, String pointer) {
        this(settings, bits(settings), base, inside, tool, pointer);
    }

    private Gate(ReidentifySettings settings, int open, Sink base, Inside inside, String tool, String pointer) {
        this.settings = settings;
        this.open = open;
        this.base = base;
        this.inside = inside;
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
            case PROSE, TOOL_OUTPUT, FILENAME -> new Gate(settings, Sink.PROSE, Inside.MARKUP, tool, pointer);
            case STRUCTURED -> new Gate(settings, Sink.STRUCTURED, Inside.MARKUP, tool, pointer);
            // The SDK quotes such an answer in its exception, so no setting opens it.
            case NOT_JSON -> new Gate(settings, 0, Sink.STRUCTURED, Inside.MARKUP, tool, pointer);
            case CODE -> new Gate(settings, Sink.CODE, Inside.NOTHING, tool, pointer);
            case URL -> new Gate(settings, Sink.URL, Inside.NOTHING, tool, pointer);
            case TOOL_ARGUMENT -> new Gate(settings, Sink.TOOL_ARGUMENT, Inside.URLS, tool, pointer);
            // What the provider echoes of the caller's own request: nothing there is written by the model.
            case SCHEMA, METADATA, END_USER, QUERY, PATH, HEADER ->
                new Gate(settings, Sink.PROSE, Inside.NOTHING, tool, pointer);
        };
    }

    boolean hasMarkup() {
        return inside == Inside.MARKUP;
    }

    /** Whether anything inside the text makes a place stricter. */
    boolean looksInside() {
        return inside != Inside.NOTHING;
    }

    boolean isOpen(int sinks) {
        return (sinks & ~open) == 0;
    }

    /** Whether a value of that type may stand in the path or query of a URL to that host; an empty one is none. */
    boolean opensHost(String host, String type) {
        if (host.isEmpty()) {
            return false;
        }
        for (HostRule rule : settings.hosts()) {
            if (rule.fits(host, type)) {
                return true;
            }
        }
        return false;
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
