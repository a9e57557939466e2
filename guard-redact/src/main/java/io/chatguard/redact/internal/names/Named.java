package io.chatguard.redact.internal.names;

import io.chatguard.EntityType;
import io.chatguard.spi.Finding.Evidence;

/**
 * A name among the tokens of a text.
 *
 * @param last its last token, inclusive
 */
record Named(EntityType type, int first, int last, double score, String rule, Evidence evidence) {

    static Named byCue(int first, int last, double score, String rule) {
        return new Named(EntityType.PERSON, first, last, score, rule, Evidence.CONTEXT);
    }

    static Named byModel(EntityType type, int first, int last, double score) {
        return new Named(type, first, last, score, NameRules.model(type), Evidence.MODEL);
    }

    boolean overlaps(Named other) {
        return first <= other.last && other.first <= last;
    }

    boolean contains(Named other) {
        return first <= other.first && other.last <= last;
    }

    Named spanning(int from, int to, double sure) {
        return new Named(type, from, to, sure, rule, evidence);
    }
}
