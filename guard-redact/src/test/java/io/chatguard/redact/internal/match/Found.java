package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.List;

/** Matches as the texts that they cover. */
final class Found {
    private Found() {}

    static List<String> in(String text, String regex) {
        Spans spans = PatternSet.of(List.of(Pattern.compile(regex))).scan(text);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            found.add(text.substring(spans.start(i), spans.end(i)));
        }
        return found;
    }
}
