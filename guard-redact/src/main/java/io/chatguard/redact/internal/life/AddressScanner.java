package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.engine.WordTable;

/**
 * Postal addresses: a street with its number, apartments, boxes, and the city, state, postcode and country behind them, as
 * one finding.
 *
 * <p>Every address has a number, so digit runs are where it looks; a house number stands before the street (United States,
 * United Kingdom, France) or behind it (most others). {@link AddressLine} reads on from there. A street word beside a number
 * counts; numbers around words with capital letters count beside a word for addresses only.
 */
public final class AddressScanner {
    private static final String TYPE = "STREET_ADDRESS";
    private static final String STREET = "address/street";
    private static final String SHAPE = "address/shape";
    private static final String CORNER = "the corner of ";
    private static final int MOST_WORDS = 5;
    private static final int NEAR = 30;

    private final ContextWords near;

    /** With the words for addresses. */
    public AddressScanner(ContextWords near) {
        this.near = near;
    }

    /** Looks at each group of a run. */
    public void scan(String text, NumberRun run, ScanContext context, Hits out) {
        for (int g = 0; g < run.count(); g++) {
            int start = run.start(g);
            if (run.size(g) <= 6 && start >= context.mark(Mark.ADDRESSES) && start >= context.mark(Mark.DATES)) {
                at(text, start, run.end(g), context, out);
            }
        }
    }

    /**
     * Takes house numbers and the postcodes behind them, {@code Paseo de la Castellana 261 28046 Madrid}, so that they are
     * read as nothing else; a number that begins with 0 may be a telephone's.
     */
    public static void takePostcodes(String text, NumberRun run) {
        for (int g = 1; g < run.count(); g++) {
            int start = run.start(g - 1);
            int end = run.end(g);
            if (run.size(g) != 5 || run.size(g - 1) > 5 || text.charAt(start) == '0') {
                continue;
            }
            boolean apart = isBlank(text.charAt(run.start(g) - 1));
            boolean city = peek(text, end) == ' '
                    && Character.isUpperCase(peek(text, end + 1))
                    && Character.isLowerCase(peek(text, end + 2));
            char before = peek(text, start - 1) == ' ' ? peek(text, start - 2) : peek(text, start - 1);
            boolean street = Character.isLetter(before) || before == ',' || before == '-' || before == '\u00BA';
            if (apart && city && street) {
                run.take(g - 1, g + 1);
            }
        }
    }

    private void at(String text, int start, int end, ScanContext context, Hits out) {
        int corner = isBehindCorner(text, start, context) ? corner(text, start) : start;
        int from = corner < start ? corner : streetBefore(text, start);
        boolean before = from < start;
        if (!before && (!wordFollows(text, end) || isFarFromWords(text, end, context))) {
            return;
        }
        if (Boundaries.gluedBefore(text, start) || peek(text, start - 1) == '$' || peek(text, start - 1) == '.') {
            return;
        }
        AddressLine line = new AddressLine(text, AddressWords.shipped());
        line.read(from);
        boolean street = line.streets > 0 && line.numbered && line.names > 0;
        boolean box = text.startsWith("P.", from) || text.startsWith("PO ", from);
        boolean whole = line.units > 0 && (line.numbers + line.units > 1 || street || box);
        boolean shape = line.numbers > 1 && line.names > 0 && line.end - from >= 10 || corner < start;
        boolean military = line.military > 0 && line.numbers > 0;
        if (!(whole || military || street || shape) || line.end <= end && !(before && line.end == end)) {
            return;
        }
        boolean named = near.before(text, from, NEAR);
        if (!before && isYear(text, start, end) && !named && line.units + line.postal == 0) {
            return;
        }
        int where = corner < start ? corner - CORNER.length() : from;
        boolean sure = whole || military || street && (line.postal > 0 || near.near(text, from, line.end, context));
        if (whole || military || street && (sure || line.common)) {
            out.hit(TYPE, where, line.end, sure ? 0.8 : 0.5, STREET);
            context.advance(Mark.ADDRESSES, line.end);
        } else if (shape
                && (corner < start || named && peek(text, end) == ' ' && Character.isLetter(peek(text, end + 1)))) {
            out.hit(TYPE, where, line.end, 0.5, SHAPE);
            context.advance(Mark.ADDRESSES, line.end);
        }
    }

