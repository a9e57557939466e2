package io.chatguard.examples.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where results go: a file that appears complete or not at all, or a stream that is written as it comes.
 *
 * <p>A file is written beside its final place under another name, readable by its owner only, and moved there by
 * {@link #finish}; closing without that removes it. Not thread-safe.
 */
final class Output implements AutoCloseable {
    private final Optional<Path> target;
    private final Optional<Path> draft;
    private final OutputStream out;
    private final OutputStream end;
    private boolean finished;

    private Output(Optional<Path> target, Optional<Path> draft, OutputStream end) {
        this.target = target;
        this.draft = draft;
        this.out = new BufferedOutputStream(end);
        this.end = end;
    }

    /** Writes to that file in the end. */
    static Output toFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(directory, ".chatguard-", ".part");
        return new Output(Optional.of(file), Optional.of(draft), Files.newOutputStream(draft));
    }

    /** Writes to a stream that stays open. */
    static Output toStream(OutputStream stream) {
        return new Output(Optional.empty(), Optional.empty(), stream);
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Hands on what was written, if the result is a stream. */
    void flush() throws IOException {
        out.flush();
        if (end instanceof PrintStream stream && stream.checkError()) {
            // A print stream keeps failures to itself, and a result of which a part is missing is none.
            throw CliFailure.of(
                    "the result could not be written",
                    "standard output",
                    "files/io",
                    "check the space that is left, and whether its reader still reads");
        }
    }

    /** Completes the result: from now on it is where it belongs. */
    void finish() throws IOException {
        flush();
        if (draft.isPresent() && target.isPresent()) {
            out.close();
            move(draft.get(), target.get());
        }
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (draft.isPresent() && !finished) {
            out.close();
            Files.deleteIfExists(draft.get());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
