package io.chatguard.redact.internal.tagger;

import io.chatguard.EntityType;

/**
 * What a token can be: nothing, or the first or a further token of a name of a type. As numbers: 0, then two for each
 * type in the order of {@link #TYPES}, begin before inside.
 */
final class Outcomes {

    static final int OTHER = 0;
    static final EntityType[] TYPES = {
        EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION, EntityType.of("NRP")
    };
    static final int COUNT = 1 + 2 * TYPES.length;

    private Outcomes() {}

    static int begin(int type) {
        return 1 + 2 * type;
    }

    static boolean begins(int outcome) {
        return (outcome & 1) != 0;
    }

    static boolean inside(int outcome) {
        return outcome != OTHER && (outcome & 1) == 0;
    }

    static int type(int outcome) {
        return (outcome - 1) >> 1;
    }

    /** Whether one may stand behind the other: a further token only behind a token of the same name. */
    static boolean follows(int outcome, int previous) {
        return !inside(outcome) || previous == outcome || previous == outcome - 1;
    }
}
