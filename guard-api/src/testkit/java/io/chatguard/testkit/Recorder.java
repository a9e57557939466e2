package io.chatguard.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps what was received, at most {@value #MAX_BYTES} bytes; a full recorder refuses, as a leak check must not miss
 * anything.
 */
final class Recorder {
    static final long MAX_BYTES = 256L << 20;

    private final Deque<Recorded> kept = new ArrayDeque<>();
    private int newest = Integer.MAX_VALUE;
    private long bytes;

    /** Keeps a request; false when it is full and nothing may be forgotten. */
    synchronized boolean add(Recorded request) {
        if (newest == 0) {
            return true;
        }
        while (kept.size() >= newest) {
            bytes -= kept.remove().size();
        }
        if (bytes + request.size() > MAX_BYTES) {
            return false;
        }
        kept.add(request);
        bytes += request.size();
        return true;
    }

    synchronized List<Recorded> requests() {
        return List.copyOf(kept);
    }

    synchronized void clear() {
        kept.clear();
        bytes = 0;
    }

    synchronized void keepNewest(int count) {
        newest = count;
        while (kept.size() > newest) {
            bytes -= kept.remove().size();
        }
    }
}
