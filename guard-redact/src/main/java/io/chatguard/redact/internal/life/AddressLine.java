package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.WordTable;

/**
 * Reads the parts of an address one after the other, and keeps what speaks for one.
 *
 * <p>Parts are numbers, words with a capital letter, street words, units with their number, and the small words between
 * them; between parts stand blanks, commas, and line ends with what mails put at the start of a line. Bounded to
 * {@value #MOST} parts. Not thread-safe.
 */
final class AddressLine {
    private static final int MOST = 26;
    /** Words in a row without a number or a street word, such as a city of several words. */
    private static final int MOST_WORDS = 5;

    private static final int MOST_LINES = 6;
    /** Characters of a separator. */
    private static final int APART = 24;
    /** Digits of a number, of which two may be joined, with a letter behind them. */
    private static final int MOST_DIGITS = 6;

    /** Characters behind which no part stands that is read after numbers alone. */
    static final int REACH = MOST * (APART + 2 * MOST_DIGITS + 2);

    private final String text;
    private final AddressWords words;

    /** Behind the last part that belongs to it. */
    int end;

    int numbers;
    int units;
    int streets;
    int postal;
    int military;
    /** Whether a number stands beside the first street word, as a house number does. */
    boolean numbered;

    AddressLine(String text, AddressWords words) {
        this.text = text;
        this.words = words;
    }

    /** What a part is. */
    private enum Part {
        NUMBER,
        STREET,
        UNIT,
        WORD,
        SMALL,
        NONE
    }

    /** Whether a street word is one that seldom means anything else. */
    boolean common;

    /** Words with a capital letter, and streets of one word. */
    int names;

    private Part part = Part.NONE;
    private Part last = Part.NONE;
    /** Whether a line ended before the part. */
    private boolean broken;
    /** Whether a word in small letters may follow a street word, as in {@code rue des lieutenants}. */
    private boolean low;

    private int partEnd;

    /** Reads from there on, as far as parts follow each other. */
    void read(int start) {
        int i = start;
        int inRow = 0;
        int lines = 0;
        int sinceNumber = 99;
        int sinceStreet = 99;
        for (int parts = 0; parts < MOST; parts++) {
            part(i);
            if (part == Part.NONE) {
                return;
            }
            inRow = part == Part.WORD || part == Part.SMALL ? inRow + 1 : 0;
            if (inRow > MOST_WORDS || (part == Part.WORD && last == Part.NONE && parts > 0)) {
                return;
            }
            if (part == Part.WORD && broken && isLabel(partEnd)) {
                return;
            }
            sinceNumber = part == Part.NUMBER || part == Part.UNIT ? 0 : sinceNumber + 1;
            sinceStreet = part == Part.STREET ? 0 : sinceStreet + 1;
            count(i, sinceNumber, sinceStreet);
            if (part != Part.SMALL) {
                end = text.charAt(partEnd - 1) == '.' ? partEnd - 1 : partEnd;
            }
            last = part;
            int next = separator(partEnd);
            if (next < 0) {
                return;
            }
            broken = breaks(partEnd, next);
            lines += broken ? 1 : 0;
            if (lines > MOST_LINES || (broken && !hasEvidence())) {
                return;
            }
            i = next;
        }
    }

    private void count(int start, int sinceNumber, int sinceStreet) {
        switch (part) {
            case NUMBER -> {
                numbers++;
                postal += partEnd - start >= 4 && numbers > 1 ? 1 : 0;
                numbered |= streets > 0 && sinceStreet <= 4;
            }
            case STREET -> {
                streets++;
                numbered |= numbers > 0 && sinceNumber <= 5;
            }
            case UNIT -> units++;
            default -> {}
        }
    }

    /** What would be an address already. */
    private boolean hasEvidence() {
        return units > 0 || military > 0 || (streets > 0 && numbered) || numbers > 1;
    }

