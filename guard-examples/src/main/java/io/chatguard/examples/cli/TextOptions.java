package io.chatguard.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which text is read, and where the result goes. */
final class TextOptions {
    private static final int LEAST_LINE = 1024;
    private static final int MOST_LINE = 1 << 29;

    /** How the texts are wrapped. */
    enum Format {
        TEXT,
        JSONL
    }

    @Option(names = "--in", paramLabel = "FILE", description = "Reads this file instead of standard input.")
    private @Nullable Path in;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Writes this file instead of standard output. It appears complete, readable by its owner only,"
                            + " or not at all, and may be the input file.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "text|jsonl",
            description = "Plain text, or one JSON object on each line. By default the name of the input decides:"
                    + " .jsonl and .ndjson are JSON Lines.")
    private @Nullable Format format;

    @Option(
            names = "--field",
            paramLabel = "FIELD",
            defaultValue = "text",
            description = "Which strings of a JSON line are screened: a name, a JSON pointer in which a part * fits"
                    + " everything (/messages/*/content), or '*' for every string. May be repeated; other fields are"
                    + " NOT looked at. Default: text")
    private List<String> fields = List.of();

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            defaultValue = "8388608",
            description = "The longest line that is read, from 1 KiB to 512 MiB. Default: 8 MiB")
    private int maxLine;

    @Option(names = "--report", description = "Prints the receipt on standard error: counts and types, no text.")
    private boolean report;

    boolean wantsReport() {
        return report;
    }

    /** What errors call the input. */
    String inputName() {
        return in == null ? "standard input" : in.toString();
    }

    /** How many bytes the input has, where that is known. */
    Optional<Long> size() throws IOException {
        return in != null && Files.isRegularFile(in) ? Optional.of(Files.size(in)) : Optional.empty();
    }

    InputStream open(Surroundings surroundings) throws IOException {
        return in == null ? surroundings.in() : Files.newInputStream(in);
    }

    Output output(Surroundings surroundings) throws IOException {
        return out == null ? Output.toStream(surroundings.out()) : Output.toFile(out);
    }

    Batches batches(InputStream from) {
        if (maxLine < LEAST_LINE || maxLine > MOST_LINE) {
            throw CliFailure.of("out of range", "--max-line", "options/max-line", "give 1024 to 536870912 bytes");
        }
        Lines lines = new Lines(from, inputName(), maxLine);
        if (form() == Format.TEXT) {
            return new TextBatches(lines);
        }
        List<JsonField> wanted =
                fields.stream().filter(f -> !f.isEmpty()).map(JsonField::new).toList();
        return new JsonlBatches(lines, new JsonRecords(wanted, maxLine));
    }

    private Format form() {
        if (format != null) {
            return format;
        }
        String name = inputName().toLowerCase(Locale.ROOT);
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Format.JSONL : Format.TEXT;
    }
}
