package io.chatguard.redact.internal.tagger;

import io.chatguard.EntityType;

/** Finds names among the tokens of a text. Implementations are thread-safe and keep nothing of the text. */
public interface Tagger {

    /**
     * Tells the names among some tokens of a text, from left to right, none overlapping another. Tokens outside the
     * range are read as context and never told; a range that begins and ends with sentences gets the same answer
     * whatever else is in the text beyond the neighbouring lines.
     *
     * @param text what the tokens were read from
     * @param firstToken the first token, an index into {@code tokens}
     * @param lastToken the last token, inclusive; nothing happens if it is less than {@code firstToken}
     */
    void tag(CharSequence text, Tokens tokens, int firstToken, int lastToken, Sink sink);

    /** Takes what a tagger finds. */
    @FunctionalInterface
    interface Sink {

        /**
         * A name.
         *
         * @param firstToken its first token
         * @param lastToken its last token, inclusive
         * @param probability how sure the tagger is, from 0 to 1: of names told with 0.9, nine in ten are right
         */
        void name(EntityType type, int firstToken, int lastToken, double probability);
    }
}
