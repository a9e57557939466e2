package io.chatguard.internal.json;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the texts of one JSON document that arrives as characters in pieces of any size.
 *
 * <p>Each string, member name and number of five characters or more goes, decoded, through a pipe of its own; everything
 * else passes at once. What a pipe leaves as it is keeps the escapes it was written with, what it changes is escaped
 * anew, a number that is changed becomes a string. So the document stays valid, an unchanged one comes out character by
 * character, and how it was divided makes no difference.
 *
 * <p>If the text proves to be no JSON (or nests deeper than 200, or has a number of more than 1,000 characters), or ends
 * too early, interpretation stops: open pipes are abandoned, and everything not decided and all that follows goes, as it
 * is written, through one more pipe, the rest's. {@link #valid} or {@link #complete} says so.
 *
 * <p>Linear time, no recursion, memory for what pipes hold back and for the path. For one thread.
 */
public final class JsonTextStream implements TextPipe {

    private enum State {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        STRING,
        NUMBER,
        LITERAL,
        DONE,
        BROKEN
    }

    private final Pipes pipes;
    private final Supplier<TextPipe> rests;
    private @Nullable TextPipe rest;
    private final JsonPath path = new JsonPath();
    private final JsonStringRewriter string = new JsonStringRewriter();
    private final JsonNumberRewriter number = new JsonNumberRewriter();

    private State state = State.VALUE;
    private boolean isName;
    private String literal = "";
    private int literalAt;
    /** Also false while a call is running, and for good when it failed. */
    private boolean open = true;

    private JsonTextStream(Pipes pipes, Supplier<TextPipe> rests) {
        this.pipes = pipes;
        this.rests = rests;
    }

    /**
     * A stream for one document.
     *
     * @param rests opens the pipe for what cannot be read as JSON; asked at most once
     */
    public static JsonTextStream of(Pipes pipes, Supplier<TextPipe> rests) {
        return new JsonTextStream(pipes, rests);
    }

    /** Whether all that was fed can be the beginning of a JSON document, or be one. */
    public boolean valid() {
        return state != State.BROKEN;
    }

    /** Whether what was fed is one JSON document; a number at the root counts once {@link #finish} was called. */
    public boolean complete() {
        return state == State.DONE;
    }

    @Override
    public void feed(CharSequence text, PieceSink out) {
        begin();
        int at = 0;
        int passFrom = 0;
        while (at < text.length() && state != State.BROKEN) {
            State before = state;
            if (before == State.STRING) {
                at = string(text, at, out);
                passFrom = at;
                at += state == State.STRING || state == State.BROKEN ? 0 : 1;
            } else if (before == State.NUMBER) {
                at = number(text, at, out);
                passFrom = at;
            } else {
                char c = text.charAt(at);
                if (!structure(c)) {
                    break;
                }
                if (state == State.NUMBER) {
                    pass(text, passFrom, at, out);
                } else {
                    at++;
                    if (state == State.STRING) {
                        pass(text, passFrom, at, out);
                        openString();
                    }
                }
                passFrom = holds() ? at : passFrom;
            }
        }
        if (state == State.BROKEN) {
            pass(text, passFrom, at, out);
            rest(text.subSequence(at, text.length()), out);
        } else if (!holds()) {
            pass(text, passFrom, text.length(), out);
        }
        open = true;
    }

    private void rest(CharSequence text, PieceSink out) {
        if (text.isEmpty()) {
            return;
        }
        TextPipe pipe = rest == null ? rests.get() : rest;
        rest = pipe;
        pipe.feed(text, out);
    }

    private boolean holds() {
        return state == State.STRING || state == State.NUMBER;
    }

    private static void pass(CharSequence text, int from, int to, PieceSink out) {
        if (to > from) {
            out.accept(text.subSequence(from, to), to - from, true);
        }
    }

    @Override
    public void finish(PieceSink out) {
        begin();
        if (state == State.NUMBER && path.depth() == 0) {
            endNumber(out);
        } else if (state == State.NUMBER) {
            rest(number.abandon(), out);
        } else if (state == State.STRING) {
            rest(string.abandon(out), out);
        }
        if (rest != null) {
            rest.finish(out);
        }
    }

