package io.chatguard;

/** Who wrote a text of an exchange, as the API tells it. */
public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    /** What a tool returned. */
    TOOL,
    /** Text that belongs to the call and not to a speaker: schemas, metadata, query values, file names. */
    NONE
}
