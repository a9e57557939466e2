package io.chatguard.internal.json;

/** The seven kinds of JSON value. */
public enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
}
