package io.chatguard.testkit;

import io.chatguard.testkit.Prompt.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored responses and what was said up to each; the oldest goes when more than {@value #MOST} are kept. */
final class ResponseStore {
    private static final int MOST = 10_000;

    private final Map<String, Stored> stored = new LinkedHashMap<>();

    synchronized void put(String id, Map<String, Object> response, List<Turn> turns) {
        stored.put(id, new Stored(response, turns));
        if (stored.size() > MOST) {
            stored.remove(stored.keySet().iterator().next());
        }
    }

    synchronized Optional<Stored> get(String id) {
        return Optional.ofNullable(stored.get(id));
    }

    synchronized boolean remove(String id) {
        return stored.remove(id) != null;
    }

    synchronized void clear() {
        stored.clear();
    }

    /** A response and all turns up to and with it. */
    record Stored(Map<String, Object> response, List<Turn> turns) {}
}
