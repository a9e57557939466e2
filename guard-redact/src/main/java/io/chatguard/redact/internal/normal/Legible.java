package io.chatguard.redact.internal.normal;

import java.text.Normalizer;
import java.util.Optional;

/**
 * A text as a reader sees it, letters of its own script and accents kept: what shows nothing is left out, and letters and
 * signs of other widths and fonts are read as the plain ones (NFKC, UAX #15). Names are read so, since a soft hyphen in a
 * copied line must not hide one. Linear. Immutable.
 */
public final class Legible {

    /** Below it the soft hyphen alone is not what a reader sees. */
    private static final int FIRST = 0x300;

    private static final char SOFT_HYPHEN = 0xad;

    private final View view;

    private Legible(View view) {
        this.view = view;
    }

    /** The reading; empty if the text is read as it is. */
    public static Optional<Legible> of(String text) {
        View.Builder out = null;
        int end;
        for (int i = 0; i < text.length(); i = end) {
            char c = text.charAt(i);
            end = i + 1;
            if (c < FIRST && c != SOFT_HYPHEN) {
                continue;
            }
            int point = text.codePointAt(i);
            end = i + Character.charCount(point);
            if (UnicodeFold.isHidden(point)) {
                out = out == null ? new View.Builder(text) : out;
                out.read("", i, end);
            } else if (isOtherForm(point)) {
                out = out == null ? new View.Builder(text) : out;
                out.read(Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC), i, end);
            }
        }
        return Optional.ofNullable(out).map(built -> new Legible(built.build()));
    }

    /** What is read. */
    public String text() {
        return view.text();
    }

    /** Where the character at that index of the reading starts in the text. */
    public int start(int index) {
        return view.start(index);
    }

    /** Where what stands before that index of the reading, which is not 0, ends in the text. */
    public int end(int index) {
        return view.end(index);
    }

    /** Ligatures of Latin letters, ASCII in another width, and letters of the mathematical fonts. */
    private static boolean isOtherForm(int point) {
        return point >= 0xfb00 && point <= 0xfb06
                || point >= 0xff01 && point <= 0xff5e
                || point >= 0x1d400 && point <= 0x1d7ff;
    }
}
