package io.chatguard.examples.demo;

import io.chatguard.examples.demo.Ink.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** One view of a panel: its title, and its text in the pieces in which it came. */
record Column(String title, List<String> pieces) {

    Column {
        pieces = List.copyOf(pieces);
    }

    static Column of(String title, String text) {
        return new Column(title, List.of(text));
    }

    @Override
    public String toString() {
        return "Column[" + title + "]";
    }

    /** One printed character: where a delta ended, a mark of no tone of its own. */
    private record Glyph(int codePoint, Tone tone, int width) {}

    /** The lines of the text, each padded to that width. */
    List<String> lines(int width, Ink ink, Glyphs glyphs) {
        List<String> lines = new ArrayList<>();
        List<Glyph> line = new ArrayList<>();
        for (Glyph next : glyphs(ink, glyphs)) {
            if (next.codePoint() == '\n') {
                lines.add(printed(line, width, ink));
                line.clear();
            } else {
                if (widthOf(line) + next.width() > width) {
                    List<Glyph> rest = wrapped(line, next, width);
                    lines.add(printed(line, width, ink));
                    line = rest;
                }
                boolean blankAtStart = line.isEmpty() && next.codePoint() == ' ' && !lines.isEmpty();
                if (!blankAtStart) {
                    line.add(next);
                }
            }
        }
        lines.add(printed(line, width, ink));
        return lines;
    }

    /** Takes the last word off the line if it began in its second half or is short, to go on with it on the next. */
    private static List<Glyph> wrapped(List<Glyph> line, Glyph next, int width) {
        List<Glyph> rest = new ArrayList<>();
        if (next.codePoint() == ' ') {
            return rest;
        }
        int blank = line.size() - 1;
        while (blank >= 0 && line.get(blank).codePoint() != ' ') {
            blank--;
        }
        if (blank > 0 && line.size() - blank <= width) {
            List<Glyph> word = line.subList(blank + 1, line.size());
            rest.addAll(word);
            word.clear();
        }
        return rest;
    }

    private List<Glyph> glyphs(Ink ink, Glyphs glyphs) {
        String text = String.join("", pieces);
        Tone[] tones = ink.tones(text);
        List<Glyph> all = new ArrayList<>();
        int piece = 0;
        int end = pieces.isEmpty() ? 0 : pieces.get(0).length();
        for (int at = 0; at < text.length(); ) {
            while (at >= end && piece < pieces.size() - 1) {
                end += pieces.get(++piece).length();
                all.add(new Glyph(glyphs.deltaMark().codePointAt(0), Tone.FAINT, 1));
            }
            int c = text.codePointAt(at);
            // A model's answer must not steer the terminal.
            boolean control = c != '\n' && Character.isISOControl(c);
            all.add(new Glyph(control ? '?' : c, tones[at], control ? 1 : Math.max(0, WCWidth.wcwidth(c))));
            at += Character.charCount(c);
        }
        return all;
    }

    private static int widthOf(List<Glyph> line) {
        return line.stream().mapToInt(Glyph::width).sum();
    }

    private static String printed(List<Glyph> line, int width, Ink ink) {
        StringBuilder out = new StringBuilder();
        StringBuilder run = new StringBuilder();
        Tone tone = Tone.PLAIN;
        for (Glyph glyph : line) {
            if (glyph.tone() != tone) {
                out.append(ink.in(tone, run.toString()));
                run.setLength(0);
                tone = glyph.tone();
            }
            run.appendCodePoint(glyph.codePoint());
        }
        out.append(run.isEmpty() ? "" : ink.in(tone, run.toString()));
        return out.append(" ".repeat(Math.max(0, width - widthOf(line)))).toString();
    }
}
