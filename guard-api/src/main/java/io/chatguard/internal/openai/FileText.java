package io.chatguard.internal.openai;

import io.chatguard.internal.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells files that are text from files that are not, by media type, by the ending of the name, and where neither says
 * anything by the bytes: UTF-8 without control characters. A file that claims to be text and is not UTF-8 is none.
 */
final class FileText {

    /** How a file's text is read. */
    enum Form {
        PLAIN,
        JSON,
        /** One JSON document a line. */
        JSON_LINES
    }

    /** Logs have it for colours. */
    private static final byte ESCAPE = 0x1b;

    private static final Set<String> JSON_LINES = Set.of("jsonl", "ndjson");
    private static final Set<String> NOT_TEXT = Set.of(
            "pdf", "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "mp3", "mp4", "mpeg", "mpga", "m4a",
            "wav", "webm", "ogg", "oga", "opus", "flac", "aac", "pcm", "mov", "avi", "doc", "docx", "ppt", "pptx",
            "xls", "xlsx", "odt", "ods", "zip", "gz", "tar", "tgz", "7z", "rar", "jar", "exe", "bin", "pkl", "parquet");

    private FileText() {}

    /** How the file can be read, or empty where it is not text. */
    static Optional<Form> form(String mediaType, String filename, byte[] bytes, int from, int to) {
        String ending = ending(filename);
        if (NOT_TEXT.contains(ending) || isOpaque(mediaType) || !isPlainUtf8(bytes, from, to)) {
            return Optional.empty();
        }
        if (JSON_LINES.contains(ending) || mediaType.endsWith("jsonl") || mediaType.endsWith("ndjson")) {
            return Optional.of(Form.JSON_LINES);
        }
        boolean json = ending.equals("json") || mediaType.equals("application/json") || mediaType.endsWith("+json");
        return Optional.of(json ? Form.JSON : Form.PLAIN);
    }

    /** The text of those bytes if they are UTF-8 without control characters. */
    static Optional<String> plain(byte[] bytes) {
        if (!isPlainUtf8(bytes, 0, bytes.length)) {
            return Optional.empty();
        }
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isOpaque(String mediaType) {
        return mediaType.startsWith("image/") && !mediaType.endsWith("svg+xml")
                || mediaType.startsWith("audio/")
                || mediaType.startsWith("video/")
                || mediaType.equals("application/pdf")
                || mediaType.equals("application/zip");
    }

    private static String ending(String filename) {
        int dot = filename.lastIndexOf('.');
        return dot < 0 ? "" : filename.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isPlainUtf8(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != ESCAPE) {
                return false;
            }
        }
        return Utf8.firstInvalid(bytes, from, to) < 0 && !isPdf(bytes, from, to);
    }

    /** A PDF can be plain ASCII, but what a reader sees of it is not what stands in it. */
    private static boolean isPdf(byte[] bytes, int from, int to) {
        return to - from > 4
                && bytes[from] == '%'
                && bytes[from + 1] == 'P'
                && bytes[from + 2] == 'D'
                && bytes[from + 3] == 'F';
    }
}
