package io.chatguard.redact.internal.sink;

import io.chatguard.spi.Edit;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayList;
import java.util.List;

/** Restores a whole text: the stream filter over all of it at once. */
public final class Restoration {

    private Restoration() {}

    /** What restoring changes in the text. */
    public static List<Edit> edits(String text, Resolver resolver, Gate gate, String place) {
        if (text.indexOf('_') < 0 && resolver.standIns().isEmpty()) {
            return List.of();
        }
        Collector out = new Collector();
        new RestoreFilter(resolver, gate, place).onEnd(text, out);
        return out.edits;
    }

    /** The text with ordered edits applied. */
    public static String apply(String text, List<Edit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16 * edits.size());
        int at = 0;
        for (Edit edit : edits) {
            out.append(text, at, edit.start()).append(edit.with());
            at = edit.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    private static final class Collector implements StreamFilter.Output {
        private final List<Edit> edits = new ArrayList<>(4);
        private int at;

        @Override
        public void pass(int chars) {
            at += chars;
        }

        @Override
        public void replace(int chars, String with) {
            edits.add(new Edit(at, at + chars, with));
            at += chars;
        }
    }
}
