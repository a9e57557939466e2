package io.chatguard.spi;

/** How an exchange ended. */
public enum Ending {
    /** The whole reply reached the caller. */
    COMPLETED,
    /** A policy or verdict stopped it. */
    BLOCKED,
    /** Something failed, here or at the provider. */
    FAILED,
    /** The caller closed the stream or cancelled the future. */
    CANCELLED,
    /** The reply's stream ended before its final event. */
    TRUNCATED
}
