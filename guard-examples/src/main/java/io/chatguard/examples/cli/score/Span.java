package io.chatguard.examples.cli.score;

/**
 * A labelled stretch of a text.
 *
 * @param start the first code point, from 0
 * @param end the code point after it; may equal {@code start}
 */
public record Span(int start, int end, String label) {}
