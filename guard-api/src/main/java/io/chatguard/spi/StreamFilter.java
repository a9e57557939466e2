package io.chatguard.spi;

/**
 * Decides on a text while it arrives: how much of what is not yet decided passes, and what is replaced.
 *
 * <p>The guard keeps the undecided text and hands all of it over each time it has grown; the filter releases a prefix
 * by {@link Output#pass} and {@link Output#replace}, and what it does not release is kept for the next call. So what a
 * filter decides must not depend on how the text was cut. One filter serves one channel and is never called by two
 * threads at once.
 */
public interface StreamFilter {

    /** Takes the filter's decisions, from the first undecided character on. */
    interface Output {
        /** Lets the next {@code chars} characters through as they are. */
        void pass(int chars);

        /** Puts {@code with} in the place of the next {@code chars} characters. */
        void replace(int chars, String with);
    }

    /** More text has arrived; {@code undecided} starts with what the last call left undecided. */
    void onText(CharSequence undecided, Output out);

    /** The text is complete; what is left undecided now passes as it is. */
    void onEnd(CharSequence undecided, Output out);

    /** Lets everything through at once. */
    static StreamFilter passing() {
        return PassingFilter.INSTANCE;
    }
}
