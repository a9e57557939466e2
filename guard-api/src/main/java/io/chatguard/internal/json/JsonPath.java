package io.chatguard.internal.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The open containers of a document that is being read, outermost first, and where in them the reader is. */
final class JsonPath {

    static final int MAX_DEPTH = 200;
    private static final int MAX_NAME = 256;

    /** Position of the current element by level; -1 in an object. */
    private int[] positions = new int[8];
    /** Name of the current member by level, as much of it as is kept. */
    private StringBuilder[] names = new StringBuilder[8];

    private int depth;
    /** Changes whenever a pointer would. */
    private long version;

    int depth() {
        return depth;
    }

    boolean inObject() {
        return positions[depth - 1] < 0;
    }

    void enter(boolean object) {
        if (depth == positions.length) {
            positions = Arrays.copyOf(positions, Math.min(MAX_DEPTH, depth * 2));
            names = Arrays.copyOf(names, positions.length);
        }
        positions[depth] = object ? -1 : 0;
        if (object && names[depth] == null) {
            names[depth] = new StringBuilder();
        }
        depth++;
        version++;
    }

    void leave() {
        depth--;
        version++;
    }

    void nextElement() {
        positions[depth - 1]++;
        version++;
    }

    void startName() {
        names[depth - 1].setLength(0);
        version++;
    }

    /** The name goes on; what is beyond the bound is not kept, but leaves one character as a mark. */
    void nameContinues(CharSequence text, int from, int to) {
        StringBuilder name = names[depth - 1];
        int room = MAX_NAME + 1 - name.length();
        name.append(text, from, Math.min(to, from + room));
    }

    void endName() {
        version++;
    }

    Place place(Place.Kind kind) {
        return new Here(kind, version);
    }

    private String pointer(boolean ofContainer) {
        StringBuilder out = new StringBuilder();
        for (int level = 0; level < (ofContainer ? depth - 1 : depth); level++) {
            out.append('/');
            if (positions[level] >= 0) {
                out.append(positions[level]);
            } else if (names[level].length() <= MAX_NAME) {
                JsonPointers.appendToken(names[level].toString(), out);
            } else {
                JsonPointers.appendToken(names[level].substring(0, MAX_NAME), out);
                out.append("~…");
            }
        }
        return out.toString();
    }

    private String shown() {
        StringBuilder out = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            out.append('/');
            if (positions[level] >= 0) {
                out.append(positions[level]);
            } else {
                out.append('*');
            }
        }
        return out.toString();
    }

    private final class Here implements Place {
        private final Kind kind;
        private final long since;
        private @Nullable String pointer;
        private @Nullable String shown;

        Here(Kind kind, long since) {
            this.kind = kind;
            this.since = since;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public String pointer() {
            String known = pointer;
            if (known == null) {
                checkLasts();
                known = JsonPath.this.pointer(kind == Kind.NAME);
                pointer = known;
            }
            return known;
        }

        @Override
        public String shown() {
            String known = shown;
            if (known == null) {
                checkLasts();
                known = JsonPath.this.shown();
                shown = known;
            }
            return known;
        }

        private void checkLasts() {
            if (since != version) {
                throw new IllegalStateException("the text has ended; ask for its pointer while it lasts");
            }
        }

        @Override
        public String toString() {
            return "Place[" + kind + "]";
        }
    }
}
