package io.chatguard.redact.door;

/** Where in a request a string goes. */
enum Part {
    BODY,
    QUERY,
    PATH,
    HEADER
}
