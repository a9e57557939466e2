package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.util.ArrayList;
import java.util.List;

/** What the built-in rules find in a text, for tests. */
public record Found(String type, int start, int end, double score, String rule) {
    private static final TextRule RULES = BuiltInRules.scan();

    /** Everything, whatever its score; once, though a scan may tell of it twice. */
    public static List<Found> in(String text) {
        return in(text, "", "", "");
    }

    public static List<Found> in(String text, String pointer, String before, String region) {
        List<Found> found = new ArrayList<>();
        RULES.scan(
                text,
                new ScanContext().begin(pointer, before, region),
                (type, start, end, score, rule) -> found.add(new Found(type, start, end, score, rule)));
        return found.stream().distinct().toList();
    }

    /** The texts of the findings of a type at or above the default threshold. */
    public static List<String> values(String type, String text) {
        return in(text).stream()
                .filter(f -> f.type.equals(type) && f.score >= 0.4)
                .map(f -> text.substring(f.start, f.end))
                .toList();
    }

    /** Whether findings of a type at or above the default threshold cover every character of the span. */
    public static boolean covers(String type, String text, int start, int end) {
        boolean[] covered = new boolean[text.length()];
        for (Found f : in(text)) {
            if (f.type.equals(type) && f.score >= 0.4) {
                java.util.Arrays.fill(covered, f.start, f.end, true);
            }
        }
        for (int i = start; i < end; i++) {
            if (!covered[i]) {
                return false;
            }
        }
        return true;
    }
}
