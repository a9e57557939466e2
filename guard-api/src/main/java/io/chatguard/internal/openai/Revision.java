package io.chatguard.internal.openai;

import io.chatguard.spi.Edit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment's text after one or several rounds of edits, and where the offsets of the original went. The text is put
 * together when it is asked for: where spans are spliced into a document, nobody asks.
 */
final class Revision {

    private final String before;
    private final List<List<Edit>> rounds;
    private volatile @Nullable String text;

    private Revision(String before, List<List<Edit>> rounds, @Nullable String text) {
        this.before = before;
        this.rounds = rounds;
        this.text = text;
    }

    static Revision none(String text) {
        return new Revision(text, List.of(), text);
    }

    Revision with(List<Edit> edits) {
        String now = text();
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() < at || edit.end() > now.length()) {
                throw new IllegalArgumentException("edits must be ordered, apart, and within the text");
            }
            at = edit.end();
        }
        if (rounds.isEmpty()) {
            return new Revision(now, List.of(List.copyOf(edits)), null);
        }
        List<List<Edit>> all = new ArrayList<>(rounds);
        all.add(List.copyOf(edits));
        return new Revision(now, all, null);
    }

    /** The text as it is now. */
    String text() {
        String known = text;
        if (known == null) {
            known = edited(before, rounds.get(rounds.size() - 1));
            text = known;
        }
        return known;
    }

    private static String edited(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int at = 0;
        for (Edit edit : edits) {
            out.append(text, at, edit.start()).append(edit.with());
            at = edit.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    /** The edits of each round, each in the coordinates of the text before it. */
    List<List<Edit>> rounds() {
        return rounds;
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

    /** Shows counts only. */
    @Override
    public String toString() {
        return "Revision[" + rounds.size() + " rounds]";
    }
}
