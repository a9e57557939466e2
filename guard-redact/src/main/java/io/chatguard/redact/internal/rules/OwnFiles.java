package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Complaint;
import io.chatguard.redact.internal.catalog.RuleException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads users' files: UTF-8 and nothing else, with bounds. Errors name file and line. */
public final class OwnFiles {
    private static final int LONGEST_RULES = 1 << 20;
    private static final long LONGEST_TERMS = 128L << 20;
    private static final int LONGEST_LINE = 4096;

    private OwnFiles() {}

    /** Takes the lines of a file. */
    @FunctionalInterface
    public interface Lines {
        /** Takes a line, stripped; lines that are blank or start with {@code #} are left out. Gives what is wrong. */
        String take(String line);
    }

    /** What errors call a file: its name, without what could forge a line of a log. */
    public static String name(Path file) {
        StringBuilder shown = new StringBuilder();
        String.valueOf(file.getFileName())
                .codePoints()
                .limit(100)
                .forEach(c -> shown.appendCodePoint(Character.isLetterOrDigit(c) || "._- ".indexOf(c) >= 0 ? c : '?'));
        return shown.toString();
    }

    /** A file of rules. */
    public static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_RULES + 1);
            if (bytes.length > LONGEST_RULES) {
                throw wrong(name(file), "a file of rules has at most 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw wrong(name(file), "a file of rules is UTF-8 text, this one is not");
        } catch (IOException broken) {
            throw wrong(name(file), why(broken));
        }
    }

    /** Hands the lines of a file of terms over, one by one, so that it is never in memory as a whole. */
    public static void lines(Path file, Lines out) {
        int line = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (Files.size(file) > LONGEST_TERMS) {
                throw wrong(name(file), "a file of terms has at most 128 MiB");
            }
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            byte[] bytes = new byte[LONGEST_LINE];
            CharBuffer chars = CharBuffer.allocate(LONGEST_LINE);
            int size = 0;
            boolean more = true;
            while (more) {
                int b = in.read();
                more = b >= 0;
                if (more && b != '\n') {
                    if (size == LONGEST_LINE) {
                        throw wrong(place(file, line + 1), "a line has at most " + LONGEST_LINE + " bytes");
                    }
                    bytes[size++] = (byte) b;
                    continue;
                }
                line++;
                String wrong = take(bytes, size, decoder, chars, line == 1, out);
                if (!wrong.isEmpty()) {
                    throw wrong(place(file, line), wrong);
                }
                size = 0;
            }
        } catch (CharacterCodingException notUtf8) {
            throw wrong(place(file, line), "a file of terms is UTF-8 text, this line is not");
        } catch (IOException broken) {
            throw wrong(name(file), why(broken));
        }
    }

    private static String take(
            byte[] bytes, int size, CharsetDecoder decoder, CharBuffer chars, boolean first, Lines out)
            throws CharacterCodingException {
        chars.clear();
        decoder.reset();
        var result = decoder.decode(ByteBuffer.wrap(bytes, 0, size), chars, true);
        if (result.isError()) {
            result.throwException();
        }
        String text = chars.flip().toString();
        String line = (first && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        return line.isEmpty() || line.charAt(0) == '#' ? "" : out.take(line);
    }

    private static String place(Path file, int line) {
        return name(file) + ":" + line;
    }

    private static RuleException wrong(String place, String sentence) {
        return Complaint.about(place, sentence).refusal();
    }

    private static String why(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "there is no such file"
                : "the file cannot be read: " + failure.getClass().getSimpleName();
    }
}
