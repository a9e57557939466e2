package io.chatguard.spi;

/** What an interceptor or guardrail gets to see. */
public enum View {
    /** The text as the user wrote it, and as the reader will get it. */
    CLEAR,
    /** The text as it leaves the JVM and as it comes back, with surrogates in place of values. */
    PSEUDONYMISED
}
