package io.chatguard.internal.json;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Well-formed documents of every shape: all kinds, all planes, every way to escape, blanks wherever they may stand. */
final class RandomJson {

    private static final String[] NUMBERS = {
        "0", "-0", "7", "-12", "3.25", "1e5", "-2.5E-3", "123456789012345678901234567890", "1E+2"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n\t", "  "};

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private RandomJson(Random random) {
        this.random = random;
    }

    static String document(Random random) {
        RandomJson json = new RandomJson(random);
        json.space();
        json.value(random.nextInt(6));
        json.space();
        return json.out.toString();
    }

    /** Text with code points of every plane, controls, quotes and halves of surrogate pairs. */
    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append("\"\\/~\b\f\n\r\t\u0000\u001f".charAt(random.nextInt(11)));
                case 1 -> text.append((char) (0x80 + random.nextInt(0xD800 - 0x80)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 3 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    private void value(int depth) {
        int kinds = depth == 0 ? 6 : 10;
        switch (random.nextInt(kinds)) {
            case 0 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 1 -> out.append("true");
            case 2 -> out.append("false");
            case 3 -> out.append("null");
            case 4, 5 -> string(text(random));
            case 6, 7 -> array(depth);
            default -> object(depth);
        }
    }

    private void array(int depth) {
        out.append('[');
        space();
        for (int i = 0, n = random.nextInt(4); i < n; i++) {
            if (i > 0) {
                comma();
            }
            value(depth - 1);
            space();
        }
        out.append(']');
    }

    private void object(int depth) {
        out.append('{');
        space();
        Set<String> names = new HashSet<>();
        for (int i = 0, n = random.nextInt(6) == 0 ? random.nextInt(24) : random.nextInt(4); i < n; i++) {
            String name = text(random);
            if (!names.add(name)) {
                continue;
            }
            if (names.size() > 1) {
                comma();
            }
            string(name);
            space();
            out.append(':');
            space();
            value(depth - 1);
            space();
        }
        out.append('}');
    }

    private void comma() {
        out.append(',');
        space();
    }

    private void space() {
        out.append(SPACES[random.nextInt(SPACES.length)]);
    }

    private void string(String text) {
        out.append('"');
        boolean eager = random.nextInt(3) == 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            int named = "\"\\/\b\f\n\r\t".indexOf(c);
            if (named >= 0 && random.nextBoolean()) {
                out.append('\\').append("\"\\/bfnrt".charAt(named));
            } else if (c < ' '
                    || c == '"'
                    || c == '\\'
                    || Character.isSurrogate(c) && !pair
                    || eager && random.nextBoolean()) {
                out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
                if (pair) {
                    out.append(String.format("\\u%04x", (int) text.charAt(++i)));
                }
            } else {
                out.append(c);
                if (pair) {
                    out.append(text.charAt(++i));
                }
            }
        }
        out.append('"');
    }
}
