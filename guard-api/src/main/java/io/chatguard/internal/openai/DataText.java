package io.chatguard.internal.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What stands in a string that is there for data: text itself, text in base64 or in a {@code data:} URL (RFC 2397), or
 * something that is not text.
 *
 * @param text the text, if there is any
 * @param writing turns changed text into the string that takes the old one's place
 * @param mediaType what the string says its data is
 */
record DataText(Optional<String> text, UnaryOperator<String> writing, String mediaType) {

    private static final String BASE64 = ";base64";
    private static final int LONGEST_TYPE = 200;

    static boolean isDataUrl(String value) {
        return value.regionMatches(true, 0, "data:", 0, 5);
    }

    /** @param filename the name of the file whose content it is, or empty */
    static DataText of(String value, String filename) {
        if (isDataUrl(value)) {
            return ofUrl(value, filename);
        }
        return decoded(value)
                .map(bytes -> new DataText(readable(bytes, "", filename), DataText::encoded, Opaque.ANY))
                .orElseGet(() -> new DataText(Optional.of(value), UnaryOperator.identity(), Opaque.ANY));
    }

    private static DataText ofUrl(String url, String filename) {
        int comma = url.indexOf(',');
        if (comma < 0 || comma > LONGEST_TYPE) {
            return new DataText(Optional.of(url), UnaryOperator.identity(), Opaque.ANY);
        }
        String head = url.substring(0, comma + 1);
        int semicolon = head.indexOf(';');
        String type = head.substring(5, semicolon < 0 ? comma : semicolon).toLowerCase(Locale.ROOT);
        String shown = !type.isEmpty() && Identifiers.isIdentifier(type) ? type : Opaque.ANY;
        boolean base64 = head.regionMatches(true, comma - BASE64.length(), BASE64, 0, BASE64.length());
        String payload = url.substring(comma + 1);
        Optional<byte[]> bytes = base64 ? decoded(payload) : Optional.of(percentDecoded(payload));
        if (bytes.isEmpty()) {
            return new DataText(Optional.of(url), UnaryOperator.identity(), shown);
        }
        UnaryOperator<String> writing = text -> head + (base64 ? encoded(text) : percentEncoded(text));
        return new DataText(readable(bytes.get(), type, filename), writing, shown);
    }

    private static Optional<String> readable(byte[] bytes, String mediaType, String filename) {
        return FileText.form(mediaType, filename, bytes, 0, bytes.length)
                .map(form -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Only what is padded as RFC 4648 asks for is data; a word or number of base64's alphabet is text. */
    private static Optional<byte[]> decoded(String value) {
        if (value.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] percentDecoded(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        byte[] in = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            out.write(low < 0 ? in[i] : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return out.toByteArray();
    }

    private static String percentEncoded(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || b == '-' || b == '_' || b == '.' || b == '~')) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return out.toString();
    }

    /** Shows the media type only. */
    @Override
    public String toString() {
        return "DataText[" + mediaType + "]";
    }
}