    private void begin() {
        if (!open) {
            throw new IllegalStateException("the document is finished, or a pipe has failed");
        }
        open = false;
    }

    private void openString() {
        if (isName) {
            path.startName();
            string.openName(pipes.open(path.place(Place.Kind.NAME)), path);
        } else {
            string.open(pipes.open(path.place(Place.Kind.STRING)));
        }
    }

    /** Reads on in a string; returns the offset of its closing quote, of what may not stand there, or the end. */
    private int string(CharSequence text, int from, PieceSink out) {
        int at = string.read(text, from);
        if (at == text.length()) {
            string.flush(out);
        } else if (text.charAt(at) == '"' && !string.inEscape()) {
            string.close(out);
            if (isName) {
                path.endName();
                state = State.COLON;
            } else {
                valueEnds();
            }
        } else {
            rest(string.abandon(out), out);
            state = State.BROKEN;
        }
        return at;
    }

    private int number(CharSequence text, int from, PieceSink out) {
        int at = from;
        while (at < text.length()) {
            if (!JsonNumberRewriter.isPart(text.charAt(at))) {
                endNumber(out);
                return at;
            }
            if (!number.take(text.charAt(at))) {
                rest(number.abandon(), out);
                state = State.BROKEN;
                return at;
            }
            at++;
        }
        return at;
    }

    private void endNumber(PieceSink out) {
        if (number.isNumber()) {
            number.close(pipes, path, out);
            valueEnds();
        } else {
            rest(number.abandon(), out);
            state = State.BROKEN;
        }
    }

    private void valueEnds() {
        state = path.depth() == 0 ? State.DONE : State.COMMA_OR_END;
    }

    /** Takes a character outside strings and numbers; false, and broken, if it may not stand here. */
    private boolean structure(char c) {
        boolean taken = state == State.LITERAL ? literal(c) : isSpace(c) || token(c);
        if (!taken) {
            state = State.BROKEN;
        }
        return taken;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private boolean token(char c) {
        return switch (state) {
            case VALUE -> value(c);
            case VALUE_OR_END -> c == ']' ? leave() : value(c);
            case NAME -> name(c);
            case NAME_OR_END -> c == '}' ? leave() : name(c);
            case COLON -> become(State.VALUE, c == ':');
            case COMMA_OR_END -> path.inObject() ? afterMember(c) : afterElement(c);
            default -> false;
        };
    }

    private boolean afterMember(char c) {
        return c == '}' ? leave() : become(State.NAME, c == ',');
    }

    private boolean afterElement(char c) {
        if (c == ',') {
            path.nextElement();
        }
        return c == ']' ? leave() : become(State.VALUE, c == ',');
    }

    private boolean name(char c) {
        isName = true;
        return become(State.STRING, c == '"');
    }

    private boolean value(char c) {
        isName = false;
        return switch (c) {
            case '"' -> become(State.STRING, true);
            case '{' -> enter(true);
            case '[' -> enter(false);
            case 't' -> startLiteral("true");
            case 'f' -> startLiteral("false");
            case 'n' -> startLiteral("null");
            default -> become(State.NUMBER, c == '-' || c >= '0' && c <= '9');
        };
    }

    private boolean become(State next, boolean fits) {
        state = fits ? next : State.BROKEN;
        return fits;
    }

    private boolean enter(boolean object) {
        if (path.depth() == JsonPath.MAX_DEPTH) {
            return false;
        }
        path.enter(object);
        return become(object ? State.NAME_OR_END : State.VALUE_OR_END, true);
    }

    private boolean leave() {
        path.leave();
        valueEnds();
        return true;
    }

    private boolean startLiteral(String word) {
        literal = word;
        literalAt = 1;
        return become(State.LITERAL, true);
    }

    private boolean literal(char c) {
        if (c != literal.charAt(literalAt)) {
            return false;
        }
        literalAt++;
        if (literalAt == literal.length()) {
            valueEnds();
        }
        return true;
    }
}
