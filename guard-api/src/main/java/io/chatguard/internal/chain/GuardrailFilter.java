package io.chatguard.internal.chain;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.List;
import java.util.function.Function;

/**
 * Holds a streaming text back until what it belongs to has been judged.
 *
 * <p>Prose is judged sentence by sentence, and nothing of a sentence passes before its verdict. So that no text is
 * held without bound, a sentence longer than a window is judged in windows that overlap by half, and the first half of
 * each passes after its verdict, with what the verdict rewrites in it; what ends with a window, and may go on behind it,
 * is judged once more with more text. Code, structured answers and tool arguments have no sentences: they are judged whole
 * at their end, in windows of another size where they are very long. What is decided depends on the text alone, not on
 * how it was cut: a decision waits until one character more than a window is there.
 */
final class GuardrailFilter implements StreamFilter {

    static final int SENTENCE_WINDOW = 400;
    static final int WHOLE_WINDOW = 16_384;

    private final boolean sentences;
    private final int window;
    private final Function<String, List<Edit>> judge;

    /** How many characters at the start of what is undecided were judged within the window before. */
    private int judged;

    /**
     * A filter for a text of that kind.
     *
     * @param judge judges a piece and gives its edits, none to leave it; throws to stop the call
     */
    GuardrailFilter(Segment.Kind kind, Function<String, List<Edit>> judge) {
        this.sentences = switch (kind) {
            case PROSE, TOOL_OUTPUT, NOT_JSON -> true;
            default -> false;
        };
        this.window = sentences ? SENTENCE_WINDOW : WHOLE_WINDOW;
        this.judge = judge;
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        if (sentences || undecided.length() > window) {
            decide(undecided.toString(), out);
        }
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        String text = undecided.toString();
        int rest = decide(text, out);
        int left = text.length() - rest;
        if (left > judged) {
            piece(text, rest, text.length(), text.length(), out);
        } else if (left > 0) {
            out.pass(left);
        }
        judged = 0;
    }

    /** Decides on all that can be decided; gives the index of what is left. */
    @CanIgnoreReturnValue
    private int decide(String text, Output out) {
        int start = 0;
        while (start < text.length()) {
            int end = sentences ? SentenceEnds.first(text, start, start + window) : -1;
            if (end > 0) {
                start = piece(text, start, end, end, out);
            } else if (text.length() - start > window) {
                start = piece(text, start, whole(text, start + window), whole(text, start + window / 2), out);
            } else {
                break;
            }
        }
        return start;
    }

    /** Judges from {@code start} to {@code end} and lets pass what stands before {@code release}, as it is edited. */
    @CanIgnoreReturnValue
    private int piece(String text, int start, int end, int release, Output out) {
        String piece = text.substring(start, end);
        List<Edit> edits = piece.isBlank() ? List.of() : judge.apply(piece);
        int until = release < end ? start + cut(edits, release - start, end - start) : end;
        int at = start;
        for (Edit edit : edits) {
            if (start + edit.end() > until || start + edit.start() >= until && release < end) {
                break;
            }
            out.pass(start + edit.start() - at);
            out.replace(edit.end() - edit.start(), edit.with());
            at = start + edit.end();
        }
        out.pass(until - at);
        judged = edits.isEmpty() ? end - until : 0;
        return until;
    }

    /**
     * Where a window is cut whose first {@code half} characters are to pass: never inside an edit. One that reaches the
     * window's end may be of something that goes on, so the cut is before it, unless it is all there is.
     */
    private static int cut(List<Edit> edits, int half, int length) {
        int cut = half;
        for (Edit edit : edits) {
            if (edit.end() == length && edit.start() > 0) {
                cut = Math.min(cut, edit.start());
            } else if (edit.start() < cut && edit.end() > cut) {
                cut = edit.end();
            }
        }
        return cut;
    }

    /** The index, or the one before it where it would part a surrogate pair. */
    private static int whole(String text, int index) {
        boolean parts =
                Character.isHighSurrogate(text.charAt(index - 1)) && Character.isLowSurrogate(text.charAt(index));
        return parts ? index - 1 : index;
    }
}
