package io.chatguard;

/**
 * The text-free shadow of a failure: its class name and stack trace, without its message and without its causes, both
 * of which may quote what was being processed.
 */
final class StageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StageFailure(Throwable failure) {
        super(failure.getClass().getName(), null, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static StageFailure of(Throwable failure) {
        return new StageFailure(failure);
    }
}
