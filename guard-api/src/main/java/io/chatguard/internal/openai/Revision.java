package io.chatguard.internal.openai;

import io.chatguard.spi.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment's text after one or several rounds of edits, and where the offsets of the original went.
 *
 * @param text the text as it is now
 * @param rounds the edits of each round, each in the coordinates of the text before it
 */
record Revision(String text, List<List<Edit>> rounds) {

    static Revision none(String text) {
        return new Revision(text, List.of());
    }

    Revision with(List<Edit> edits) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() < at || edit.end() > text.length()) {
                throw new IllegalArgumentException("edits must be ordered, apart, and within the text");
            }
            out.append(text, at, edit.start()).append(edit.with());
            at = edit.end();
        }
        out.append(text, at, text.length());
        List<List<Edit>> all = new ArrayList<>(rounds);
        all.add(List.copyOf(edits));
        return new Revision(out.toString(), all);
    }

    /** Where a UTF-16 offset of the original text is now; one inside a replaced span moves to the span's start. */
    int map(int offset) {
        int at = offset;
        for (List<Edit> round : rounds) {
            int shift = 0;
            for (Edit edit : round) {
                if (edit.start() >= at) {
                    break;
                }
                if (edit.end() <= at) {
                    shift += edit.with().length() - (edit.end() - edit.start());
                } else {
                    shift += edit.start() - at;
                    break;
                }
            }
            at += shift;
        }
        return at;
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "Revision[" + text.length() + " chars, " + rounds.size() + " rounds]";
    }
}
