package io.chatguard.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges what goes out and what comes back.
 *
 * <p>Simpler than an {@link Interceptor}: it gives a verdict and the guard acts on it. On a streamed reply it is asked
 * for each finished sentence, which is held back until then; a sentence of more than 400 characters is judged in windows
 * of 400 that overlap by half. Thread-safe. If it throws or takes longer than its {@link #budget}, the call fails closed
 * unless the budget says otherwise.
 */
public interface Guardrail {

    /**
     * How long one judgement may take, and what holds where there is none.
     *
     * @param time longer than nothing; absent for a guardrail that only computes, which then runs on the caller's thread
     * @param unjudged what happens to a text that could not be judged, because time ran out or the guardrail failed
     */
    record Budget(Optional<Duration> time, Unjudged unjudged) {

        /** What happens to a text that could not be judged. */
        public enum Unjudged {
            /** The call stops. */
            BLOCK,
            /** The text goes on, and the receipt lists it as skipped. */
            PASS
        }

        public Budget {
            if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
                throw new IllegalArgumentException("a time budget is longer than nothing");
            }
        }

        /** As long as it takes, and a failure stops the call. */
        public static Budget unlimited() {
            return new Budget(Optional.empty(), Unjudged.BLOCK);
        }

        /** That long, and what is not judged by then stops the call. */
        public static Budget of(Duration time) {
            return new Budget(Optional.of(time), Unjudged.BLOCK);
        }

        /** The same time, but what could not be judged passes. */
        public Budget passingUnjudged() {
            return new Budget(time, Unjudged.PASS);
        }
    }

    /** A short stable name for receipts and errors. */
    String name();

    /** Which view it judges. */
    View view();

    /** Whether it gives text to anything outside this JVM; such a one must judge {@link View#PSEUDONYMISED}. */
    default boolean sendsTextElsewhere() {
        return false;
    }

    /** How long one judgement may take; one with a time runs on a thread of the guard and is interrupted. */
    default Budget budget() {
        return Budget.unlimited();
    }

    /** Who judges this call: itself, or one that remembers of the request what the reply is judged by. */
    default Guardrail forCall(Exchange exchange) {
        return this;
    }

    /** Judges a request. */
    default Verdict onRequest(Content request, Exchange exchange) {
        return Verdict.pass();
    }

    /** Judges a whole reply, or one sentence of a streamed reply as a content of one segment. */
    default Verdict onReply(Content reply, Exchange exchange) {
        return Verdict.pass();
    }
}
