package io.chatguard.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Spoils a JSON object: as text where that is enough, as bytes where no text can say it. */
final class BodyChange {
    private static final byte[] PADDING = padding();
    private static final String PADDING_MEMBER = "\"padding\":\"";

    private BodyChange() {}

    static String text(Faults.Change change, String json) {
        return switch (change) {
            case MALFORMED -> json.substring(0, json.length() - 1);
            case DUPLICATE_KEYS -> "{" + firstName(json) + ":\"said twice\"," + json.substring(1);
            case NOT_UTF8, HUGE -> json;
        };
    }

    static void write(Faults.Body change, byte[] json, OutputStream out) throws IOException {
        if (change.change() == Faults.Change.NOT_UTF8) {
            int at = indexOf(json, "\":\"") + 3;
            out.write(json, 0, at);
            out.write(0xFF);
            out.write(json, at, json.length - at);
            return;
        }
        int at = indexOf(json, "{") + 1;
        out.write(json, 0, at);
        out.write(ascii(PADDING_MEMBER));
        for (long left = change.bytes(); left > 0; left -= PADDING.length) {
            out.write(PADDING, 0, (int) Math.min(left, PADDING.length));
        }
        out.write(ascii("\","));
        out.write(json, at, json.length - at);
    }

    /** The quoted name of the first member. */
    private static String firstName(String json) {
        return json.substring(1, json.indexOf('"', 2) + 1);
    }

    private static int indexOf(byte[] bytes, String ascii) {
        for (int i = 0; i + ascii.length() <= bytes.length; i++) {
            int same = 0;
            while (same < ascii.length() && bytes[i + same] == ascii.charAt(same)) {
                same++;
            }
            if (same == ascii.length()) {
                return i;
            }
        }
        throw new IllegalStateException("every object of this API has a string member");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] padding() {
        byte[] bytes = new byte[8192];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }
}