    /** Whether the words stand anywhere before a place; a text is searched for them once. */
    private static boolean isBehindCorner(String text, int start, ScanContext context) {
        if (context.mark(Mark.CORNER) == 0) {
            int corner = text.indexOf(CORNER);
            context.advance(Mark.CORNER, corner < 0 ? Integer.MAX_VALUE : corner + CORNER.length());
        }
        return start >= context.mark(Mark.CORNER);
    }

    /** Where the words with capital letters start between {@code the corner of} and a number; the number's start otherwise. */
    private static int corner(String text, int start) {
        int i = start;
        for (int n = 0; n < MOST_WORDS; n++) {
            if (text.startsWith(CORNER, i - CORNER.length())) {
                return i;
            }
            int to = i > 0 && isGap(text.charAt(i - 1)) ? i - 1 : i;
            to = to > 0 && text.charAt(to - 1) == '.' ? to - 1 : to;
            int from = WordTable.wordStart(text, to);
            if (from == to || to == i) {
                return start;
            }
            i = from;
        }
        return start;
    }

    /** Whether nothing but numbers is within the reach of a line: they alone are no address. */
    private static boolean isFarFromWords(String text, int from, ScanContext context) {
        int limit = Math.min(text.length(), from + AddressLine.REACH);
        int i = Math.max(from, context.mark(Mark.ADDRESS_WORDS));
        while (i < limit && !Character.isLetter(text.charAt(i))) {
            i++;
        }
        context.advance(Mark.ADDRESS_WORDS, i);
        return i >= limit;
    }

    private static boolean isYear(String text, int start, int end) {
        int value = DateForms.number(text, start, end);
        return end - start == 4 && value >= 1900 && value < 2100;
    }

    /** Whether a word with a capital letter, a unit or a street word stands behind a number. */
    private boolean wordFollows(String text, int end) {
        int i = end;
        if (Boundaries.isAsciiLetter(peek(text, i)) && !Character.isLetterOrDigit(peek(text, i + 1))) {
            i++;
        }
        while (i - end < 4 && isBlank(peek(text, i))) {
            i++;
        }
        if (i == end || i >= text.length()) {
            return false;
        }
        char c = text.charAt(i);
        if (!Character.isLetter(c)) {
            return Boundaries.isDigit(c);
        }
        int to = WordTable.wordEnd(text, i);
        int kinds = AddressWords.shipped().kinds(text, i, to);
        return Character.isUpperCase(c) || (kinds & (AddressWords.LOW | AddressWords.UNIT)) != 0;
    }

    /** Where a street's name, or a word for a unit, starts that ends just before a number; the number's start if none does. */
    private int streetBefore(String text, int start) {
        int post = start - 7;
        if (post >= 0 && text.startsWith("PO A", post + 1) && text.charAt(start - 1) == ' ') {
            return post;
        }
        int i = start;
        for (int n = 0; n < MOST_WORDS; n++) {
            int to = i;
            while (to > 0 && i - to < 3 && isGap(text.charAt(to - 1))) {
                to--;
            }
            int from = WordTable.wordStart(text, to);
            if (from == to || (to == i && n > 0)) {
                return start;
            }
            if (from > 1 && peek(text, from - 1) == '-' && Character.isLetter(peek(text, from - 2))) {
                from = WordTable.wordStart(text, from - 1);
            }
            int kinds = AddressWords.shipped().kinds(text, from, to);
            boolean capital = Character.isUpperCase(text.charAt(from));
            if (n == 0 && (kinds & AddressWords.UNIT) != 0 && to - from > 1) {
                return box(text, from);
            }
            if ((kinds & AddressWords.FIRST) != 0 && n > 0 && (capital || (kinds & AddressWords.LOW) != 0)) {
                return from;
            }
            if (AddressWords.shipped().isStreet(text, from, to)) {
                return from;
            }
            if (!capital && kinds == 0) {
                return start;
            }
            i = from;
        }
        return start;
    }

    /** {@code P.O. Box}: where the letters before the word start. */
    private static int box(String text, int from) {
        for (String post : new String[] {"P.O. ", "PO ", "P.O.", "P. O. ", "Post Office ", "p.o. ", "po "}) {
            if (text.regionMatches(from - post.length(), post, 0, post.length())
                    && !Boundaries.gluedBefore(text, from - post.length())) {
                return from - post.length();
            }
        }
        return from;
    }

    private static boolean isGap(char c) {
        return isBlank(c) || c == ',' || c == '.' || c == '\u00BA' || c == '\u00B0' || c == '#' || c == '/';
    }
}
