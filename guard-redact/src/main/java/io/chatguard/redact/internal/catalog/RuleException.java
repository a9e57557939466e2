package io.chatguard.redact.internal.catalog;

/** A rule was refused. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Complaint complaint;

    RuleException(Complaint complaint) {
        super(complaint.toString(), null, false, false);
        this.complaint = complaint;
    }

    /** What is wrong. */
    public Complaint complaint() {
        return complaint;
    }
}
