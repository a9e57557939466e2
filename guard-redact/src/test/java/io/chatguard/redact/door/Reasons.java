package io.chatguard.redact.door;

import io.chatguard.internal.openai.Positions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The reasons that the table of positions gives for what it exempts: the lines {@code #: ...} above them. */
final class Reasons {

    private final Map<String, String> bySelector = new HashMap<>();

    private Reasons() {}

    static Reasons read() {
        Reasons reasons = new Reasons();
        try (InputStream in = Objects.requireNonNull(Positions.class.getResourceAsStream("positions.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String reason = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#: ")) {
                    reason = line.substring(3);
                } else if (line.isBlank()) {
                    reason = "";
                } else if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    for (int i = 1; i < words.length; i++) {
                        reasons.bySelector.put(words[0] + " " + words[i], reason);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }

    /** The reason of the line that names the selector; fails if there is none. */
    String of(String group, String selector) {
        String of = group.toLowerCase(Locale.ROOT) + " ";
        String name = selector.substring(selector.lastIndexOf('.') + 1);
        String reason = bySelector.getOrDefault(of + selector, bySelector.getOrDefault(of + name, ""));
        if (reason.isEmpty() && group.equals("CREDENTIAL")) {
            reason = bySelector.getOrDefault(of + "headers", "");
        }
        if (reason.isEmpty()) {
            throw new AssertionError("positions.txt gives no reason for " + group + " " + selector);
        }
        return reason;
    }
}
