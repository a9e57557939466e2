package io.chatguard.moderate.internal.openai;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of texts that were judged before: a history is sent again with every turn. It holds salted hashes and scores,
 * never texts; the least recently used goes first. Thread-safe.
 */
final class ScoreCache {

    private static final int MOST = 10_000;

    private final byte[] salt = new byte[16];

    private final Map<ByteBuffer, Map<String, Double>> scores = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Map<String, Double>> eldest) {
            return size() > MOST;
        }
    };

    ScoreCache() {
        new SecureRandom().nextBytes(salt);
    }

    synchronized Optional<Map<String, Double>> get(String text) {
        return Optional.ofNullable(scores.get(key(text)));
    }

    synchronized void put(String text, Map<String, Double> found) {
        scores.put(key(text), Map.copyOf(found));
    }

    private ByteBuffer key(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256");
        }
    }
}
