package io.chatguard.examples.demo;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours for a terminal, or none: values in clear are red, surrogates green. */
final class Ink {

    /** What a character is part of. */
    enum Tone {
        PLAIN(""),
        CLEAR_VALUE("1;31"),
        SURROGATE("32"),
        FAINT("2"),
        STRONG("1"),
        GOOD("1;32"),
        BAD("1;31");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** Whether there are colours. */
    enum Colours {
        SHOWN,
        NONE
    }

    // The demo's own short texts only; the library has its own reader for surrogates.
    private static final Pattern SURROGATE = Pattern.compile("[A-Z][A-Z_]*_[0-9]+[a-z]?_[0-9A-HJKMNP-TV-Z]{6}");

    private final Colours colours;
    private final List<String> values;

    Ink(Colours colours, List<String> values) {
        this.colours = colours;
        this.values = List.copyOf(values);
    }

    boolean hasColours() {
        return colours == Colours.SHOWN;
    }

    /** What each character of the text is part of. */
    Tone[] tones(String text) {
        Tone[] tones = new Tone[text.length()];
        Arrays.fill(tones, Tone.PLAIN);
        Matcher surrogate = SURROGATE.matcher(text);
        while (surrogate.find()) {
            Arrays.fill(tones, surrogate.start(), surrogate.end(), Tone.SURROGATE);
        }
        for (String value : values) {
            for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                Arrays.fill(tones, at, at + value.length(), Tone.CLEAR_VALUE);
            }
        }
        return tones;
    }

    /** The text in that tone. */
    String in(Tone tone, String text) {
        return hasColours() && tone != Tone.PLAIN ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }
}
