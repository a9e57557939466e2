package io.chatguard.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which input is read, and where the result goes. */
final class InOut {
    private static final Path STANDARD = Path.of("-");
    private static final int LEAST_LINE = 1024;
    private static final int MOST_LINE = 1 << 29;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            description = "Reads this file instead of standard input, which is also called '-'.")
    private @Nullable Path in;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes this file instead of standard output, which is also called '-'. It appears complete,"
                    + " readable by its owner only, or not at all, and may be the input file.")
    private @Nullable Path out;

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            defaultValue = "8388608",
            description = "The longest line that is read, from 1 KiB to 512 MiB. Default: 8 MiB")
    private int maxLine;

    /** What errors call the input. */
    String inputName() {
        return in == null ? name(STANDARD) : name(in);
    }

    /** Whether an input is named. */
    boolean isNamed() {
        return in != null;
    }

    /** How many bytes the input has, where that is known. */
    Optional<Long> size() throws IOException {
        return in == null ? Optional.empty() : size(in);
    }

    InputStream open(Surroundings surroundings) throws IOException {
        return open(in == null ? STANDARD : in, surroundings);
    }

    Output output(Surroundings surroundings) throws IOException {
        return out == null || isStandard(out) ? Output.toStream(surroundings.out()) : Output.toFile(out);
    }

    /** What errors call that file; {@code -} is standard input. */
    static String name(Path file) {
        return isStandard(file) ? "standard input" : file.toString();
    }

    static boolean isStandard(Path file) {
        return file.equals(STANDARD);
    }

    static Optional<Long> size(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(Files.size(file)) : Optional.empty();
    }

    static InputStream open(Path file, Surroundings surroundings) throws IOException {
        return isStandard(file) ? surroundings.in() : Files.newInputStream(file);
    }

    /** The longest line in bytes, terminator included. */
    int maxLine() {
        return checked(maxLine);
    }

    static int checked(int maxLine) {
        if (maxLine < LEAST_LINE || maxLine > MOST_LINE) {
            throw CliFailure.of("out of range", "--max-line", "options/max-line", "give 1024 to 536870912 bytes");
        }
        return maxLine;
    }
}
