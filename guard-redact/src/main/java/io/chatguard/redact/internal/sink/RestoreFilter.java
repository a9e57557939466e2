package io.chatguard.redact.internal.sink;

import io.chatguard.redact.internal.standin.KnownStandIns;
import io.chatguard.redact.internal.standin.StandIns;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.surrogate.SurrogateForm.Read;
import io.chatguard.redact.internal.surrogate.Word;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.spi.StreamFilter;
import java.util.Optional;

/**
 * Restores the surrogates and stand-ins of one text: one pass from left to right, literal insertion, inserted text is
 * never read.
 *
 * <p>The text is taken character by character by automata with constant state, and what depends on text to come waits
 * for it; so the result does not depend on the cuts, and a whole text is the case of one cut. Held back are a word that
 * can still become a surrogate of this scope, and behind a surrogate what decides on its sinks: the rest of a run that
 * may become a URL, and where a run of backticks or a square bracket is open the text up to its end, each at most
 * {@value CodeSpans#FARTHEST} characters; what is undecided there stays a surrogate.
 */
public final class RestoreFilter implements StreamFilter {

    private final Resolver resolver;
    private final Gate gate;
    private final String place;
    private final MarkupTracker markup = new MarkupTracker();
    private final UrlTracker url = new UrlTracker();
    private final Word word;

    private final KnownStandIns standIns;

    private int scanned;
    private int itemStart;
    private int itemEnd;
    private int released;
    private int number;
    private int noProseBefore;

    private int wordSinks;
    private int[] wordSpans = {};
    private char wordPrevious;
    /** What stands before the value that waits, and before the run of marks if that is one. */
    private char valuePrevious;

    private char beforeValueMarks;
    private char beforeMarks = '\n';
    private char last = '\n';
    private String wordHost = "";
    private boolean wordAfterBracket;
    private boolean wordAtLineStart;
    private boolean wordLineBound;
    private int wordInLabel;
    private Optional<Value> waiting = Optional.empty();

    public RestoreFilter(Resolver resolver, Gate gate, String place) {
        this.resolver = resolver;
        this.gate = gate;
        this.place = place;
        this.word = new Word(resolver.issued());
        this.standIns = resolver.standIns();
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        step(undecided, false, out);
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        step(undecided, true, out);
    }

    private void step(CharSequence text, boolean complete, Output out) {
        released = 0;
        int n = text.length();
        boolean goOn = true;
        while (goOn) {
            if (waiting.isPresent()) {
                goOn = decide(text, complete, waiting.get(), out);
            } else if (scanned == n) {
                goOn = complete && word.isOpen();
                if (goOn) {
                    closeWord();
                }
            } else {
                goOn = advance(text, complete, out);
            }
        }
        int keepFrom = waiting.isPresent() ? itemStart : word.isAlive() ? word.start() : scanned;
        release(keepFrom, out);
        scanned -= released;
        noProseBefore -= released;
        itemStart -= released;
        itemEnd -= released;
        word.shift(released);
    }

    private void release(int to, Output out) {
        if (to > released) {
            out.pass(to - released);
            released = to;
        }
    }

    /** Takes one character, or a joint; false if that must wait for more text. */
    private boolean advance(CharSequence text, boolean complete, Output out) {
        if (!standIns.isEmpty() && (!word.isOpen() || word.isBlank())) {
            int end = standIns.end(text, scanned, last, complete);
            if (end == StandIns.UNDECIDED) {
                return false;
            }
            if (end > 0 && standIn(text, end)) {
                return true;
            }
        } else if (!word.isOpen() && scanned >= noProseBefore) {
            int end = proseEnd(text);
            if (end > scanned) {
                if (gate.hasMarkup()) {
                    markup.acceptProse();
                } else if (gate.looksInside()) {
                    url.accept(' ');
                }
                last = ' ';
                scanned = end;
                return true;
            }
        }
        char c = text.charAt(scanned);
        if (SurrogateForm.isWord(c)) {
            if (word.isOpen()) {
                word.add(c, scanned);
            } else {
                int end = plainWordEnd(text, complete);
                if (end > scanned) {
                    skip(text, end);
                    return true;
                }
                remember();
                word.begin(c, scanned, last);
            }
            if (word.start() == scanned) {
                rememberMarks();
            }
            accept(c);
            return true;
        }
        if (word.isOpen()) {
            int joint = word.joint(text, scanned, complete);
            if (joint == Word.UNDECIDED) {
                return false;
            }
            if (joint == 0) {
                closeWord();
                return true;
            }
            for (int i = 0; i < joint; i++) {
                accept(text.charAt(scanned));
            }
            word.joined(c == '*' ? joint : 0);
            return true;
        }
        if (c == ':' && gate.hasMarkup() && !gate.isOpen(Sinks.URL) && markup.wouldDefineMade()) {
            release(scanned, out);
            out.replace(1, "\\:");
            released = scanned + 1;
            resolver.defined(place);
        }
        accept(c);
        return true;
    }

