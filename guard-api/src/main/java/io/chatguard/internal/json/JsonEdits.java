package io.chatguard.internal.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes to a document, spliced into its bytes: whatever is not edited stays byte-identical.
 *
 * <p>Edits may come in any order. Two edits that would touch the same bytes, such as a node inside a replaced node, are
 * refused with {@link IllegalStateException} when the second one arrives; so is a name that its object already has, at
 * the latest by {@link #apply}. Messages name nodes by number and never hold text. Linear time, plus sorting the edits.
 * For one thread.
 */
public final class JsonEdits {

    /** Bytes {@code [start, end)} of the document that give way. */
    record Splice(int start, int end, byte[] with) {}

    private static final byte[] NOTHING = {};
    private static final Comparator<Splice> ORDER =
            Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end);

    private final JsonIndex index;
    private final List<Splice> splices = new ArrayList<>();
    /** Nodes whose value is replaced or that are removed; of these, the removed; nodes that are renamed. */
    private final BitSet replaced = new BitSet();

    private final BitSet removed = new BitSet();
    private final BitSet renamed = new BitSet();
    /** Containers that get or lose children, by node. */
    private final TreeMap<Integer, Restructured> restructured = new TreeMap<>();
    /** Objects whose member names changed. */
    private final TreeMap<Integer, Renamed> names = new TreeMap<>();

    private JsonEdits(JsonIndex index) {
        this.index = index;
    }

    /** No edits yet. */
    public static JsonEdits on(JsonIndex index) {
        return new JsonEdits(index);
    }

    /** Whether {@link #apply} would return the document itself. */
    public boolean isEmpty() {
        return splices.isEmpty() && restructured.isEmpty();
    }

    /** Makes the value a string with this text, whatever it was. */
    public void replaceText(int node, CharSequence text) {
        replace(node, JsonText.quote(text));
    }

    /** Starts changes to spans of a string's text, which {@link #replaceSpans} takes over. */
    public StringSpans spansOf(int node) {
        requireKind(node, JsonKind.STRING);
        return new StringSpans(index, node);
    }

    /** Changes spans of the text of a string and leaves the rest of it as it is written. */
    public void replaceSpans(int node, StringSpans spans) {
        claim(node);
        splices.addAll(spans.splices());
    }

    /**
     * Puts another JSON document in the place of the value.
     *
     * @throws JsonRefused if {@code json} is not one within the limits of the index
     */
    public void replaceRaw(int node, byte[] json) {
        JsonIndex.of(json, index.limits());
        replace(node, json.clone());
    }

    private void replace(int node, byte[] with) {
        claim(node);
        splices.add(new Splice(index.start(node), index.end(node), with));
    }

    /** Gives the member another name. */
    public void replaceName(int node, CharSequence name) {
        int object = container(node, JsonKind.OBJECT);
        refuseInsideReplaced(object);
        require(!renamed.get(node) && !removed.get(node), node);
        renamed.set(node);
        names.computeIfAbsent(object, key -> new Renamed()).byNode.put(node, name.toString());
        splices.add(new Splice(index.nameStart(node), index.nameEnd(node), JsonText.quote(name)));
    }

    /**
     * Adds a member after all others.
     *
     * @throws JsonRefused if {@code json} is not a JSON document within the limits of the index
     */
    public void appendMember(int object, CharSequence name, byte[] json) {
        requireKind(object, JsonKind.OBJECT);
        JsonIndex.of(json, index.limits());
        byte[] quoted = JsonText.quote(name);
        byte[] member = new byte[quoted.length + 1 + json.length];
        System.arraycopy(quoted, 0, member, 0, quoted.length);
        member[quoted.length] = ':';
        System.arraycopy(json, 0, member, quoted.length + 1, json.length);
        insert(object, Integer.MAX_VALUE, member);
        names.computeIfAbsent(object, key -> new Renamed()).appended.add(name.toString());
    }

    /**
     * Adds an element before the one that has this position in the unedited array; the number of elements, or more, is
     * the end. Elements for one position keep the order in which they came.
     *
     * @throws JsonRefused if {@code json} is not a JSON document within the limits of the index
     */
    public void insertElement(int array, int position, byte[] json) {
        requireKind(array, JsonKind.ARRAY);
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
        JsonIndex.of(json, index.limits());
        insert(array, position, json.clone());
    }

    private void insert(int container, int position, byte[] json) {
        require(!replaced.get(container), container);
        refuseInsideReplaced(index.parent(container));
        restructured.computeIfAbsent(container, key -> new Restructured()).add(position, json);
    }

    /** Takes a member, or an element of an array, away, with the comma that belongs to it. */
    public void removeMember(int node) {
        int container = index.parent(node);
        if (container < 0) {
            throw new IllegalArgumentException("the root cannot be removed");
        }
        require(!renamed.get(node), node);
        claim(node);
        removed.set(node);
        restructured.computeIfAbsent(container, key -> new Restructured());
    }

    /**
     * The edited document; the very array that was indexed if there are no edits.
     *
     * @throws JsonRefused if an object would have a member name twice
     */
    public byte[] apply() {
        if (isEmpty()) {
            return index.bytes();
        }
        names.forEach(this::refuseDuplicates);
        List<Splice> all = new ArrayList<>(splices);
        restructured.forEach((container, changes) -> restructure(container, changes, all));
        // An insertion has no length and goes before what is cut away at the same place; the sort is stable.
        all.sort(ORDER);
        return spliced(index.bytes(), all);
    }

    private static byte[] spliced(byte[] bytes, List<Splice> all) {
        int length = bytes.length;
        int at = 0;
        for (Splice splice : all) {
            if (splice.start < at) {
                throw new IllegalStateException("edits overlap at byte " + splice.start);
            }
            length = Math.addExact(length, splice.with.length - (splice.end - splice.start));
            at = splice.end;
        }
        byte[] out = new byte[length];
        int to = 0;
        at = 0;
        for (Splice splice : all) {
            System.arraycopy(bytes, at, out, to, splice.start - at);
            to += splice.start - at;
            System.arraycopy(splice.with, 0, out, to, splice.with.length);
            to += splice.with.length;
            at = splice.end;
        }
        System.arraycopy(bytes, at, out, to, bytes.length - at);
        return out;
    }

    /**
     * Commas: as long as a kept child stands before, a removed child takes the comma before it along and an inserted
     * one brings it; in front of the first kept child it is the comma after. Where no child is kept, inserted ones
     * bring the commas between them.
     */
    private void restructure(int container, Restructured changes, List<Splice> out) {
        int firstKept = index.firstChild(container);
        while (firstKept >= 0 && removed.get(firstKept)) {
            firstKept = index.nextSibling(firstKept);
        }
        boolean keptBefore = false;
        int before = -1;
        for (int node = index.firstChild(container); node >= 0; node = index.nextSibling(node)) {
            int place = keptBefore ? index.end(before) : from(node);
            if (firstKept >= 0) {
                for (byte[] json : changes.at(index.indexInParent(node))) {
                    out.add(new Splice(place, place, keptBefore ? comma(NOTHING, json) : comma(json, NOTHING)));
                }
            }
            if (removed.get(node)) {
                int next = index.nextSibling(node);
                int to = keptBefore || next < 0 ? index.end(node) : from(next);
                out.add(new Splice(place, to, NOTHING));
            } else {
                keptBefore = true;
            }
            before = node;
        }
        if (firstKept >= 0) {
            int place = index.end(before);
            for (byte[] json : changes.from(index.indexInParent(before) + 1)) {
                out.add(new Splice(place, place, comma(NOTHING, json)));
            }
        } else {
            int place = before < 0 ? index.end(container) - 1 : from(index.firstChild(container));
            boolean first = true;
            for (byte[] json : changes.from(0)) {
                out.add(new Splice(place, place, first ? json : comma(NOTHING, json)));
                first = false;
            }
        }
    }

    private static byte[] comma(byte[] before, byte[] after) {
        byte[] out = new byte[before.length + 1 + after.length];
        System.arraycopy(before, 0, out, 0, before.length);
        out[before.length] = ',';
        System.arraycopy(after, 0, out, before.length + 1, after.length);
        return out;
    }

    /** Where a member or element starts. */
    private int from(int node) {
        return index.nameStart(node) < 0 ? index.start(node) : index.nameStart(node);
    }

    private void refuseDuplicates(int object, Renamed changes) {
        Set<String> seen = new HashSet<>();
        List<String> after = new ArrayList<>(changes.appended);
        for (int node = index.firstChild(object); node >= 0; node = index.nextSibling(node)) {
            if (!removed.get(node)) {
                String name = changes.byNode.get(node);
                after.add(name == null ? index.name(node) : name);
            }
        }
        for (String name : after) {
            if (!seen.add(name)) {
                throw new JsonRefused(JsonRefused.Reason.SAME_NAME, index.start(object));
            }
        }
    }

    /** Takes the whole value for one edit. Subtrees are contiguous, so one look at each set finds edits inside. */
    private void claim(int node) {
        int end = index.subtreeEnd(node);
        require(!replaced.get(node), node);
        refuseInsideReplaced(index.parent(node));
        require(free(replaced.nextSetBit(node + 1), end), node);
        require(free(renamed.nextSetBit(node + 1), end), node);
        Integer inside = restructured.ceilingKey(node);
        require(inside == null || inside >= end, node);
        replaced.set(node);
    }

    private static boolean free(int found, int end) {
        return found < 0 || found >= end;
    }

    private void refuseInsideReplaced(int node) {
        for (int at = node; at >= 0; at = index.parent(at)) {
            require(!replaced.get(at), at);
        }
    }

    private static void require(boolean free, int node) {
        if (!free) {
            throw new IllegalStateException("node " + node + " is edited already; make one edit of both");
        }
    }

    private int container(int node, JsonKind kind) {
        int container = index.parent(node);
        if (container < 0 || index.kind(container) != kind) {
            throw new IllegalArgumentException("node " + node + " is no child of an " + kind);
        }
        return container;
    }

    private void requireKind(int node, JsonKind kind) {
        if (index.kind(node) != kind) {
            throw new IllegalArgumentException("node " + node + " is no " + kind);
        }
    }

    /** New children of one container by position in front of which they stand. */
    private static final class Restructured {
        private final TreeMap<Integer, List<byte[]>> added = new TreeMap<>();

        void add(int position, byte[] json) {
            added.computeIfAbsent(position, key -> new ArrayList<>()).add(json);
        }

        List<byte[]> at(int position) {
            return added.getOrDefault(position, Collections.emptyList());
        }

        List<byte[]> from(int position) {
            List<byte[]> all = new ArrayList<>();
            added.tailMap(position).values().forEach(all::addAll);
            return all;
        }
    }

    /** New names in one object. */
    private static final class Renamed {
        private final TreeMap<Integer, String> byNode = new TreeMap<>();
        private final List<String> appended = new ArrayList<>();
    }
}
