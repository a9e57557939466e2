package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.NameTable;
import io.chatguard.internal.openai.Position.Group;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of one document stand: the pointer, for edits, and the place, in which every name is hidden that is not
 * the API's own. Both are the same string wherever nothing is hidden. What a container has is kept for its children.
 */
final class NodePlaces {

    private final JsonIndex index;
    private final NameTable names;
    private final @Nullable WalkContext[] contexts;
    private final @Nullable String[] pointers;
    private final @Nullable String[] places;

    /** @param contexts what the members of each container inherit, filled while the document is walked */
    NodePlaces(JsonIndex index, NameTable names, @Nullable WalkContext[] contexts, String pointer, String place) {
        this.index = index;
        this.names = names;
        this.contexts = contexts;
        this.pointers = new String[index.size()];
        this.places = new String[index.size()];
        pointers[0] = pointer;
        places[0] = place;
    }

    String pointer(int node) {
        resolve(node);
        String pointer = pointers[node];
        return pointer == null ? "" : pointer;
    }

    String place(int node) {
        resolve(node);
        String place = places[node];
        return place == null ? "" : place;
    }

    /** Parents first; no recursion, since a document may be deep. */
    private void resolve(int node) {
        while (pointers[node] == null) {
            int at = node;
            for (int parent = index.parent(at); pointers[parent] == null; parent = index.parent(at)) {
                at = parent;
            }
            step(at, index.parent(at));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same string means that nothing is hidden so far
    private void step(int node, int parent) {
        String pointer = pointers[parent];
        String place = places[parent];
        if (index.nameStart(node) < 0) {
            String step = "/" + index.indexInParent(node);
            pointers[node] = pointer + step;
            places[node] = pointer == place ? pointers[node] : place + step;
            return;
        }
        String known = index.knownName(node, names);
        String token = known != null && isToken(known) ? known : index.nameToken(node);
        WalkContext holder = contexts[parent];
        boolean shown =
                known != null && holder != null && holder.group() != Group.OPEN && holder.group() != Group.UNKNOWN;
        pointers[node] = pointer + "/" + token;
        places[node] =
                shown && pointer == place && token == known ? pointers[node] : place + "/" + (shown ? known : "*");
    }

    /** Whether a pointer writes the name as it is. */
    private static boolean isToken(String name) {
        return name.indexOf('/') < 0 && name.indexOf('~') < 0;
    }
}
