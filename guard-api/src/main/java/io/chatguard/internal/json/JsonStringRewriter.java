package io.chatguard.internal.json;

import org.jspecify.annotations.Nullable;

/** One string of a document at a time: decodes it for its pipe and writes down what the pipe answers. */
final class JsonStringRewriter {

    /** How far an escape has been read. */
    private static final int NO_ESCAPE = 0;

    private final WrittenText undecided = new WrittenText();
    /** Decoded characters the pipe has not been fed yet. */
    private final StringBuilder decoded = new StringBuilder();

    private final PieceSink answers = this::answer;

    private @Nullable TextPipe pipe;
    private @Nullable PieceSink out;
    /** Set while the string is a member's name. */
    private @Nullable JsonPath nameOf;

    private int escapeLength = NO_ESCAPE;
    private int codeUnit;

    void open(TextPipe opened) {
        pipe = opened;
        nameOf = null;
        escapeLength = NO_ESCAPE;
    }

    /** Opens a string that becomes the name of the current member in the path. */
    void openName(TextPipe opened, JsonPath path) {
        open(opened);
        nameOf = path;
    }

    /**
     * Reads the string up to its closing quote, or to the end of the text, or to the first character that may not stand
     * there; it is not consumed.
     *
     * @return where it stopped
     */
    int read(CharSequence text, int from) {
        int at = from;
        while (at < text.length()) {
            if (escapeLength != NO_ESCAPE) {
                if (!escape(text.charAt(at))) {
                    return at;
                }
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && isPlain(text.charAt(at))) {
                at++;
            }
            undecided.plain(text, start, at);
            append(text, start, at);
            if (at == text.length() || text.charAt(at) != '\\') {
                return at;
            }
            undecided.escapePart('\\');
            escapeLength = 1;
            at++;
        }
        return at;
    }

    boolean inEscape() {
        return escapeLength != NO_ESCAPE;
    }

    private static boolean isPlain(char c) {
        return c != '"' && c != '\\' && c >= ' ';
    }

    /** The next character of an escape; false if it may not stand there. */
    private boolean escape(char c) {
        if (escapeLength == 1 && c != 'u') {
            int meant = JsonText.simpleEscape(c);
            if (meant < 0) {
                return false;
            }
            undecided.escapePart(c);
            endEscape((char) meant, 2);
            return true;
        }
        if (escapeLength == 1) {
            codeUnit = 0;
        } else {
            int digit = JsonText.hexDigit(c);
            if (digit < 0) {
                return false;
            }
            codeUnit = (codeUnit << 4) | digit;
        }
        undecided.escapePart(c);
        escapeLength++;
        if (escapeLength == 6) {
            endEscape((char) codeUnit, 6);
        }
        return true;
    }

    private void endEscape(char meant, int length) {
        undecided.escapeEnds(length);
        append(String.valueOf(meant), 0, 1);
        escapeLength = NO_ESCAPE;
    }

    private void append(CharSequence text, int from, int to) {
        decoded.append(text, from, to);
        if (nameOf != null) {
            nameOf.nameContinues(text, from, to);
        }
    }

    /** Feeds the pipe what has been decoded, except a surrogate whose other half may still come. */
    void flush(PieceSink sink) {
        int end = decoded.length();
        if (end > 0 && Character.isHighSurrogate(decoded.charAt(end - 1))) {
            end--;
        }
        feed(end, sink);
    }

    /** The closing quote: the pipe decides about all that is left. */
    void close(PieceSink sink) {
        feed(decoded.length(), sink);
        out = sink;
        opened().finish(answers);
        if (undecided.undecided() != 0) {
            throw new IllegalStateException("a pipe ended without answering for all it was fed");
        }
        undecided.clear();
        pipe = null;
    }

    /** The document ends within the string or is none; returns what is not decided as it is written. */
    String abandon(PieceSink sink) {
        flush(sink);
        decoded.setLength(0);
        pipe = null;
        return undecided.drain();
    }

    private void feed(int end, PieceSink sink) {
        if (end > 0) {
            String piece = decoded.substring(0, end);
            decoded.delete(0, end);
            out = sink;
            opened().feed(piece, answers);
        }
    }

    private void answer(CharSequence text, int sourceChars, boolean identity) {
        if (sourceChars < 0 || sourceChars > undecided.undecided() - decoded.length()) {
            throw new IllegalStateException("a pipe answered for more characters than it was fed");
        }
        if (identity && text.length() != sourceChars) {
            throw new IllegalStateException("a pipe called a text of another length identical");
        }
        String form = undecided.decide(sourceChars);
        PieceSink sink = out;
        if (sink != null && (!identity || sourceChars > 0)) {
            sink.accept(identity ? form : JsonText.escape(text), form.length(), identity);
        }
    }

    private TextPipe opened() {
        if (pipe == null) {
            throw new IllegalStateException("no string is open");
        }
        return pipe;
    }
}
