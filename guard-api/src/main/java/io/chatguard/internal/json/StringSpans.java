package io.chatguard.internal.json;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes to spans of one string's text, in their order: what stands between them stays as it is written, escapes
 * included. Linear in the string up to the last span. For one thread.
 */
public final class StringSpans {

    private final byte[] bytes;
    private final boolean plain;
    private final int end;
    private final List<JsonEdits.Splice> splices = new ArrayList<>(4);
    /** The place reached: a byte of the document and a UTF-16 unit of the text. */
    private int at;

    private int unit;

    StringSpans(JsonIndex index, int node) {
        this.bytes = index.bytes();
        this.plain = index.isPlainAscii(node);
        this.at = index.start(node) + 1;
        this.end = index.end(node) - 1;
    }

    /**
     * Puts a text in the place of the UTF-16 units {@code [from, to)}, behind the span before.
     *
     * @return false if that cannot be done without the rest of the string: the span ends in the middle of a character
     *     or behind the text. No further span can be given then.
     */
    public boolean replace(int from, int to, CharSequence with) {
        if (!pass(from)) {
            return false;
        }
        int start = at;
        if (!pass(to)) {
            return false;
        }
        splices.add(new JsonEdits.Splice(start, at, JsonText.inside(with)));
        return true;
    }

    List<JsonEdits.Splice> splices() {
        return splices;
    }

    private boolean pass(int to) {
        if (plain) {
            at += to - unit;
            unit = to;
            return at <= end;
        }
        while (unit < to && at < end) {
            byte b = bytes[at];
            if (b == '\\') {
                at += bytes[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                at++;
            } else if (b >= (byte) 0xF0) {
                at += 4;
                unit++;
            } else {
                at += b >= (byte) 0xE0 ? 3 : 2;
            }
            unit++;
        }
        return unit == to;
    }
}