    /** Takes the stand-in that ends there, if the caller may have what it stands for. */
    private boolean standIn(CharSequence text, int end) {
        Optional<Value> value = resolver.standIn(text, scanned, end, place);
        if (value.isEmpty()) {
            return false;
        }
        word.close();
        remember();
        rememberMarks();
        itemStart = scanned;
        itemEnd = end;
        while (scanned < end) {
            accept(text.charAt(scanned));
        }
        number++;
        waiting = value;
        return true;
    }

    private void rememberMarks() {
        valuePrevious = last;
        beforeValueMarks = beforeMarks;
    }

    /** What stands before a word that starts here. */
    private void remember() {
        wordPrevious = last;
        if (gate.hasMarkup()) {
            wordSinks = markup.sinks();
            wordSpans = markup.openSpans();
            wordHost = markup.host();
            wordAfterBracket = markup.isAfterBracket();
            wordAtLineStart = markup.isLineStart();
            wordLineBound = markup.isLineBound();
            wordInLabel = markup.label().length();
        } else if (gate.looksInside()) {
            wordSinks = url.isOpen() ? Sinks.URL : Sinks.NONE;
            wordHost = url.host();
        }
    }

    /**
     * The end, behind a space, of the prose that starts here: whole words without an underscore, of which none is a
     * surrogate, and no character that means anything to a renderer. Where there is none, none is looked for again
     * before its end, so that each character is looked at once.
     */
    private int proseEnd(CharSequence text) {
        int n = text.length();
        int end = scanned;
        if (last == '\\' || gate.hasMarkup() && !markup.isCalm()) {
            return end;
        }
        int i = scanned;
        while (i < n) {
            char c = text.charAt(i);
            if (!MarkupTracker.isProse(c)) {
                break;
            }
            i++;
            if (c == ' ') {
                end = i;
            }
        }
        noProseBefore = i;
        return end;
    }

