package io.chatguard.internal.json;

/**
 * A rewriter of one text that arrives in pieces of any size. It may hold text back while it cannot decide, and answers
 * for every character it was fed, in order, no later than in {@link #finish}. For one thread.
 */
public interface TextPipe {

    /** Takes the next characters; a surrogate pair is never divided between two calls. */
    void feed(CharSequence decoded, PieceSink out);

    /** The text has ended: answers for all that is still held. Called at most once, then nothing else. */
    void finish(PieceSink out);
}