    private void part(int i) {
        part = Part.NONE;
        char c = peek(text, i);
        if (isDigit(c)) {
            number(i);
            return;
        }
        if (text.startsWith("P.O. Box ", i) && unit(i + 5, i + 8)) {
            return;
        }
        int to = WordTable.wordEnd(text, i);
        while (to > i && joins(to)) {
            to = WordTable.wordEnd(text, to + 1);
        }
        if (to == i) {
            return;
        }
        int kinds = words.kinds(text, i, to);
        boolean capital = Character.isUpperCase(text.charAt(i));
        if ((kinds & AddressWords.UNIT) != 0 && unit(i, to)) {
            return;
        }
        partEnd = peek(text, to) == '.' && (kinds != 0 || to - i <= 4) && !endsSentence(to) ? to + 1 : to;
        if ((kinds & AddressWords.MILITARY) != 0) {
            military++;
            part = Part.WORD;
        } else if (capital && (kinds & AddressWords.COUNTRY) != 0) {
            part = Part.WORD;
        } else if (words.isStreet(text, i, to)) {
            part = Part.STREET;
            names++;
            common = true;
        } else if (isStreet(kinds, i, to, capital)) {
            part = Part.STREET;
            common |= (kinds & (AddressWords.FIRST | AddressWords.LAST | AddressWords.LOW)) != 0;
            low = !capital || (kinds & AddressWords.LOW) != 0;
        } else if ((kinds & AddressWords.SMALL) != 0 && !capital) {
            part = Part.SMALL;
        } else if (capital || (low && (last == Part.STREET || last == Part.SMALL) && !broken)) {
            part = Part.WORD;
            low &= capital;
            names++;
        }
    }

    private boolean isStreet(int kinds, int from, int to, boolean capital) {
        int any = AddressWords.FIRST | AddressWords.LAST | AddressWords.RARE;
        boolean letter = to - from == 1 && peek(text, to) != '/';
        boolean title = names == 0 && (kinds & (AddressWords.FIRST | AddressWords.LOW)) == 0;
        return !letter && !title && (((kinds & any) != 0 && capital) || (kinds & AddressWords.LOW) != 0);
    }

    /** An apostrophe, a hyphen or a slash inside a word. */
    private boolean joins(int index) {
        char c = peek(text, index);
        return (c == '\'' || c == '\u2019' || c == '-' || c == '\u2206') && Character.isLetter(peek(text, index + 1));
    }

    private boolean endsSentence(int dot) {
        return isBlank(peek(text, dot + 1))
                && Character.isUpperCase(peek(text, dot + 2))
                && streets + units > 0
                && peek(text, dot + 1) != ' ';
    }

    /** {@code 12}, {@code 12B}, {@code 12-14}, {@code 4/2}, {@code 13.}, {@code 1234 AB}. */
    private void number(int start) {
        int i = DateForms.digits(text, start);
        if (i - start > MOST_DIGITS) {
            return;
        }
        char c = peek(text, i);
        boolean joined = (c == '-' || c == '/' || c == '\u2013') && isDigit(peek(text, i + 1));
        if (joined) {
            int to = DateForms.digits(text, i + 1);
            if (to - i > MOST_DIGITS) {
                return;
            }
            i = to;
        }
        if (isAsciiLetter(peek(text, i)) && !Character.isLetterOrDigit(peek(text, i + 1))) {
            i++;
        }
        c = peek(text, i);
        boolean decimal = (c == '.' || c == ',') && isDigit(peek(text, i + 1));
        if (decimal || Character.isLetterOrDigit(c) || c == '%' || c == ':') {
            return;
        }
        partEnd = i;
        part = Part.NUMBER;
    }

    private boolean unit(int start, int to) {
        int i = peek(text, to) == '.' ? to + 1 : to;
        while (i - to < 4 && (isBlank(peek(text, i)) || peek(text, i) == '#' || peek(text, i) == ':')) {
            i++;
        }
        int number = DateForms.digits(text, i);
        if (number == i || number - i > 6 || i == to) {
            return false;
        }
        if (isAsciiLetter(peek(text, number)) && !Character.isLetterOrDigit(peek(text, number + 1))) {
            number++;
        }
        if (Character.isLetterOrDigit(peek(text, number))) {
            return false;
        }
        partEnd = number;
        part = Part.UNIT;
        return start < to;
    }

    /** Where the next part starts, or -1. */
    private int separator(int from) {
        int i = from;
        int lines = 0;
        int commas = 0;
        int marks = 0;
        while (i < text.length() && i - from < APART) {
            char c = text.charAt(i);
            if (c == '\n') {
                lines++;
            } else if (c == ',') {
                commas++;
            } else if (lines > 0 && (c == '>' || c == '?')) {
                marks++;
            } else if (i == from && (c == '.' && last == Part.NUMBER || c == '/' && last == Part.STREET)) {
                marks++;
            } else if (!isBlank(c) && c != '\r') {
                break;
            }
            i++;
        }
        boolean too = lines > 2 || commas > 2 || marks > 3 || i == from || i >= text.length();
        return too ? -1 : i;
    }

    private boolean breaks(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Whether what starts the line is a label such as {@code Mobile:}. */
    private boolean isLabel(int wordEnd) {
        int i = wordEnd;
        while (i - wordEnd < 20 && (Character.isLetter(peek(text, i)) || peek(text, i) == ' ')) {
            i++;
        }
        return peek(text, i) == ':' || peek(text, i) == '@' || peek(text, i) == '=';
    }
}
