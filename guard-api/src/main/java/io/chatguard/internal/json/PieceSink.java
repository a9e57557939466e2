package io.chatguard.internal.json;

/** Where a {@link TextPipe} puts its answers, in the order of the characters that they stand for. */
@FunctionalInterface
public interface PieceSink {

    /**
     * Takes the answer for the next {@code sourceChars} characters. The source characters of all pieces together are
     * all that was fed.
     *
     * @param text what becomes of them
     * @param sourceChars how many characters it stands for; 0 where something is inserted
     * @param identity whether {@code text} is exactly those characters, so that they keep the form they came in
     */
    void accept(CharSequence text, int sourceChars, boolean identity);
}