    /**
     * The end of the word that starts here if it holds letters and digits only and is whole: it is no surrogate, and
     * most words of a text are like that. Else 0: the word has to be looked at character by character.
     */
    private int plainWordEnd(CharSequence text, boolean complete) {
        int n = text.length();
        int i = scanned;
        while (i < n && SurrogateForm.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        if (last == '\\' || (i == n ? !complete : isJoint(text.charAt(i)))) {
            return 0;
        }
        return i;
    }

    private static boolean isJoint(char c) {
        return c == '_' || c == '*' || c == '\\';
    }

    private void skip(CharSequence text, int end) {
        if (gate.hasMarkup()) {
            markup.acceptWord(text, scanned, end);
        } else if (gate.looksInside()) {
            url.name(text, scanned, end);
        }
        last = text.charAt(end - 1);
        scanned = end;
    }

    private void accept(char c) {
        if (c != last) {
            beforeMarks = last;
        }
        last = c;
        if (gate.hasMarkup()) {
            markup.accept(c);
        } else if (gate.looksInside()) {
            url.accept(c);
        }
        scanned++;
    }

    private void closeWord() {
        boolean alive = word.isAlive();
        itemStart = word.start();
        itemEnd = word.end();
        Optional<Read> read = word.close();
        if (read.isEmpty()) {
            return;
        }
        if (alive || resolver.isSuspect(read.get()) || word.endsWithDigitInCheck()) {
            number++;
            waiting = resolver.resolve(read.get(), place);
            if (waiting.isEmpty()) {
                resolver.unresolved(place, number);
            }
        }
    }

    /** Settles the sinks of the surrogate that waits; false if that needs more text. */
    private boolean decide(CharSequence text, boolean complete, Value value, Output out) {
        int sinks = Sinks.NONE;
        if (gate.looksInside() && !value.isLiteral()) {
            sinks = sinks(text, complete, value);
            if (sinks == RightContext.UNDECIDED) {
                return false;
            }
        }
        int shut = value.isLiteral() ? Sinks.NONE : gate.shut(value.type(), sinks);
        if (shut == Sinks.NONE && gate.hasMarkup() && markup.label().isOpen() && !gate.isOpen(Sinks.URL)) {
            BracketAhead.Seen bracket = bracket(text, complete);
            if (bracket.meaning() == BracketAhead.Meaning.UNDECIDED) {
                return false;
            }
            shut = inBracket(bracket, text, value);
        }
        release(itemStart, out);
        if (shut == Sinks.NONE) {
            out.replace(itemEnd - itemStart, value.text());
            released = itemEnd;
            resolver.restored(value.type(), gate.named(sinks), place, number);
        } else {
            release(itemEnd, out);
            resolver.kept(value.type(), Sinks.strictest(shut), place, number);
        }
        waiting = Optional.empty();
        return true;
    }

    private BracketAhead.Seen bracket(CharSequence text, boolean complete) {
        return BracketAhead.look(text, itemEnd, complete, markup.label().isNested());
    }

    /** A label that is made by restoring must not be one that something else refers to, before or later. */
    private int inBracket(BracketAhead.Seen bracket, CharSequence text, Value value) {
        LabelTracker label = markup.label();
        return switch (bracket.meaning()) {
            case UNDECIDED, NONE, LINK_TEXT -> Sinks.NONE;
            case DEFINITION -> label.isNested() || label.isAtLineStart() ? Sinks.URL : labelled(bracket, text, value);
            case LABEL -> labelled(bracket, text, value);
            case FAR -> Sinks.URL;
        };
    }

    private int labelled(BracketAhead.Seen bracket, CharSequence text, Value value) {
        LabelTracker label = markup.label();
        if (!value.isLiteral() && !label.mayRestore()) {
            return Sinks.URL;
        }
        int to = label.length() - (scanned - itemEnd);
        label.restored(wordInLabel, to, value.text(), text.subSequence(itemEnd, bracket.end()));
        return Sinks.NONE;
    }

    private int sinks(CharSequence text, boolean complete, Value value) {
        int end = itemEnd;
        if (wordSinks == Sinks.URL
                && gate.opensHost(wordHost, value.type())
                && ValueContext.isPlainInUrl(value.text())) {
            return Sinks.NONE;
        }
        int right = RightContext.sinks(text, end, complete, value.text());
        if (right == RightContext.UNDECIDED) {
            return RightContext.UNDECIDED;
        }
        if (!gate.hasMarkup()) {
            return wordSinks | right;
        }
        int emphasis = emphasis(text, complete, value.text());
        if (emphasis == RightContext.UNDECIDED) {
            return RightContext.UNDECIDED;
        }
        int left = isMailInBrackets(text, value) ? wordSinks & ~Sinks.HTML : wordSinks;
        int sinks = left
                | right
                | emphasis
                | ValueContext.sinks(value.text(), wordPrevious, wordAtLineStart, wordLineBound, text, end);
        if (wordSpans.length == 0 || gate.isOpen(Sinks.CODE) || (sinks & Sinks.CODE) != 0) {
            return sinks;
        }
        return switch (CodeSpans.closing(wordSpans, text, end, complete)) {
            case CodeSpans.CLOSED -> sinks | Sinks.CODE;
            case CodeSpans.OPEN_ENDED -> sinks;
            default -> RightContext.UNDECIDED;
        };
    }

    private int emphasis(CharSequence text, boolean complete, String value) {
        return Emphasis.isMark(valuePrevious) && Emphasis.changesBefore(beforeValueMarks, value)
                ? Sinks.URL
                : Emphasis.behind(text, itemEnd, complete, value);
    }

    /** {@code <surrogate>} of an e-mail address, as in a mail header: no tag, and the link is to the value itself. */
    private boolean isMailInBrackets(CharSequence text, Value value) {
        return wordAfterBracket
                && value.type().equals("EMAIL_ADDRESS")
                && itemEnd < text.length()
                && text.charAt(itemEnd) == '>'
                && value.text().chars().allMatch(c -> SurrogateForm.isWord((char) c) || ".+-@%".indexOf(c) >= 0);
    }
}
