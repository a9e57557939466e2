package io.chatguard.examples.demo;

import java.nio.charset.Charset;

/** What boxes are drawn with: what the output's character set can show. */
enum Glyphs {
    UNICODE("┌┬┐├┼┤└┴┘─│", "·"),
    ASCII("+++++++++-|", "|");

    private final String box;
    private final String deltaMark;

    Glyphs(String box, String deltaMark) {
        this.box = box;
        this.deltaMark = deltaMark;
    }

    static Glyphs of(Charset output) {
        return output.newEncoder().canEncode(UNICODE.box + UNICODE.deltaMark) ? UNICODE : ASCII;
    }

    String horizontal() {
        return box.substring(9, 10);
    }

    String vertical() {
        return box.substring(10);
    }

    /** Corner or crossing: row 0 is above, 1 between, 2 below; column 0 is left, 1 between, 2 right. */
    String joint(int row, int column) {
        return box.substring(3 * row + column, 3 * row + column + 1);
    }

    /** Stands where one delta ends and the next begins. */
    String deltaMark() {
        return deltaMark;
    }
}
