package io.chatguard.redact.internal.engine;

/** Receives what a scan recognises; may be told of one span twice. */
@FunctionalInterface
public interface Hits {
    /**
     * Takes one recognised value.
     *
     * @param type entity type, Presidio's string
     * @param start first UTF-16 unit
     * @param end one past the last UTF-16 unit
     * @param score confidence, 0 to 1; below 0.4 means "syntax alone"
     * @param rule id such as {@code iban/mod97}
     */
    void hit(String type, int start, int end, double score, String rule);
}
