package io.chatguard.examples.cli;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which text is read, how it is wrapped, and where the result goes. */
final class TextOptions {
    /** How the texts are wrapped. */
    enum Format {
        TEXT,
        JSONL
    }

    @Mixin
    private final InOut files = new InOut();

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

    @Option(names = "--report", description = "Prints the receipt on standard error: counts and types, no text.")
    private boolean report;

    boolean wantsReport() {
        return report;
    }

    InOut files() {
        return files;
    }

    Batches batches(InputStream from) {
        int maxLine = files.maxLine();
        Lines lines = new Lines(from, files.inputName(), maxLine);
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
        String name = files.inputName().toLowerCase(Locale.ROOT);
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Format.JSONL : Format.TEXT;
    }
}
