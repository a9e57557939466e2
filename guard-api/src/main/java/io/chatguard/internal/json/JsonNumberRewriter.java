package io.chatguard.internal.json;

/** One number of a document at a time. It is held until it is complete, since a changed one becomes a string. */
final class JsonNumberRewriter {

    /** Literals with fewer characters are passed without asking: nothing that is looked for is that short. */
    static final int MIN_LENGTH = 5;

    static final int MAX_LENGTH = 1_000;

    private final StringBuilder literal = new StringBuilder();

    static boolean isPart(char c) {
        return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    /** Takes a character; false if the number has become too long. */
    boolean take(char c) {
        if (literal.length() == MAX_LENGTH) {
            return false;
        }
        literal.append(c);
        return true;
    }

    /** Whether what has been taken is a number as RFC 8259 writes it. */
    boolean isNumber() {
        int at = literal.charAt(0) == '-' ? 1 : 0;
        int digits = digits(at);
        if (digits == at || literal.charAt(at) == '0' && digits > at + 1) {
            return false;
        }
        at = digits;
        if (at < literal.length() && literal.charAt(at) == '.') {
            digits = digits(at + 1);
            if (digits == at + 1) {
                return false;
            }
            at = digits;
        }
        if (at < literal.length() && (literal.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < literal.length() && (literal.charAt(at) == '+' || literal.charAt(at) == '-')) {
                at++;
            }
            digits = digits(at);
            if (digits == at) {
                return false;
            }
            at = digits;
        }
        return at == literal.length();
    }

    private int digits(int from) {
        int at = from;
        while (at < literal.length() && literal.charAt(at) >= '0' && literal.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The number is complete: writes it as it is, or as a string if its pipe changes it. */
    void close(Pipes pipes, JsonPath path, PieceSink out) {
        if (literal.length() < MIN_LENGTH) {
            pass(out);
            return;
        }
        String text = literal.toString();
        Answer answer = new Answer();
        TextPipe pipe = pipes.open(path.place(Place.Kind.NUMBER));
        pipe.feed(text, answer);
        pipe.finish(answer);
        if (answer.sourceChars != text.length()) {
            throw new IllegalStateException("a pipe ended without answering for all it was fed");
        }
        if (answer.identity) {
            pass(out);
        } else {
            out.accept('"' + JsonText.escape(answer.text) + '"', text.length(), false);
            literal.setLength(0);
        }
    }

    private void pass(PieceSink out) {
        if (literal.length() > 0) {
            out.accept(literal.toString(), literal.length(), true);
            literal.setLength(0);
        }
    }

    /** It is no number; returns what has been taken. */
    String abandon() {
        String taken = literal.toString();
        literal.setLength(0);
        return taken;
    }

    private static final class Answer implements PieceSink {
        private final StringBuilder text = new StringBuilder();
        private int sourceChars;
        private boolean identity = true;

        @Override
        public void accept(CharSequence piece, int chars, boolean same) {
            text.append(piece);
            sourceChars += chars;
            identity &= same;
        }
    }
}
