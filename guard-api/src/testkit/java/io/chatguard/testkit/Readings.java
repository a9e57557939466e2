package io.chatguard.testkit;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways to read a recorded request: raw, URL-decoded, JSON-decoded (also JSON in strings), base64-decoded.
 *
 * <p>Decoding goes {@value #MAX_DEPTH} layers deep, so base64 in JSON in base64 is read. Work is bounded: each layer is
 * shorter than or as long as the one it was decoded from.
 */
final class Readings {
    private static final int MAX_DEPTH = 4;
    private static final int SHORTEST_BASE64 = 8;

    private final Set<String> found = new LinkedHashSet<>();

    private Readings() {}

    static List<String> of(Recorded request) {
        Readings readings = new Readings();
        readings.read(request.target(), 0);
        request.headers()
                .forEach((name, values) -> values.forEach(value -> {
                    readings.read(name, MAX_DEPTH);
                    readings.read(value, 0);
                }));
        readings.read(request.text(), 0);
        return List.copyOf(readings.found);
    }

    private void read(String text, int depth) {
        if (text.isEmpty() || !found.add(text) || depth >= MAX_DEPTH) {
            return;
        }
        if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0) {
            urlDecoded(text, depth);
        }
        json(text, depth);
        base64(text, depth);
    }

    private void urlDecoded(String text, int depth) {
        try {
            read(URLDecoder.decode(text, StandardCharsets.UTF_8), depth + 1);
        } catch (IllegalArgumentException e) {
            return; // a percent sign that escapes nothing: there is no such reading
        }
    }

    private void json(String text, int depth) {
        char first = text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0);
        if (first != '{' && first != '[' && first != '"') {
            return;
        }
        try {
            List<Object> open = new ArrayList<>(List.of(Json.read(text)));
            while (!open.isEmpty()) {
                Object node = open.remove(open.size() - 1);
                if (node instanceof String string) {
                    read(string, depth + 1);
                } else if (node instanceof List<?> list) {
                    open.addAll(list);
                } else if (node instanceof Map<?, ?> map) {
                    open.addAll(map.keySet());
                    open.addAll(map.values());
                } else if (node instanceof Json.Numeral numeral) {
                    found.add(numeral.digits());
                }
            }
        } catch (IOException e) {
            return; // not JSON: there is no such reading
        }
    }

    private void base64(String text, int depth) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isBase64(text.charAt(i))) {
                continue;
            }
            if (i - from >= SHORTEST_BASE64) {
                decodeRun(text.substring(from, i), depth);
            }
            from = i + 1;
        }
    }

    /** A run may start inside a word that is not part of the encoding, so all four alignments are read. */
    private void decodeRun(String run, int depth) {
        String standard = run.replace('-', '+').replace('_', '/');
        for (int shift = 0; shift < 4; shift++) {
            String aligned = standard.substring(shift);
            int length = aligned.length() % 4 == 1 ? aligned.length() - 1 : aligned.length();
            byte[] bytes = Base64.getDecoder().decode(aligned.substring(0, length));
            read(new String(bytes, StandardCharsets.UTF_8), shift == 0 ? depth + 1 : MAX_DEPTH);
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }
}
