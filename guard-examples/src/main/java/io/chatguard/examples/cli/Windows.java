package io.chatguard.examples.cli;

import io.chatguard.examples.cli.ScanPiece.Source;
import io.chatguard.examples.cli.ScanPiece.Trouble;
import io.chatguard.examples.cli.ScanPiece.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The text of files in windows of at most {@value #SIZE} UTF-16 units.
 *
 * <p>Where a file is longer, a window ends {@value #MARGIN} units behind the place up to which findings are its own, and
 * the next begins as many before it, both at a line end if there is one near: whatever starts at a place is reported by
 * one window, with its surroundings in sight. UTF-8, or UTF-16 with a byte order mark; bytes that are neither are read as
 * U+FFFD. Not thread-safe.
 */
final class Windows implements Conveyor.Source<ScanPiece> {
    static final int SIZE = 1 << 19;
    static final int MARGIN = 1 << 14;
    private static final int HEAD = 8192;
    private static final char MARK = '\ufeff';

    private final FolderWalk walk;
    private final char[] buffer = new char[SIZE];
    private Optional<Open> open = Optional.empty();
    private int length;
    private int from;
    private long line;
    private int column;
    private long binaries;
    private long files;

    Windows(FolderWalk walk) {
        this.walk = walk;
    }

    private record Open(Source source, Reader reader) {}

    /** How many files were left out because they have a NUL at their start. */
    long binaries() {
        return binaries;
    }

    /** How many files were read. */
    long files() {
        return files;
    }

    @Override
    public Optional<ScanPiece> next() throws IOException {
        while (true) {
            if (open.isPresent()) {
                return Optional.of(guarded(open.get()));
            }
            Optional<FolderWalk.Step> step = walk.next();
            if (step.isEmpty()) {
                return Optional.empty();
            }
            if (step.get().trouble().isPresent()) {
                return Optional.of(step.get().trouble().get());
            }
            Source source = step.get().file().orElseThrow();
            try {
                open = opened(source);
            } catch (IOException e) {
                return Optional.of(trouble(source, e));
            }
        }
    }

    private Optional<Open> opened(Source source) throws IOException {
        InputStream in = Files.newInputStream(source.path());
        try {
            byte[] head = in.readNBytes(HEAD);
            Optional<Charset> charset = charset(head);
            if (charset.isEmpty()) {
                binaries++;
                in.close();
                return Optional.empty();
            }
            files++;
            length = 0;
            from = 0;
            line = 1;
            column = 0;
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            return Optional.of(new Open(source, new InputStreamReader(whole, charset.get())));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** How the bytes are written; empty if they are no text. */
    private static Optional<Charset> charset(byte[] head) {
        int mark = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        boolean wide = head.length >= 4 && head[2] == 0 && head[3] == 0; // The mark of UTF-32.
        if ((mark == 0xfffe || mark == 0xfeff) && !wide) {
            return Optional.of(StandardCharsets.UTF_16);
        }
        for (byte b : head) {
            if (b == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(StandardCharsets.UTF_8);
    }

    private ScanPiece guarded(Open file) throws IOException {
        try {
            return window(file);
        } catch (IOException e) {
            open = Optional.empty();
            file.reader().close();
            return trouble(file.source(), e);
        }
    }

    private static Trouble trouble(Source source, IOException e) {
        return new Trouble(source.shown(), e.getClass().getSimpleName());
    }

    private Window window(Open file) throws IOException {
        boolean more = fill(file.reader());
        int skip = line == 1 && column == 0 && from == 0 && length > 0 && buffer[0] == MARK ? 1 : 0;
        int to = more ? cut() : length;
        Window window = new Window(
                file.source(),
                new String(buffer, skip, length - skip),
                Math.max(0, from - skip),
                to - skip,
                line,
                column);
        if (more) {
            advance(lineStart(to - MARGIN), skip, to);
        } else {
            open = Optional.empty();
            file.reader().close();
        }
        return window;
    }

    /** Reads until the buffer is full; false if the file has no more. */
    private boolean fill(Reader reader) throws IOException {
        while (length < SIZE) {
            int read = reader.read(buffer, length, SIZE - length);
            if (read < 0) {
                return false;
            }
            length += read;
        }
        return true;
    }

    private int cut() {
        return lineStart(length - MARGIN);
    }

    /** The line start at or before a place, if it is near; else the place, but never between the halves of a pair. */
    private int lineStart(int place) {
        for (int at = place; at > place - MARGIN; at--) {
            if (buffer[at - 1] == '\n') {
                return at;
            }
        }
        return Character.isLowSurrogate(buffer[place]) && Character.isHighSurrogate(buffer[place - 1])
                ? place - 1
                : place;
    }

    /** Lets the next window begin there. */
    private void advance(int begin, int skip, int to) {
        for (int i = skip; i < begin; i++) {
            column++;
            if (buffer[i] == '\n') {
                line++;
                column = 0;
            }
        }
        System.arraycopy(buffer, begin, buffer, 0, length - begin);
        length -= begin;
        from = to - begin;
    }
}
