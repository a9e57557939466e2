package io.chatguard.redact.internal.person;

import java.text.Normalizer;
import java.util.Locale;

/** Takes spellings of a name for the same: letter case, accents, and umlauts that stand as two letters. */
final class Spelling {

    private Spelling() {}

    /** Small letters without marks; {@code ü} is {@code ue}, {@code ß} is {@code ss}. */
    static String folded(String name) {
        String composed = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(composed.length() + 4);
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            switch (c) {
                case 'ä', 'æ' -> out.append("ae");
                case 'ö', 'ø', 'œ' -> out.append("oe");
                case 'ü' -> out.append("ue");
                case 'å' -> out.append("aa");
                case 'ß' -> out.append("ss");
                case 'ł' -> out.append('l');
                case 'ı' -> out.append('i');
                case '\u2019', '\u2018' -> out.append('\'');
                default -> out.append(c);
            }
        }
        return withoutMarks(out.toString());
    }

    /** Latin letters lose their accents; in other scripts marks are letters, and stay. */
    private static String withoutMarks(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (c < 0x300 || c >= 0x370) {
                out.append(c);
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }
}
