package io.chatguard.redact.internal.tagger.states;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The pieces of a WordPiece vocabulary by their characters: a table with open addressing over one array of characters, so that
 * 30,000 pieces take less than a megabyte and a look-up makes no object. Immutable, thread-safe.
 */
final class Vocabulary {

    private static final String CONTINUING = "##";
    private static final int SLOTS = 1 << 16;
    private static final int SEED_CONTINUING = 0x5bd1e995;

    private final char[] characters;
    private final int[] ends;
    private final boolean[] continuing;
    private final int[] slots = new int[SLOTS];
    private final int longest;

    private Vocabulary(String[] pieces) {
        StringBuilder all = new StringBuilder();
        ends = new int[pieces.length];
        continuing = new boolean[pieces.length];
        int most = 0;
        for (int id = 0; id < pieces.length; id++) {
            continuing[id] = pieces[id].startsWith(CONTINUING) && pieces[id].length() > CONTINUING.length();
            String piece = continuing[id] ? pieces[id].substring(CONTINUING.length()) : pieces[id];
            all.append(piece);
            ends[id] = all.length();
            most = Math.max(most, piece.length());
        }
        longest = most;
        characters = all.toString().toCharArray();
        Arrays.fill(slots, -1);
        for (int id = 0; id < pieces.length; id++) {
            int hash = seed(continuing[id]);
            for (int i = start(id); i < ends[id]; i++) {
                hash = step(hash, characters[i]);
            }
            int slot = slot(hash);
            while (slots[slot] >= 0) {
                slot = slot + 1 & SLOTS - 1;
            }
            slots[slot] = id;
        }
    }

    /** Reads {@code model.vocab} of a {@code tokenizer.json}, the form in which Hugging Face's tokenizers are kept. */
    static Vocabulary read(InputStream json) throws IOException {
        String[] pieces = new String[SLOTS / 2];
        int count = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (!enter(parser, "model") || !enter(parser, "vocab")) {
                throw new IOException("no /model/vocab in the tokenizer's file");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String piece = parser.currentName();
                parser.nextToken();
                int id = parser.getIntValue();
                if (id < 0 || id >= pieces.length || pieces[id] != null) {
                    throw new IOException("the tokenizer's vocabulary has a number twice, or one beyond " + SLOTS / 2);
                }
                pieces[id] = piece;
                count = Math.max(count, id + 1);
            }
        }
        for (int id = 0; id < count; id++) {
            if (pieces[id] == null) {
                throw new IOException("the tokenizer's vocabulary leaves numbers out");
            }
        }
        return new Vocabulary(Arrays.copyOf(pieces, count));
    }

    private static boolean enter(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            parser.nextToken();
            if (found) {
                return parser.currentToken() == JsonToken.START_OBJECT;
            }
            parser.skipChildren();
        }
        return false;
    }

    int size() {
        return ends.length;
    }

    /** Length of the longest piece, in UTF-16 units. */
    int longest() {
        return longest;
    }

    static int seed(boolean continuing) {
        return continuing ? SEED_CONTINUING : 0;
    }

    static int step(int hash, char next) {
        return hash * 31 + next;
    }

    /**
     * The number of a piece, or -1.
     *
     * @param hash what {@link #step} made of the characters, from {@link #seed} on
     */
    int find(char[] text, int from, int to, boolean continues, int hash) {
        for (int slot = slot(hash); slots[slot] >= 0; slot = slot + 1 & SLOTS - 1) {
            int id = slots[slot];
            if (continuing[id] == continues && Arrays.equals(characters, start(id), ends[id], text, from, to)) {
                return id;
            }
        }
        return -1;
    }

    /** The number of a piece that begins a word, or -1. */
    int find(String piece) {
        int hash = seed(false);
        for (int i = 0; i < piece.length(); i++) {
            hash = step(hash, piece.charAt(i));
        }
        return find(piece.toCharArray(), 0, piece.length(), false, hash);
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    private static int slot(int hash) {
        return (hash * 0x9e3779b9) >>> 16;
    }
}
