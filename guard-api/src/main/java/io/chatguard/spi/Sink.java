package io.chatguard.spi;

/** Where in an answer a surrogate stands; the closed set that decides whether it may become a value again. */
public enum Sink {
    /** Text for a reader. */
    PROSE,
    /** A string of a JSON answer that a format asked for. */
    STRUCTURED,
    /** Inline code, a code block, or program text. */
    CODE,
    /** A URL or link target. */
    URL,
    /** An attribute of an HTML tag. */
    HTML_ATTRIBUTE,
    /** An argument of a tool call. */
    TOOL_ARGUMENT
}
