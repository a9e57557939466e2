package io.chatguard.redact.internal.terms;

import io.chatguard.redact.internal.engine.Boundaries;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first characters of all terms, to pass over a text at about a nanosecond for two characters.
 *
 * <p>A term is entered by its first eight characters (four, or two, if it is shorter), blanks as one space, of each the
 * low byte with the bit of ASCII's letter case set. Two bits in one word of a table (a blocked Bloom filter; Putze,
 * Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007): what is let through may be no term; no term
 * is held back. Immutable.
 */
final class Openings {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOUR = 0xFFFF_FFFFL;
    private static final long TWO = 0xFFFFL;
    private static final long SPACES = 0x2020202020202020L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int LEAST_BITS = 1 << 12;
    private static final int MOST_BITS = 1 << 26;

    private final long[] table;
    private final int shift;
    private final boolean fours;
    private final boolean twos;
    /** Whether a term begins with what is no letter or digit. */
    private final boolean marks;

    /** A table of the first {@code count} of these {@linkplain #entry entries}. */
    Openings(long[] entries, int count, boolean marks) {
        long bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, 16L * count));
        int log = 64 - Long.numberOfLeadingZeros(bits - 1);
        this.table = new long[1 << log - 6];
        this.shift = 64 - (log - 6);
        this.marks = marks;
        boolean four = false;
        boolean two = false;
        for (int i = 0; i < count; i++) {
            four |= entries[i] >>> 32 == 0 && entries[i] >>> 16 != 0;
            two |= entries[i] >>> 16 == 0;
            put(entries[i]);
        }
        this.fours = four;
        this.twos = two;
    }

    /** By what a term is entered: eight, four or two characters. */
    static long entry(String term, Spelling spelling) {
        long key = key(term, 0, spelling);
        int length = length(term);
        return length >= 8 ? key : length >= 4 ? key & FOUR : key & TWO;
    }

    /** Whether a term begins with what is no letter or digit. */
    static boolean isMarked(String term) {
        return !Boundaries.isWord(term.codePointAt(0));
    }

    private void put(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        table[(int) (mixed >>> shift)] |= bits(mixed);
    }

    private boolean has(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        long bits = bits(mixed);
        return (table[(int) (mixed >>> shift)] & bits) == bits;
    }

    private static long bits(long mixed) {
        return 1L << (mixed >>> 20) | 1L << (mixed >>> 26);
    }

    private boolean hasAny(long key) {
        return has(key) || fours && has(key & FOUR) || twos && has(key & TWO);
    }

    /** Characters, a run of blanks counted once, up to eight. */
    private static int length(String term) {
        int length = 0;
        for (int i = 0; i < term.length() && length < 8; i++) {
            boolean again = i > 0 && WordCursor.isBlank(term.charAt(i)) && WordCursor.isBlank(term.charAt(i - 1));
            length += again ? 0 : 1;
        }
        return length;
    }

    /** Behind the end of the text stand spaces. */
    private static long key(String text, int from, Spelling spelling) {
        long key = 0;
        int i = from;
        for (int k = 0; k < 64; k += 8) {
            long unit = 0x20;
            if (i < text.length() && WordCursor.isBlank(text.charAt(i))) {
                while (i < text.length() && WordCursor.isBlank(text.charAt(i))) {
                    i++;
                }
            } else if (i < text.length()) {
                unit = spelling.folded(text.charAt(i++)) & 0xFF | 0x20;
            }
            key |= unit << k;
        }
        return key;
    }

    /** Room for passing over texts; used by one thread at a time. */
    static final class Pass {
        private static final int CHUNK = 1 << 12;
        private static final int AHEAD = 8;

        private final char[] chars = new char[CHUNK + AHEAD];
        private final byte[] bytes = new byte[CHUNK + 2 * AHEAD];
        private final int[] places = new int[CHUNK];
        private int count;
        private int taken;
        /** Up to where the text has been looked at. */
        private int done;

        void reset() {
            count = 0;
            taken = 0;
            done = 0;
        }
    }

    /** The next place from {@code from} on at which a term may start, or -1. */
    int next(String text, int from, Pass pass, Spelling spelling) {
        while (true) {
            while (pass.taken < pass.count) {
                int place = pass.places[pass.taken++];
                if (place >= from) {
                    return place;
                }
            }
            if (pass.done >= text.length()) {
                return -1;
            }
            int begin = Math.max(pass.done, from);
            int end = Math.min(text.length(), begin + Pass.CHUNK);
            fill(text, begin, end, pass, spelling);
            pass.done = end;
            pass.taken = 0;
        }
    }

    private void fill(String text, int begin, int end, Pass pass, Spelling spelling) {
        int ahead = Math.min(text.length(), end + Pass.AHEAD);
        int length = end - begin;
        text.getChars(begin, ahead, pass.chars, 0);
        boolean plain = starts(pass, begin == 0 ? ' ' : text.charAt(begin - 1), length, ahead - begin);
        if (plain) {
            sift(text, begin, ahead, pass);
        } else {
            siftOther(text, begin, end, pass, spelling);
        }
    }

    /** Collects the starts of words; false if not all is ASCII. */
    private boolean starts(Pass pass, char before, int length, int ahead) {
        char[] chars = pass.chars;
        int[] places = pass.places;
        byte[] kinds = marks ? Kinds.WITH_MARKS : Kinds.WORDS;
        int any = before;
        int previous = kinds[before & 0x7F] & 1;
        int count = 0;
        for (int i = 0; i < length; i++) {
            int c = chars[i];
            any |= c;
            int kind = kinds[c & 0x7F];
            places[count] = i;
            count += kind & ~previous & 1 | kind >> 1;
            previous = kind;
        }
        for (int i = length; i < ahead; i++) {
            any |= chars[i];
        }
        pass.count = count;
        return any < 0x80;
    }

    /** Keeps the places at which the table has what stands there. */
    @SuppressWarnings("deprecation")
    private void sift(String text, int begin, int ahead, Pass pass) {
        byte[] bytes = pass.bytes;
        text.getBytes(begin, ahead, bytes, 0);
        java.util.Arrays.fill(bytes, ahead - begin, ahead - begin + Pass.AHEAD, (byte) ' ');
        int[] places = pass.places;
        int kept = 0;
        for (int i = 0; i < pass.count; i++) {
            int place = places[i];
            long raw = (long) LONG.get(bytes, place);
            places[kept] = begin + place;
            kept += hasAny(raw | SPACES) || isUneven(raw) ? 1 : 0;
        }
        pass.count = kept;
    }

    /** Whether there is a control character or two spaces in a row: then a blank may be longer than one space. */
    private static boolean isUneven(long raw) {
        long controls = raw - SPACES & ~raw & HIGHS;
        long other = raw ^ SPACES;
        long spaces = other - 0x0101010101010101L & ~other & HIGHS;
        return (controls | spaces & spaces << 8) != 0;
    }

    private void siftOther(String text, int begin, int end, Pass pass, Spelling spelling) {
        int kept = 0;
        boolean before = begin > 0 && Boundaries.isWord(text.codePointBefore(begin));
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1))) {
                continue;
            }
            boolean word = c < 128 ? Boundaries.isAsciiAlnum(c) : Boundaries.isWord(text.codePointAt(i));
            if (!(word && before) && hasAny(key(text, i, spelling))) {
                pass.places[kept++] = i;
            }
            before = word;
        }
        pass.count = kept;
    }

    /** 1 for letters and digits, 2 for other characters that are no blanks. */
    private static final class Kinds {
        static final byte[] WORDS = new byte[128];
        static final byte[] WITH_MARKS = new byte[128];

        static {
            for (char c = 0; c < 128; c++) {
                boolean word = Boundaries.isAsciiAlnum(c);
                WORDS[c] = (byte) (word ? 1 : 0);
                WITH_MARKS[c] = (byte) (word ? 1 : c > ' ' ? 2 : 0);
            }
        }
    }
}
