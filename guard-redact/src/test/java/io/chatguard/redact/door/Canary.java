package io.chatguard.redact.door;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Values that a detector cannot miss, each with the number of the position at which it was planted. */
enum Canary {
    /** An e-mail address: a form that no identifier of the API has. */
    MAIL("canary") {
        @Override
        String of(int number) {
            return "canary" + padded(number) + "@example.com";
        }
    },
    /** An IBAN with a right checksum: a value that looks like an identifier of the API. */
    IBAN("CNRY") {
        @Override
        String of(int number) {
            String account = "CNRY" + "20000055" + padded(number);
            StringBuilder digits = new StringBuilder();
            (account + "GB00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
            int check = 98
                    - new BigInteger(digits.toString())
                            .mod(BigInteger.valueOf(97))
                            .intValue();
            return String.format(Locale.ROOT, "GB%02d%s", check, account);
        }
    };

    private final String marker;

    Canary(String marker) {
        this.marker = marker;
    }

    /** The canary of that position. */
    abstract String of(int number);

    private static String padded(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    /** The numbers of the positions whose canaries can be read from this text, URL- and base64-decoded too. */
    Set<Integer> in(String text) {
        Set<Integer> found = new TreeSet<>();
        search(text, found);
        if (text.indexOf('%') >= 0) {
            search(percentDecoded(text), found);
        }
        for (String run : base64Runs(text)) {
            for (int shift = 0; shift < 4 && shift < run.length(); shift++) {
                String aligned = run.substring(shift);
                int length = aligned.length() - (aligned.length() % 4 == 1 ? 1 : 0);
                search(
                        new String(Base64.getDecoder().decode(aligned.substring(0, length)), StandardCharsets.UTF_8),
                        found);
            }
        }
        return found;
    }

    private void search(String text, Set<Integer> found) {
        for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
            StringBuilder digits = new StringBuilder();
            for (int i = at + marker.length(); i < text.length() && Character.isDigit(text.charAt(i)); i++) {
                digits.append(text.charAt(i));
            }
            boolean whole = digits.length() >= 6;
            found.add(whole ? Integer.parseInt(digits.substring(digits.length() - 6)) : -1);
        }
    }

    private static String percentDecoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            out[n++] = low < 0 ? in[i] : (byte) (high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(out, 0, n, StandardCharsets.UTF_8);
    }

    /** Runs of base64 that can hold the marker: those that hold a part of its encoding in one of the alignments. */
    private List<String> base64Runs(String text) {
        List<String> runs = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder()
                    .encodeToString(("\0".repeat(shift) + marker).getBytes(StandardCharsets.US_ASCII));
            String stable = encoded.substring(
                    shift == 0 ? 0 : shift + 1, encoded.replace("=", "").length() - 1);
            for (int at = text.indexOf(stable); at >= 0; at = text.indexOf(stable, at + 1)) {
                int from = at;
                int to = at + stable.length();
                while (from > 0 && isBase64(text.charAt(from - 1))) {
                    from--;
                }
                while (to < text.length() && isBase64(text.charAt(to))) {
                    to++;
                }
                runs.add(text.substring(from, to).replace('-', '+').replace('_', '/'));
                at = to;
            }
        }
        return runs;
    }

    private static boolean isBase64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '-' || c == '_');
    }
}
