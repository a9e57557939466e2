package io.chatguard.examples.cli;

/** What is wrong with an input, said in the same words by every command. */
final class InputFailures {

    /** How deep a JSON line may nest. */
    static final int DEEPEST = 200;

    private InputFailures() {}

    static CliFailure utf8(String place, long offset) {
        return CliFailure.of(
                "invalid UTF-8",
                place + ", byte offset " + offset,
                "input/utf-8",
                "convert the input to UTF-8 first, for example with iconv");
    }

    static CliFailure tooLong(String place, int maxBytes) {
        return CliFailure.of(
                "a line is longer than " + maxBytes + " bytes",
                place,
                "input/line-length",
                "break the line, or allow longer ones with --max-line");
    }

    /** A line that is not the JSON it should be, with the column of the first character that does not fit. */
    static CliFailure json(String summary, String place, int column) {
        return CliFailure.of(
                summary,
                place + ", column " + Math.max(1, column),
                "jsonl/syntax",
                "write one JSON object on each line, without repeated names, at most " + DEEPEST + " levels deep");
    }
}
