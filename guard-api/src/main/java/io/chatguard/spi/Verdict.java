package io.chatguard.spi;

/** A guardrail's judgement. Reasons are the guardrail's own words and hold no user text. */
public sealed interface Verdict {

    /** Nothing to object to. */
    record Pass() implements Verdict {}

    /** Goes on, and is counted. */
    record Flag(String reason) implements Verdict {}

    /** Goes on with this content instead. */
    record Rewrite(Content content, String reason) implements Verdict {}

    /** Stops the call. */
    record Block(String reason) implements Verdict {}

    /** Asks the model once more with an added instruction; for whole replies without executed tools, else it blocks. */
    record AskAgain(String instruction) implements Verdict {
        /** Without the instruction, which may have been made of the reply. */
        @Override
        public String toString() {
            return "AskAgain[…]";
        }
    }

    static Verdict pass() {
        return Passes.PASS;
    }

    static Verdict flag(String reason) {
        return new Flag(reason);
    }

    static Verdict rewrite(Content content, String reason) {
        return new Rewrite(content, reason);
    }

    static Verdict block(String reason) {
        return new Block(reason);
    }

    static Verdict askAgain(String instruction) {
        return new AskAgain(instruction);
    }
}
