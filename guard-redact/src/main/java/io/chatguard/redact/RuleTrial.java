package io.chatguard.redact;

/**
 * What a rule makes of a place in a text, or of all of it. Holds no text.
 *
 * @param rule the rule's id
 * @param start first UTF-16 index, 0 where nothing was recognised
 * @param end index after it, 0 where nothing was recognised
 * @param score confidence, 0 where nothing was recognised or it does not count
 * @param outcome whether it counts, and why not
 */
public record RuleTrial(String rule, int start, int end, double score, Outcome outcome) {

    /** Whether a match counts, and why not. */
    public enum Outcome {
        /** It counts. */
        FOUND("counts"),
        /** It is recognised, with less than the policy's least score. */
        BELOW_THRESHOLD("scores less than the policy's min_score; a supporting word near it may raise that"),
        /** Letters or digits of the same word stand beside it. */
        INSIDE_A_WORD("is part of a longer word"),
        /** What follows shows that it is something longer. */
        GOES_ON("is followed by a character that shows that it is something longer"),
        /** A checksum or another check does not fit. */
        CHECK_FAILS("matches the pattern and fails a check"),
        /** Nothing in the text has that form. */
        NOT_RECOGNISED("nothing in the text has that form");

        private final String sentence;

        Outcome(String sentence) {
            this.sentence = sentence;
        }

        /** What it means, without subject and full stop. */
        public String sentence() {
            return sentence;
        }
    }
}
