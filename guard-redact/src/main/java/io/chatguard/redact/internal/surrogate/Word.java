package io.chatguard.redact.internal.surrogate;

import io.chatguard.redact.internal.surrogate.SurrogateForm.Read;
import java.util.Optional;

/**
 * A word that grows character by character, as long as it can be a surrogate of the scope also across the marks that
 * models put between its parts: {@code \_} for an underscore, and up to three {@code *} beside one. A word that can no
 * longer become one takes letters, digits and underscores only. Whether a word ends therefore never depends on how
 * the text was cut.
 *
 * <p>The letters of a literal JSON escape ({@code \n}, {@code \u00e9}: a document quoted inside a text) belong to no
 * word; {@link #endsEscape} says the same of a whole text. Not thread-safe.
 */
public final class Word {

    /** Said of a joint that cannot be decided before more text is there. */
    public static final int UNDECIDED = -1;

    private static final int MOST_STARS = 3;

    /** Letter and digits of {@code u00e9}. */
    private static final int UNIT = 5;

    private final Issued issued;
    private final StringBuilder letters = new StringBuilder(SurrogateForm.LONGEST + 1);
    /** The issued types that it can still become. */
    private long candidates;

    private boolean open;
    private boolean alive;
    private boolean afterStars;
    private int escape;
    private int start;
    private int end;

    public Word(Issued issued) {
        this.issued = issued;
    }

    public boolean isOpen() {
        return open;
    }

    /** Whether it has underscores only, so far. */
    public boolean isBlank() {
        return open && letters.length() == 0;
    }

    /** Whether it can still become a surrogate that the scope has issued. */
    public boolean isAlive() {
        return open && alive;
    }

    /** Index of the first letter or digit, or of the first underscore while there is nothing else. */
    public int start() {
        return start;
    }

    /** Index after the last letter or digit. */
    public int end() {
        return end;
    }

    /** Moves the indices when text before them was dropped. */
    public void shift(int dropped) {
        start -= dropped;
        end -= dropped;
    }

    /** Begins with the word character at that index, behind another character that is none. */
    public void begin(char c, int at, char previous) {
        begin(c, at);
        if (previous == '\\' && isEscapeLetter(c)) {
            alive = false;
            escape = UNIT;
        } else if (previous == '\\' && c == 'u') {
            escape = 1;
        }
    }

    private void begin(char c, int at) {
        open = true;
        alive = true;
        afterStars = false;
        escape = 0;
        letters.setLength(0);
        candidates = issued.candidates();
        start = at;
        end = at;
        add(c, at);
    }

    /** Takes the next word character. */
    public void add(char c, int at) {
        if (escape == UNIT) {
            begin(c, at);
            return;
        }
        escape = escape > 0 && isHex(c) ? escape + 1 : 0;
        boolean underscore = c == '_';
        if (letters.length() == 0) {
            start = at;
            if (underscore) {
                return;
            }
        }
        if (letters.length() <= SurrogateForm.LONGEST + 8) {
            letters.append(SurrogateForm.upper(c));
        }
        if (!underscore) {
            end = at + 1;
        }
        if (alive && !goesOn()) {
            if (afterStars && !underscore) {
                begin(c, at);
                return;
            }
            alive = false;
        }
        afterStars = false;
    }

    private boolean goesOn() {
        candidates = issued.following(letters, candidates);
        return candidates != 0;
    }

    /** Remembers that the next character stands behind a joint of stars. */
    public void joined(int length) {
        afterStars = length > 0;
    }

    /**
     * The length of the joint at {@code i}, where no word character stands: 0 if the word ends there, {@link
     * #UNDECIDED} if that depends on text still to come.
     */
    public int joint(CharSequence text, int i, boolean complete) {
        if (!alive || letters.length() == 0) {
            return 0;
        }
        char c = text.charAt(i);
        if (c == '\\') {
            return escaped(text, i, complete);
        }
        int n = text.length();
        int j = i;
        while (j < n && j - i <= MOST_STARS && text.charAt(j) == '*') {
            j++;
        }
        if (j == i || j - i > MOST_STARS) {
            return 0;
        }
        if (j == n) {
            return complete ? 0 : UNDECIDED;
        }
        char next = text.charAt(j);
        if (next == '\\') {
            int escape = escaped(text, j, complete);
            return escape > 0 ? j - i : escape;
        }
        boolean beside = next == '_' || SurrogateForm.isWord(next) && letters.charAt(letters.length() - 1) == '_';
        return beside ? j - i : 0;
    }

    private static int escaped(CharSequence text, int i, boolean complete) {
        if (i + 1 == text.length()) {
            return complete ? 0 : UNDECIDED;
        }
        return text.charAt(i + 1) == '_' ? 1 : 0;
    }

    /** Ends the word and reads it. */
    public Optional<Read> close() {
        open = false;
        int n = letters.length();
        while (n > 0 && letters.charAt(n - 1) == '_') {
            n--;
        }
        return n > SurrogateForm.LONGEST ? Optional.empty() : SurrogateForm.read(letters, 0, n);
    }

    /** Whether the check, as read, holds a digit: the sign of a surrogate rather than of a constant's name. */
    public boolean endsWithDigitInCheck() {
        int n = letters.length();
        while (n > 0 && letters.charAt(n - 1) == '_') {
            n--;
        }
        for (int i = Math.max(0, n - SurrogateForm.CHECK_SYMBOLS); i < n; i++) {
            if (SurrogateForm.isDigit(letters.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an escape of which {@code text[from..to)} holds every character ends at {@code to}. */
    public static boolean endsEscape(CharSequence text, int from, int to) {
        if (to - from >= 2 && text.charAt(to - 2) == '\\' && isEscapeLetter(text.charAt(to - 1))) {
            return true;
        }
        if (to - from <= UNIT || text.charAt(to - UNIT) != 'u' || text.charAt(to - UNIT - 1) != '\\') {
            return false;
        }
        for (int i = to - UNIT + 1; i < to; i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Small letters only: a surrogate is written in capitals, so none that stands behind a backslash is cut. */
    private static boolean isEscapeLetter(char c) {
        return c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f';
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }
}
