package io.chatguard.redact.internal.engine;

import io.chatguard.redact.internal.match.Spans;
import io.chatguard.redact.internal.match.TextBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a scan knows about the text besides its characters, and the scratch space of one scan.
 *
 * <p>Not thread-safe: one scan at a time. Reusable: {@link #begin} resets it, so that a warm scan allocates nothing.
 * It keeps no reference to a text after {@link #end}.
 */
public final class ScanContext {
    /** Named positions up to which a rule has finished its work, so that no stretch is examined twice. */
    public enum Mark {
        NUMBERS,
        DATES,
        TOKENS,
        ADDRESSES,
        ADDRESS_WORDS,
        CORNER,
        COLONS,
        IP,
        EMAIL,
        URL,
        URL_USERINFO,
        URL_STOP,
        URL_AT_SIGN,
        URL_ROUND,
        URL_SQUARE,
        JWT,
        PEM,
        PEM_WITHOUT_END,
        SAML
    }

    private static final int MARKS = Mark.values().length;

    private final int[] marks = new int[MARKS];
    /** A stretch of the text that is known to hold no letter. */
    private int bareFrom;

    private int bareTo;
    private final NumberRun run = new NumberRun();
    private final Spans spans = new Spans();
    private final Columns columns = new Columns();
    private final TextBytes bytes = new TextBytes();
    private @Nullable ScanContext inside;
    private boolean insideUsed;
    private final Candidate candidate = new Candidate();
    private String pointer = "";
    private int key;
    private String before = "";
    private String region = "";

    /**
     * Starts a scan.
     *
     * @param pointer RFC 6901 pointer to the text, whose last name is a hint, or empty
     * @param before the text that precedes this one in the conversation, or empty
     * @param region ISO 3166-1 alpha-2 region of national telephone numbers, or empty
     */
    public ScanContext begin(String pointer, String before, String region) {
        this.pointer = pointer;
        this.key = lastName(pointer);
        this.before = before;
        this.region = region;
        return rewind();
    }

    /** Starts a scan of a text that stands alone. */
    public ScanContext begin() {
        return begin("", "", "");
    }

    /** Starts another scan with the same surroundings. */
    public ScanContext rewind() {
        Arrays.fill(marks, 0);
        bareFrom = 0;
        bareTo = 0;
        columns.reset();
        candidate.clear();
        return this;
    }

    /**
     * For a scan of a stretch of a text: the headers above it are those of the text, and what precedes the text is not
     * before it. Stretches of one text are scanned from left to right.
     *
     * @param whole the text
     * @param from where the stretch starts in it, 0 for what is scanned with all surroundings
     */
    public ScanContext within(String whole, int from) {
        ScanContext stretch = inside == null ? new ScanContext() : inside;
        inside = stretch;
        insideUsed = true;
        stretch.begin(pointer, from == 0 ? before : "", region);
        stretch.columns.within(whole, from);
        return stretch;
    }

    /** What is scanned, as bytes: all that look at it share them. */
    public TextBytes bytes() {
        return bytes;
    }

    /** Forgets the text and its surroundings. */
    public void end() {
        begin();
        bytes.forget();
        columns.forget();
        if (inside != null && insideUsed) {
            inside.end();
            insideUsed = false;
        }
    }

    public String pointer() {
        return pointer;
    }

    /** Where the last name in the pointer starts, array positions not counted. */
    public int key() {
        return key;
    }

    private static int lastName(String pointer) {
        int start = pointer.lastIndexOf('/') + 1;
        while (start > 1 && start < pointer.length() && Boundaries.isDigit(pointer.charAt(start))) {
            start = pointer.lastIndexOf('/', start - 2) + 1;
        }
        return start;
    }

    public String before() {
        return before;
    }

    public String region() {
        return region;
    }

    /** Room for what patterns match; whoever uses it clears it first. */
    public Spans spans() {
        return spans;
    }

    /** Room for one number that is looked at. */
    public Candidate candidate() {
        return candidate;
    }

    /** Where the headers of columns are, for tables in the text that is scanned. */
    Columns columns() {
        return columns;
    }

    public NumberRun run() {
        return run;
    }

    /** Whether a letter of any script stands between two places. A row of numbers is read once, however often it is asked. */
    boolean hasLetter(String text, int from, int to) {
        boolean joined = from >= bareFrom && from <= bareTo;
        int i = joined ? bareTo : from;
        while (i < to) {
            if (WordWindow.isLetter(text.charAt(i))) {
                return true;
            }
            i++;
        }
        bareFrom = joined ? bareFrom : from;
        bareTo = joined ? Math.max(bareTo, to) : to;
        return false;
    }

    public int mark(Mark mark) {
        return marks[mark.ordinal()];
    }

    /** Moves a mark; marks never move back. */
    public void advance(Mark mark, int index) {
        if (index > marks[mark.ordinal()]) {
            marks[mark.ordinal()] = index;
        }
    }

    /**
     * The first place of a character at {@code from} or behind it, or {@code limit}. Whoever asks from left to right with
     * a mark of its own reads no place twice, however often it asks.
     */
    public int first(Mark mark, String text, char c, int from, int limit) {
        int i = Math.max(from, mark(mark));
        while (i < limit && text.charAt(i) != c) {
            i++;
        }
        advance(mark, i);
        return Math.min(i, limit);
    }
}
