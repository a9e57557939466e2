package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Draws patterns, each in our dialect and as what it means to java.util.regex: counts and places are written out there,
 * since the platform's counters and its {@code \b} have ideas of their own.
 */
final class Regexes {
    /** Low bytes of the third and fourth line are those of ASCII characters of the first. */
    private static final int[] CHARACTERS = {
        'a', 'b', 'B', 'k', '0', '7', '_', '@', '-', ' ', '\n', 0xE9, 0xC9, 0x3C3, 0x3A3, 0x301, 0x161, 0x162, 0x4E61,
        0x212A, 0x2D40, 0x1F600, 0x1F601, 0x10461, 0x1D7F9
    };

    /** The same pattern in both ways of writing, and a text that it matches, places aside. */
    record Regex(String ours, String theirs, String sample) {}

    private static final int LONGEST = 40;

    private final Random random;

    Regexes(Random random) {
        this.random = random;
    }

    /** A pattern of the dialect; it may be one that matches the empty text. */
    Regex next() {
        boolean ignoreCase = random.nextInt(5) == 0;
        Regex body = choice(3, ignoreCase);
        return ignoreCase ? new Regex("(?i)" + body.ours, body.theirs, body.sample) : body;
    }

    /** A text of all planes, unpaired surrogates included, in which the samples of these patterns stand. */
    String text(List<Regex> regexes, int pieces) {
        StringBuilder out = new StringBuilder();
        int count = random.nextInt(pieces + 1);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(12);
            if (kind < 4) {
                out.append(regexes.get(random.nextInt(regexes.size())).sample);
            } else if (kind == 4) {
                out.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
            } else {
                out.appendCodePoint(character());
            }
        }
        return out.length() <= LONGEST ? out.toString() : out.substring(0, LONGEST);
    }

    private int character() {
        return CHARACTERS[Math.min(random.nextInt(CHARACTERS.length), random.nextInt(CHARACTERS.length))];
    }

    private Regex choice(int depth, boolean ignoreCase) {
        int branches = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        List<Regex> all = new ArrayList<>();
        for (int i = 0; i < branches; i++) {
            all.add(sequence(depth, ignoreCase));
        }
        return new Regex(
                String.join("|", all.stream().map(Regex::ours).toList()),
                String.join("|", all.stream().map(Regex::theirs).toList()),
                all.get(random.nextInt(branches)).sample);
    }

    private Regex sequence(int depth, boolean ignoreCase) {
        StringBuilder ours = new StringBuilder();
        StringBuilder theirs = new StringBuilder();
        StringBuilder sample = new StringBuilder();
        int parts = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            Regex part = random.nextInt(9) == 0 ? place() : repeated(atom(depth, ignoreCase));
            ours.append(part.ours);
            theirs.append(part.theirs);
            sample.append(part.sample);
        }
        return new Regex(ours.toString(), theirs.toString(), sample.toString());
    }

    private Regex atom(int depth, boolean ignoreCase) {
        if (depth > 0 && random.nextInt(4) == 0) {
            Regex inner = choice(depth - 1, ignoreCase);
            return new Regex(
                    (random.nextBoolean() ? "(" : "(?:") + inner.ours + ")", "(?:" + inner.theirs + ")", inner.sample);
        }
        return switch (random.nextInt(6)) {
            case 0 -> named();
            case 1 -> bracketed(ignoreCase);
            default -> literal(character(), ignoreCase);
        };
    }

    private Regex literal(int c, boolean ignoreCase) {
        return new Regex(
                random.nextInt(4) == 0 ? escaped(c) : plain(c),
                "[" + members(c, ignoreCase) + "]",
                Character.toString(ignoreCase && c == 'a' ? 'A' : c));
    }

    private Regex named() {
        return switch (random.nextInt(8)) {
            case 0 -> new Regex(".", "[^\\n]", "a");
            case 1 -> new Regex("\\d", "[0-9]", "7");
            case 2 -> new Regex("\\w", "[0-9A-Za-z_]", "b");
            case 3 -> new Regex("\\W", "[^0-9A-Za-z_]", "@");
            case 4 -> new Regex("\\s", "[\\x09-\\x0d ]", " ");
            case 5 -> new Regex("\\S", "[^\\x09-\\x0d ]", "\ud83d\ude00");
            case 6 -> new Regex("\\p{Lu}", "\\p{Lu}", "B");
            default -> new Regex("(?s:.)", "(?s:.)", "\n");
        };
    }

    private Regex bracketed(boolean ignoreCase) {
        StringBuilder ours = new StringBuilder();
        StringBuilder theirs = new StringBuilder();
        boolean negated = random.nextInt(4) == 0;
        int sample = negated ? '%' : character();
        int items = 1 + random.nextInt(3);
        for (int i = 0; i < items; i++) {
            int c = i == 0 && !negated ? sample : character();
            if (random.nextInt(3) == 0 && !ignoreCase) {
                int last = c + random.nextInt(3);
                ours.append(escaped(c)).append('-').append(escaped(last));
                theirs.append(escaped(c)).append('-').append(escaped(last));
            } else {
                ours.append(escaped(c));
                theirs.append(members(c, ignoreCase));
            }
        }
        String open = negated ? "[^" : "[";
        return new Regex(open + ours + "]", open + theirs + "]", Character.toString(sample));
    }

    private Regex place() {
        String edge = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
        return switch (random.nextInt(7)) {
            case 0 -> new Regex("^", "\\A", "");
            case 1 -> new Regex("$", "\\z", "");
            case 2 -> new Regex("(?m:^)", "(?:\\A|(?<=\\n))", "");
            case 3 -> new Regex("(?m:$)", "(?:\\z|(?=\\n))", "");
            case 4 -> new Regex("\\B", "(?!" + edge + ")", "");
            default -> new Regex("\\b", edge, "");
        };
    }

    private Regex repeated(Regex atom) {
        int kind = random.nextInt(10);
        if (kind > 3) {
            return atom;
        }
        String group = "(?:" + atom.theirs + ")";
        if (kind == 0) {
            return new Regex(atom.ours + "*", group + "*", random.nextBoolean() ? "" : atom.sample);
        }
        if (kind == 1) {
            return new Regex(atom.ours + "+", group + group + "*", atom.sample.repeat(1 + random.nextInt(2)));
        }
        int min = random.nextInt(3);
        if (kind == 2 && random.nextInt(3) == 0) {
            return new Regex(atom.ours + "{" + min + ",}", group.repeat(min) + group + "*", atom.sample.repeat(min));
        }
        int max = min + (kind == 2 ? random.nextInt(3) : random.nextInt(2));
        String optional = "";
        for (int i = min; i < max; i++) {
            optional = "(?:" + group + optional + ")?";
        }
        String count = min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
        return new Regex(atom.ours + count, group.repeat(min) + optional, atom.sample.repeat(max));
    }

    /** The code points that a character stands for, as items of a class of java.util.regex. */
    private static String members(int c, boolean ignoreCase) {
        if (!ignoreCase) {
            return escaped(c);
        }
        return switch (c) {
            case 'a', 'b', 'k' -> escaped(c) + escaped(c - 32);
            case 'B' -> "bB";
            case 0xE9, 0xC9 -> escaped(0xE9) + escaped(0xC9);
            case 0x3C3 -> escaped(0x3C3) + escaped(0x3A3);
            case 0x3A3 -> escaped(0x3C3) + escaped(0x3A3) + escaped(0x3C2);
            case 0x161 -> escaped(0x160) + escaped(0x161);
            case 0x162 -> escaped(0x162) + escaped(0x163);
            case 0x2D40, 0x4E61, 0x301 -> escaped(c);
            case 0x10461, 0x1F600, 0x1F601, 0x1D7F9, 0x212A -> escaped(c);
            default -> escaped(c);
        };
    }

    private static String plain(int c) {
        return "@- _\n".indexOf(c) >= 0 || Character.isLetterOrDigit(c) || c > 127 ? Character.toString(c) : escaped(c);
    }

    private static String escaped(int c) {
        return "\\x{" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + "}";
    }
}
