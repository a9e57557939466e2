package io.chatguard.spi;

/**
 * Sees, and may rewrite or stop, what goes out and what comes back; one implementation serves blocking, asynchronous
 * and streaming calls.
 *
 * <p>Failure contract: whatever an interceptor throws stops the call before anything is sent, or before more of the
 * reply reaches the caller; the {@link io.chatguard.GuardException} names it. Hooks may block: for asynchronous calls
 * they run on the guard's executor. {@link Call#onEnd} is called exactly once for each call that was opened.
 */
public interface Interceptor {

    /** A short stable name for receipts and errors. */
    default String name() {
        return getClass().getName();
    }

    /** Which view it works on. */
    default View view() {
        return View.PSEUDONYMISED;
    }

    /** Whether it gives text to anything outside this JVM; such a one must work on {@link View#PSEUDONYMISED}. */
    default boolean sendsTextElsewhere() {
        return false;
    }

    /** Opens the interceptor's part of one exchange. */
    Call open(Exchange exchange);

    /** An interceptor's part of one exchange; not called by two threads at once, but for {@link #onStream}'s filters of different channels neither. */
    interface Call {

        /** Before the request is sent; returns what is to be sent. */
        default Content onRequest(Content request) {
            return request;
        }

        /**
         * A whole reply has arrived; returns what the caller gets. The results of a batch are many replies in one file:
         * there it is called once for each.
         */
        default Content onReply(Content reply) {
            return reply;
        }

        /** A text begins to stream, or is given whole within a streamed reply; returns who decides on it. */
        default StreamFilter onStream(Channel channel) {
            return StreamFilter.passing();
        }

        /** The exchange is over. */
        default void onEnd(Ending ending) {}
    }
}
