package io.chatguard.redact.internal.identifier;

import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Form}; one reader reads one text. Each choice doubles what has been read, to a limit. */
final class FormReader {
    static final long DIGITS = (1L << 10) - 1;
    static final long LETTERS = (1L << Symbols.COUNT) - 1 - DIGITS;
    private static final int MOST = 600;
    private static final String UNIFORM = "~";
    private static final String[] UNIFORMLY = {"", " ", "-", "."};

    private final String written;
    private String variant = "";
    private int position;

    FormReader(String written) {
        this.written = written;
    }

    List<Form> read() {
        List<Form> forms = new ArrayList<>();
        boolean uniform = written.contains(UNIFORM);
        for (int k = 0; k < (uniform ? UNIFORMLY.length : 1); k++) {
            variant = uniform ? written.replace(UNIFORM, UNIFORMLY[k]) : written;
            position = 0;
            for (List<Long> places : sequence()) {
                if (places.isEmpty() || places.size() > Form.LONGEST) {
                    throw refused("has 1 to " + Form.LONGEST + " characters");
                }
                forms.add(new Form(places));
            }
            if (position < variant.length()) {
                throw refused("has a ')' too many");
            }
        }
        return forms;
    }

    /** To the end, or to what closes a group. */
    private List<List<Long>> sequence() {
        List<List<Long>> all = new ArrayList<>();
        all.add(List.of());
        while (position < variant.length() && variant.charAt(position) != '|' && variant.charAt(position) != ')') {
            all = product(all, times(item()));
        }
        return all;
    }

    private List<List<Long>> item() {
        char c = variant.charAt(position++);
        return switch (c) {
            case '(' -> group();
            case '<' -> one(-Symbols.kind('('));
            case '>' -> one(-Symbols.kind(')'));
            case '[' -> one(set());
            case 'd' -> one(DIGITS);
            case 'l' -> one(LETTERS);
            case 'x' -> one(DIGITS | LETTERS);
            default -> {
                int kind = Symbols.kind(c);
                if (kind < 0 || c >= 'a' && c <= 'z') {
                    throw refused("knows no such character");
                }
                yield one(kind > Symbols.LETTER ? -kind : 1L << Symbols.of(c));
            }
        };
    }

    private static List<List<Long>> one(long place) {
        return List.of(List.of(place));
    }

    private List<List<Long>> group() {
        List<List<Long>> all = new ArrayList<>(sequence());
        while (position < variant.length() && variant.charAt(position) == '|') {
            position++;
            all.addAll(sequence());
        }
        expect(')');
        return all;
    }

    private long set() {
        long set = 0;
        while (position < variant.length() && variant.charAt(position) != ']') {
            int from = Symbols.of(variant.charAt(position++));
            int to = from;
            if (position + 1 < variant.length() && variant.charAt(position) == '-') {
                to = Symbols.of(variant.charAt(position + 1));
                position += 2;
            }
            if (from < 0 || to >= Symbols.COUNT || from > to) {
                throw refused("has a set that is none");
            }
            set |= (1L << to + 1) - (1L << from);
        }
        expect(']');
        return set;
    }

    private List<List<Long>> times(List<List<Long>> item) {
        if (position < variant.length() && variant.charAt(position) == '?') {
            position++;
            List<List<Long>> perhaps = new ArrayList<>(item);
            perhaps.add(List.of());
            return perhaps;
        }
        if (position < variant.length() && variant.charAt(position) == '{') {
            int close = variant.indexOf('}', position);
            int count = 0;
            for (int i = position + 1; i < close; i++) {
                count = count * 10 + variant.charAt(i) - '0';
            }
            if (count < 1 || count > Form.LONGEST) {
                throw refused("repeats something 1 to " + Form.LONGEST + " times");
            }
            position = close + 1;
            List<List<Long>> all = item;
            for (int k = 1; k < count; k++) {
                all = product(all, item);
            }
            return all;
        }
        return item;
    }

    private List<List<Long>> product(List<List<Long>> left, List<List<Long>> right) {
        if (left.size() * right.size() > MOST) {
            throw refused("has more than " + MOST + " ways to be written");
        }
        List<List<Long>> all = new ArrayList<>(left.size() * right.size());
        for (List<Long> head : left) {
            for (List<Long> tail : right) {
                List<Long> both = new ArrayList<>(head);
                both.addAll(tail);
                all.add(both);
            }
        }
        return all;
    }

    private void expect(char c) {
        if (position >= variant.length() || variant.charAt(position) != c) {
            throw refused("lacks a '" + c + "'");
        }
        position++;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("a form " + why);
    }
}
