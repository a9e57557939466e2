package io.chatguard;

/** Which way a text travels. */
public enum Direction {
    /** From the caller to the model. */
    REQUEST,
    /** From the model to the caller. */
    REPLY
}
