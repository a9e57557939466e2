package io.chatguard.examples.demo;

import io.chatguard.examples.demo.Ink.Tone;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The terminal: prints, wraps, redraws where it can, and waits so that people can follow. Not thread-safe. */
final class Screen {

    /** Whether what is printed can be drawn over, which a file cannot. */
    enum Kind {
        LIVE,
        PAPER
    }

    private static final int INDENT = 2;

    private final PrintStream out;
    private final int width;
    private final Kind kind;
    private final Glyphs glyphs;
    private final Duration breath;
    private final Ink ink;
    private int drawn;

    /**
     * A terminal.
     *
     * @param breath how long to wait where something happens; zero for not at all
     */
    Screen(PrintStream out, int width, Kind kind, Glyphs glyphs, Ink ink, Duration breath) {
        this.out = out;
        this.width = width;
        this.kind = kind;
        this.glyphs = glyphs;
        this.ink = ink;
        this.breath = breath;
    }

    Ink ink() {
        return ink;
    }

    boolean isLive() {
        return kind == Kind.LIVE;
    }

    String deltaMark() {
        return glyphs.deltaMark();
    }

    void blank() {
        out.println();
    }

    /** A heading with an empty line above. */
    void heading(String text) {
        out.println();
        wrap(text, width - 2).forEach(line -> out.println(" " + ink.in(Tone.STRONG, line)));
    }

    /** A paragraph, wrapped. */
    void paragraph(Tone tone, String text) {
        for (String line : wrap(text, width - 2 * INDENT)) {
            out.println(" ".repeat(INDENT) + (tone == Tone.PLAIN ? toned(line) : ink.in(tone, line)));
        }
    }

    /** Text that is printed as it is, line by line; what is too long goes on below, further in. */
    void listing(String text) {
        for (String line : text.split("\n", -1)) {
            List<String> parts = wrap(line, width - 2 * INDENT - 2);
            for (int i = 0; i < parts.size(); i++) {
                out.println(" ".repeat(i == 0 ? INDENT : 2 * INDENT) + toned(parts.get(i)));
            }
        }
    }

    /** A name and what it is, wrapped beside the name. */
    void entry(String name, Tone tone, String text) {
        int column = 15;
        List<String> lines = wrap(text, width - column - INDENT);
        for (int i = 0; i < lines.size(); i++) {
            String left = i == 0 ? name : "";
            out.println(" ".repeat(INDENT)
                    + ink.in(Tone.FAINT, String.format("%-" + (column - INDENT) + "s", left))
                    + (tone == Tone.PLAIN ? toned(lines.get(i)) : ink.in(tone, lines.get(i))));
        }
    }

    /** Prints a panel. */
    void panel(Panel panel) {
        begin();
        draw(panel);
        breathe();
    }

    /** The next {@link #draw} starts a new panel. */
    void begin() {
        drawn = 0;
    }

    /** Prints a panel over the one drawn before; on paper only call it for the last state. */
    void draw(Panel panel) {
        List<String> lines = panel.lines(width, ink, glyphs);
        StringBuilder all = new StringBuilder();
        if (drawn > 0) {
            all.append("\u001b[").append(drawn).append("A\r\u001b[J");
        }
        for (String line : lines) {
            all.append(line).append(System.lineSeparator());
        }
        out.print(all);
        out.flush();
        drawn = lines.size();
    }

    /** Waits a little on a terminal; not at all on paper. */
    void breathe() {
        pause(breath.multipliedBy(12));
    }

    /** Waits as long as a delta takes. */
    void tick() {
        pause(breath);
    }

    private void pause(Duration time) {
        if (kind == Kind.PAPER || time.isZero()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String toned(String text) {
        Tone[] tones = ink.tones(text);
        StringBuilder line = new StringBuilder();
        for (int from = 0, at = 1; at <= text.length(); at++) {
            if (at == text.length() || tones[at] != tones[from]) {
                line.append(ink.in(tones[from], text.substring(from, at)));
                from = at;
            }
        }
        return line.toString();
    }

    private static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > room) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank > room / 3 ? blank : room;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
