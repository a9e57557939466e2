package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonEdits;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;

/**
 * Moves the offsets of annotations along with the text they point into.
 *
 * <p>The API counts code points; a text's annotations stand in an array beside it, each with {@code start_index} and
 * {@code end_index} (or {@code index}) of its own or one level below.
 */
final class AnnotationOffsets {

    private static final String[] OFFSETS = {"start_index", "end_index", "index"};

    private AnnotationOffsets() {}

    /** Shifts the offsets of every {@code annotations} array whose text was rewritten. */
    static void shift(JsonIndex index, JsonEdits edits, JsonContent content) {
        for (int node = 0; node < index.size(); node++) {
            if (index.kind(node) != JsonKind.ARRAY
                    || index.firstChild(node) < 0
                    || !index.nameIs(node, "annotations")) {
                continue;
            }
            int holder = index.parent(node);
            int text = index.child(holder, "text");
            if (text < 0) {
                text = index.child(holder, "content");
            }
            if (text < 0 || index.kind(text) != JsonKind.STRING) {
                continue;
            }
            Optional<Revision> revision = content.revision(text);
            if (revision.isPresent()) {
                String before = index.text(text);
                Revision now = revision.get();
                shift(index, edits, node, offset -> map(before, now, offset));
            }
        }
    }

    /** Shifts the offsets of the annotation, or array of annotations, at that node. */
    static void shift(JsonIndex index, JsonEdits edits, int root, IntUnaryOperator map) {
        for (int node = root + 1; node < index.subtreeEnd(root); node++) {
            OptionalLong offset = isOffset(index, node) ? index.wholeNumber(node) : OptionalLong.empty();
            if (offset.isPresent()) {
                long at = offset.getAsLong();
                if (at == (int) at) {
                    int moved = map.applyAsInt((int) at);
                    edits.replaceRaw(node, Integer.toString(moved).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static boolean isOffset(JsonIndex index, int node) {
        for (String name : OFFSETS) {
            if (index.nameIs(node, name)) {
                return true;
            }
        }
        return false;
    }

    private static int map(String before, Revision now, int codePoints) {
        int length = before.codePointCount(0, before.length());
        if (codePoints < 0 || codePoints > length) {
            return codePoints;
        }
        int moved = now.map(before.offsetByCodePoints(0, codePoints));
        return now.text().codePointCount(0, Math.min(moved, now.text().length()));
    }
}
