package io.chatguard.redact.internal.names;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of texts that one scope has sent before, so that a chat costs one turn and not all turns before it. It knows
 * texts by two keyed hashes of 64 bits, never by their words, and of names their places alone. The least recently used go
 * first. Belongs to one scope and goes with it: what one has sent changes no other's time. Thread-safe.
 */
public final class NameCache {

    static final int MOST_TEXTS = 1024;

    /** Places in all, so that texts full of names do not take more memory than others. */
    static final int MOST_NAMES = 65_536;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Offsets in a text. */
    record Place(int start, int end, Named what) {}

    private record Key(int label, long one, long other, int length) {}

    private final HashFunction one = Hashing.sipHash24(RANDOM.nextLong(), RANDOM.nextLong());
    private final HashFunction other = Hashing.sipHash24(RANDOM.nextLong(), RANDOM.nextLong());
    private final LinkedHashMap<Key, List<Place>> texts = new LinkedHashMap<>(16, 0.75f, true);
    private int names;

    /**
     * The names of that text under that label, by asking for them if it was not seen. What the call had no time to read whole
     * is not remembered, so that it does not stay so.
     */
    List<Place> of(String label, String text, NameScan scan, NameTaggers.Call call) {
        Key key = new Key(
                label.hashCode(),
                one.hashUnencodedChars(text).asLong(),
                other.hashUnencodedChars(text).asLong(),
                text.length());
        List<Place> known = get(key);
        if (known == null) {
            int missed = call.missed();
            known = scan.scan(text, label, call);
            if (call.missed() == missed) {
                put(key, known);
            }
        }
        return known;
    }

    private synchronized @Nullable List<Place> get(Key key) {
        return texts.get(key);
    }

    private synchronized void put(Key key, List<Place> places) {
        List<Place> before = texts.put(key, places);
        names += places.size() - (before == null ? 0 : before.size());
        var oldest = texts.entrySet().iterator();
        while ((texts.size() > MOST_TEXTS || names > MOST_NAMES) && oldest.hasNext()) {
            Map.Entry<Key, List<Place>> next = oldest.next();
            names -= next.getValue().size();
            oldest.remove();
        }
    }

    synchronized int size() {
        return texts.size();
    }

    @Override
    public String toString() {
        return "NameCache[" + size() + " texts]";
    }
}
