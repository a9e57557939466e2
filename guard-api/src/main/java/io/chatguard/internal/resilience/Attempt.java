package io.chatguard.internal.resilience;

import java.util.concurrent.CompletionStage;

/**
 * A request that can be sent as often as the rules allow. The resilience sees statuses and headers, never a body.
 */
public interface Attempt {

    /** A sending of the request that has not begun. */
    Sending prepare(Turn turn);

    /** How many model tokens the request costs, its answer included, roughly. */
    long estimatedModelTokens();

    /** Whether it can and may be sent once more, after what has become of its sendings so far. */
    default boolean isRepeatable() {
        return true;
    }

    /** Whether that failure of a sending is one of the way: no byte of a reply was seen, another try may succeed. */
    boolean isTransient(Throwable failure);

    /** Tells how a sending ended, once for each. */
    default void ended(Turn turn, Outcome outcome) {}

    /** One sending. */
    interface Sending {

        /** Sends; may block as long as the turn allows. Called once, on the call's executor. */
        CompletionStage<? extends Reply> start();

        /** Gives it up, before or while it is sent; the stage still completes, when the sending's I/O is over. */
        void abort();
    }

    /**
     * One try of a call.
     *
     * @param number 1 for the first
     * @param nanos how long it may take
     * @param callNanos how long the call may take from now on
     */
    record Turn(int number, long nanos, long callNanos) {}

    /**
     * How a sending ended.
     *
     * @param kind the way
     * @param status the reply's status, or 0
     */
    record Outcome(Kind kind, int status) {

        /** Ways to end. */
        public enum Kind {
            REPLIED,
            BROKEN,
            IO_FAILED,
            TIMED_OUT,
            GIVEN_UP
        }
    }
}
