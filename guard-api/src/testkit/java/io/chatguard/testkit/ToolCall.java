package io.chatguard.testkit;

/** A call of a tool that the model asks for; {@code input} is JSON for a function and free text for a custom tool. */
record ToolCall(Kind kind, String name, String input) {
    enum Kind {
        FUNCTION,
        CUSTOM
    }
}
