package io.chatguard.spi;

/**
 * Judges what goes out and what comes back.
 *
 * <p>Simpler than an {@link Interceptor}: it gives a verdict and the guard acts on it. On a streamed reply it is asked
 * for each finished sentence, which is held back until then. Thread-safe. If it throws, the call fails closed.
 */
public interface Guardrail {

    /** A short stable name for receipts and errors. */
    String name();

    /** Which view it judges. */
    View view();

    /** Whether it gives text to anything outside this JVM; such a one must judge {@link View#PSEUDONYMISED}. */
    default boolean sendsTextElsewhere() {
        return false;
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
