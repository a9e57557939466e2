package io.chatguard.moderate.internal.hidden;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Which characters show nothing, and where a variation selector has something to select. */
final class Invisible {

    /** Scripts whose letters take no selector in Unicode's StandardizedVariants.txt and emoji-variation-sequences.txt, 16.0. */
    private static final Set<UnicodeScript> WITHOUT_VARIANTS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.HANGUL);

    private Invisible() {}

    static boolean isTag(int point) {
        return point >= 0xE0000 && point <= 0xE007F;
    }

    static boolean isSelector(int point) {
        return point >= 0xFE00 && point <= 0xFE0F || isIdeographicSelector(point);
    }

    static boolean isZeroWidth(int point) {
        return point >= 0x200B && point <= 0x200F
                || point >= 0x202A && point <= 0x202E
                || point >= 0x2060 && point <= 0x206F
                || point == 0xFEFF
                || point == 0x180E
                || point == 0xAD;
    }

    /** Whether that selector may stand behind that character: a base that takes one, and none yet. */
    static boolean selects(int selector, int base) {
        if (base < 128) {
            // Digits as emoji or as text, and the zero with a stroke.
            return selector >= 0xFE0E && selector <= 0xFE0F && "0123456789#*".indexOf(base) >= 0
                    || selector == 0xFE00 && base == '0';
        }
        if (isSelector(base) || isTag(base) || isZeroWidth(base) || Character.isSpaceChar(base)) {
            return false;
        }
        if (isIdeographicSelector(selector)) {
            return Character.isIdeographic(base);
        }
        return !(Character.isLetter(base) && WITHOUT_VARIANTS.contains(UnicodeScript.of(base)));
    }

    private static boolean isIdeographicSelector(int point) {
        return point >= 0xE0100 && point <= 0xE01EF;
    }
}
