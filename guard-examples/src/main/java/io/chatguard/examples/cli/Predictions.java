package io.chatguard.examples.cli;

/** Where the spans come from that are compared with the gold ones. */
sealed interface Predictions {

    /** What tables call it. */
    String name();

    /** Lines of a file, which was opened as that one of several. */
    record Lines(String name, int file) implements Predictions {}

    /** What is recognised in the gold set's texts. */
    record Recognised(String name, Recognition recognition) implements Predictions {}
}
