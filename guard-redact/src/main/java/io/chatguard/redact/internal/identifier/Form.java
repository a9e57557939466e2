package io.chatguard.redact.internal.identifier;

import java.util.Arrays;
import java.util.List;

/**
 * One way in which a number is written: a set of symbols for each place, and the separators between them.
 *
 * <p>As rules write it: {@code d} a digit, {@code l} a letter, {@code x} either, a capital letter or a digit itself,
 * {@code [A-CX5]} one of these, {@code {3}} three times what precedes, {@code ?} perhaps, {@code (ab|cd)} one or the other;
 * blank and {@code - . / : _ +} themselves; {@code < >} round brackets; {@code ~} nothing, or a blank, a hyphen or a dot, everywhere in the value the
 * same. Immutable.
 */
public final class Form {
    /** Longest form that is allowed, separators included. */
    static final int LONGEST = 40;

    private final SymbolSets sets;
    private final byte[][] kinds;
    private final boolean grouped;

    /** @param places for each place a set of symbols, or minus the kind of a separator */
    Form(List<Long> places) {
        this.sets = new SymbolSets(
                places.stream().mapToLong(Long::longValue).filter(p -> p > 0).toArray());
        this.kinds = places.stream().map(Form::kinds).toArray(byte[][]::new);
        this.grouped = sets.size() < kinds.length;
    }

    /** All that is written so. */
    public static List<Form> of(String written) {
        return new FormReader(written).read();
    }

    private static byte[] kinds(long place) {
        if (place < 0) {
            return new byte[] {(byte) -place};
        }
        boolean digit = (place & FormReader.DIGITS) != 0;
        boolean letter = (place & FormReader.LETTERS) != 0;
        return digit && letter
                ? new byte[] {Symbols.DIGIT, Symbols.LETTER}
                : new byte[] {(byte) (digit ? Symbols.DIGIT : Symbols.LETTER)};
    }

    /** Characters, separators included. */
    int length() {
        return kinds.length;
    }

    /** What kinds of characters stand at a place. */
    byte[] kinds(int place) {
        return kinds[place];
    }

    /** Whether there are separators. */
    public boolean grouped() {
        return grouped;
    }

    /** What its letters and digits may be. */
    public SymbolSets sets() {
        return sets;
    }

    /** Forms of the same shape differ in their sets only. */
    String shape() {
        StringBuilder shape = new StringBuilder(kinds.length);
        for (byte[] place : kinds) {
            shape.append((char) ('0' + (place.length == 2 ? 9 : place[0])));
        }
        return shape.toString();
    }

    @Override
    public String toString() {
        return "Form" + Arrays.toString(kinds);
    }
}
