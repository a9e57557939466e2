package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Hits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was judged in a text, held until all of it was: a value that counts at one place counts at each other one too.
 *
 * <p>What stands around a value decides what it is worth, and the same line can stand once beside a user's name and once
 * alone. Not thread-safe.
 */
final class JudgedHits implements Hits {
    private final String text;
    private final List<Hit> held = new ArrayList<>(0);

    private record Hit(String type, int start, int end, double score, String rule) {}

    JudgedHits(String text) {
        this.text = text;
    }

    @Override
    public void hit(String type, int start, int end, double score, String rule) {
        held.add(new Hit(type, start, end, score, rule));
    }

    /** Passes on all, each with the highest score that its value has anywhere. */
    void passOn(Hits out) {
        if (held.size() == 1) {
            Hit only = held.get(0);
            out.hit(only.type, only.start, only.end, only.score, only.rule);
            return;
        }
        Map<String, Double> highest = new HashMap<>();
        for (Hit hit : held) {
            highest.merge(text.substring(hit.start, hit.end), hit.score, Math::max);
        }
        for (Hit hit : held) {
            double score = highest.getOrDefault(text.substring(hit.start, hit.end), hit.score);
            out.hit(hit.type, hit.start, hit.end, score, hit.rule);
        }
    }
}
