package io.chatguard.redact.internal.normal;

import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as the ASCII that it looks like: compatibility forms (NFKC, UAX #15), digits of every script, hyphens
 * and spaces of every kind, letters of other scripts that look like Latin ones (after UTS #39), letters without their
 * marks; what shows nothing is left out. Letters that look like no ASCII character stay. Linear; what a
 * character is read as is worked out when it is first met.
 */
final class UnicodeFold {

    /** Pairs of a letter and the ASCII letter that it is drawn like in common fonts. */
    private static final String LOOK_ALIKES = "\u0430a\u0435e\u043eo\u0440p\u0441c\u0445x\u0443y\u0456i\u0458j\u0455s"
            + "\u0501d\u04bbh\u051bq\u051dw\u04cfl\u043ak\u043cm\u0442t\u043dh\u0432b" // Cyrillic, small
            + "\u0410A\u0412B\u0415E\u041aK\u041cM\u041dH\u041eO\u0420P\u0421C\u0422T\u0423Y\u0425X\u0406I\u0408J\u0405S"
            + "\u03b1a\u03bfo\u03c1p\u03bdv\u03b9i\u03bak\u03c4t\u03c5u\u03b3y\u03c7x" // Greek, small
            + "\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039aK\u039cM\u039dN\u039fO\u03a1P\u03a4T\u03a5Y\u03a7X"
            + "\u0585o\u057du\u0578n\u0570h\u0581g\u0261g\u0251a\u0131i\u0269i\u01c0l";

    /** Drawn as nothing, though they are letters or symbols: fillers of Hangul, the blank of Braille. */
    private static final String BLANKS = "\u115f\u1160\u3164\uffa0\u2800\u034f";

    /** Full stops that IDNA (UTS #46 §2.3) reads as dots. */
    private static final String STOPS = "\u3002\uff61";

    private static final String SAME = "same";
    private static final String MARK = "mark";
    private static final int BLOCK = 256;

    private static final AtomicReferenceArray<@Nullable String @Nullable []> BLOCKS =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / BLOCK);

    private UnicodeFold() {}

    /** The reading; empty if the text would be read as it is. */
    static Optional<View> of(String text) {
        View.Builder out = null;
        int n = text.length();
        int end;
        for (int i = 0; i < n; i = end) {
            char c = text.charAt(i);
            end = i + 1;
            if (c < 0x80) {
                continue;
            }
            int point = c;
            if (Character.isHighSurrogate(c)) {
                point = text.codePointAt(i);
                end = i + Character.charCount(point);
            }
            String as = reading(point);
            // Compared by identity: no reading is one of the two words.
            if (as == SAME) {
                continue;
            }
            out = out == null ? new View.Builder(text) : out;
            if (as == MARK) {
                out.extend(i, end);
            } else {
                out.read(as, i, end);
            }
        }
        return Optional.ofNullable(out).map(View.Builder::build);
    }

    private static String reading(int point) {
        String[] block = BLOCKS.get(point / BLOCK);
        String as = block == null ? null : block[point % BLOCK];
        return as == null ? learn(point) : as;
    }

    /** Strings have final fields: whoever sees one sees it whole, and who does not makes the same again. */
    private static String learn(int point) {
        String[] block = BLOCKS.get(point / BLOCK);
        if (block == null) {
            block = new String[BLOCK];
            BLOCKS.set(point / BLOCK, block);
        }
        String as = compute(point);
        block[point % BLOCK] = as;
        return as;
    }

    private static String compute(int point) {
        switch (Character.getType(point)) {
            case Character.FORMAT -> {
                return "";
            }
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {
                return isVariationSelector(point) || BLANKS.indexOf(point) >= 0 ? "" : MARK;
            }
            case Character.SPACE_SEPARATOR -> {
                return " ";
            }
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                return "\n";
            }
            case Character.DASH_PUNCTUATION -> {
                return "-";
            }
            case Character.DECIMAL_DIGIT_NUMBER -> {
                return Integer.toString(Character.digit(point, 10));
            }
            case Character.SURROGATE -> {
                return SAME;
            }
            default -> {
                return symbol(point);
            }
        }
    }

    private static String symbol(int point) {
        if (BLANKS.indexOf(point) >= 0) {
            return "";
        }
        if (STOPS.indexOf(point) >= 0) {
            return ".";
        }
        if (point == 0x2212 || point == 0x2043) {
            return "-";
        }
        if (point >= Character.MIN_SUPPLEMENTARY_CODE_POINT && !isCompatibility(point)) {
            return SAME;
        }
        int alike = LOOK_ALIKES.indexOf(point);
        if (alike >= 0) {
            return LOOK_ALIKES.substring(alike + 1, alike + 2);
        }
        String self = Character.toString(point);
        String composed = Normalizer.normalize(self, Normalizer.Form.NFKC);
        String base = withoutMarks(Normalizer.normalize(composed, Normalizer.Form.NFD));
        String best = base.chars().allMatch(c -> c < 0x80) ? base : composed;
        return best.equals(self) ? SAME : best;
    }

    private static String withoutMarks(String decomposed) {
        StringBuilder out = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The blocks beyond the basic plane that have compatibility forms of ASCII characters. */
    private static boolean isCompatibility(int point) {
        return point >= 0x1d400 && point <= 0x1d7ff
                || point >= 0x1f100 && point <= 0x1f1ff
                || point >= 0x1fbf0 && point <= 0x1fbf9;
    }

    /** Whether it is drawn as nothing: format characters, variation selectors, fillers. */
    static boolean isHidden(int point) {
        return Character.getType(point) == Character.FORMAT || isVariationSelector(point) || BLANKS.indexOf(point) >= 0;
    }

    private static boolean isVariationSelector(int point) {
        return point >= 0xfe00 && point <= 0xfe0f || point >= 0xe0100 && point <= 0xe01ef;
    }
}
