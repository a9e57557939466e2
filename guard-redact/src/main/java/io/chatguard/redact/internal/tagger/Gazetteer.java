package io.chatguard.redact.internal.tagger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which words are names of people and places, as far as lists know, in any letter case and with or without accents.
 *
 * <p>Words are kept as 48 bits of their hash: a word that is in no list is taken for one with a chance of less than one
 * in a thousand million. A look-up copies nothing. Immutable and thread-safe; about 2 MB for 150,000 words.
 */
public final class Gazetteer {

    /** A forename. */
    public static final int FORENAME = 1;
    /** A surname. */
    public static final int SURNAME = 2;
    /** A city, country or region, or the first word of none else. */
    public static final int PLACE = 4;
    /** What ends the name of a company: GmbH, Inc, S.A. */
    public static final int COMPANY_FORM = 8;
    /** An ordinary word too, in one of the six languages: will, rose, klein. */
    public static final int WORD = 16;
    /** The first words of a longer entry: "new" of "new york". */
    public static final int OPENS = 32;
    /** One of the most frequent names of its country. */
    public static final int FREQUENT = 64;
    /** A people, or who belongs to it: German, française. */
    public static final int NATIONALITY = 128;
    /** A form of address or title before a name: Mr, Frau, Dr. */
    public static final int TITLE = 256;
    /** A well-known company, authority or brand. */
    public static final int ORGANIZATION = 512;
    /** An ordinary word much more often than a name: the, and, der, que. */
    public static final int FUNCTION_WORD = 1024;

    /** An entry has at most so many words. */
    public static final int LONGEST = 4;

    private static final int MAGIC = 0x4347475a;
    private static final int HASH_BITS = 48;

    private final int shift;
    private final int[] prints;
    private final short[] flags;

    private Gazetteer(long[] hashes, short[] given) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(8, hashes.length));
        shift = HASH_BITS - bits;
        prints = new int[1 << bits];
        flags = new short[1 << bits];
        for (int i = 0; i < hashes.length; i++) {
            int slot = (int) (hashes[i] >>> shift);
            while (flags[slot] != 0) {
                slot = (slot + 1) & (flags.length - 1);
            }
            prints[slot] = (int) hashes[i];
            flags[slot] = given[i];
        }
    }

    private static final class Shipped {
        static final Gazetteer INSTANCE = shipped();
    }

    /** The lists of the jar, read when they are first asked for. */
    public static Gazetteer load() {
        return Shipped.INSTANCE;
    }

    private static Gazetteer shipped() {
        try (InputStream in = Gazetteer.class.getResourceAsStream("gazetteer.bin")) {
            if (in == null) {
                throw new IllegalStateException("gazetteer.bin is missing from the jar of guard-redact");
            }
            return read(in);
        } catch (IOException unreadable) {
            throw new IllegalStateException("gazetteer.bin in the jar of guard-redact cannot be read");
        }
    }

    /** What is known of a range of the text, blanks within it counted as one; 0 if nothing is. */
    public int flags(CharSequence text, int start, int end) {
        return flags(NameFold.hash(text, start, end));
    }

    int flags(long hash) {
        long h = hash >>> (64 - HASH_BITS);
        int print = (int) h;
        int slot = (int) (h >>> shift);
        while (flags[slot] != 0) {
            if (prints[slot] == print) {
                return flags[slot] & 0xffff;
            }
            slot = (slot + 1) & (flags.length - 1);
        }
        return 0;
    }

    /** The lists as {@link Builder#write} wrote them. */
    public static Gazetteer read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
        if (in.readInt() != MAGIC) {
            throw new IOException("not a gazetteer");
        }
        int n = in.readInt();
        long[] hashes = new long[n];
        short[] flags = new short[n];
        for (int i = 0; i < n; i++) {
            hashes[i] = (in.readShort() & 0xffffL) << 32 | in.readInt() & 0xffffffffL;
        }
        for (int i = 0; i < n; i++) {
            flags[i] = in.readShort();
        }
        return new Gazetteer(hashes, flags);
    }

    /** Collects words for a gazetteer; the trainer of names is its user. */
    public static final class Builder {

        private final Map<Long, Integer> entries = new TreeMap<>();

        /** Adds flags to a name of one to {@link #LONGEST} words; longer ones are left out. */
        public Builder add(String name, int flags) {
            String trimmed = name.strip();
            int words = 1;
            for (int i = 0; i < trimmed.length(); i++) {
                words += trimmed.charAt(i) == ' ' ? 1 : 0;
            }
            if (trimmed.isEmpty() || words > LONGEST) {
                return this;
            }
            for (int i = 1; i < trimmed.length(); i++) {
                if (trimmed.charAt(i) == ' ') {
                    put(trimmed, i, OPENS);
                }
            }
            put(trimmed, trimmed.length(), flags);
            return this;
        }

        /** The flags of a name so far. */
        public int flags(String name) {
            return entries.getOrDefault(key(name, name.length()), 0);
        }

        /** The number of entries. */
        public int size() {
            return entries.size();
        }

        public Gazetteer build() {
            long[] hashes = new long[entries.size()];
            short[] flags = new short[entries.size()];
            int i = 0;
            for (Map.Entry<Long, Integer> e : entries.entrySet()) {
                hashes[i] = e.getKey();
                flags[i++] = e.getValue().shortValue();
            }
            return new Gazetteer(hashes, flags);
        }

        /** Writes what {@link Gazetteer#read} reads: the same bytes for the same entries. */
        public void write(OutputStream stream) throws IOException {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeInt(MAGIC);
            out.writeInt(entries.size());
            for (Long h : entries.keySet()) {
                out.writeShort((int) (h >>> 32));
                out.writeInt(h.intValue());
            }
            for (Integer flags : entries.values()) {
                out.writeShort(flags);
            }
            out.flush();
        }

        private void put(String name, int end, int flags) {
            entries.merge(key(name, end), flags, (a, b) -> a | b);
        }

        private static long key(String name, int end) {
            return NameFold.hash(name, 0, end) >>> (64 - HASH_BITS);
        }
    }
}
