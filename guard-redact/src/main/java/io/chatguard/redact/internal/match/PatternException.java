package io.chatguard.redact.internal.match;

/** A pattern was refused. Its message names position and reason, and quotes nothing. */
public final class PatternException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;
    private final int position;

    PatternException(Refusal refusal, int position) {
        super("pattern, position " + position + ": " + refusal.sentence());
        this.refusal = refusal;
        this.position = position;
    }

    /** The reason. */
    public Refusal refusal() {
        return refusal;
    }

    /** Index of the UTF-16 unit in the pattern at which the refused construct starts. */
    public int position() {
        return position;
    }
}
