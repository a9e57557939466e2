package io.chatguard.redact.internal.names;

import io.chatguard.EntityType;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings together what words, lists and a model say of the same tokens. Where two independent ones agree that it is a
 * person, they are wrong together only if both are: the score is one less the product of their doubts.
 */
final class Weighing {

    /** Where a model says that it is something else, words that say person need that much. */
    private static final double SURE = 0.8;

    private Weighing() {}

    /** Names without overlaps among those of one type; those of several types do not overlap either. */
    static List<Named> weigh(List<Named> all) {
        List<Named> out = new ArrayList<>(all.size());
        for (Named next : all) {
            Named merged = next;
            boolean stays = true;
            for (int i = out.size() - 1; i >= 0 && stays; i--) {
                Named before = out.get(i);
                if (!before.overlaps(merged)) {
                    if (before.last() < merged.first() - NEIGHBOURHOOD) {
                        break;
                    }
                    continue;
                }
                if (before.type().equals(merged.type())) {
                    merged = together(before, merged);
                    out.remove(i);
                } else if (wins(before, merged)) {
                    stays = false;
                } else {
                    out.remove(i);
                }
            }
            if (stays) {
                out.add(merged);
            }
        }
        return out;
    }

    /** So far back overlaps are looked for; no name is longer. */
    private static final int NEIGHBOURHOOD = 64;

    private static Named together(Named one, Named other) {
        Named wider = one.contains(other) ? one : other.contains(one) ? other : null;
        boolean independent = one.evidence() != other.evidence();
        double sure = independent
                ? Math.min(NameRules.MOST, 1 - (1 - one.score()) * (1 - other.score()))
                : Math.max(one.score(), other.score());
        Named surer = one.score() >= other.score() ? one : other;
        if (wider == null) {
            return surer.spanning(Math.min(one.first(), other.first()), Math.max(one.last(), other.last()), sure);
        }
        return surer.spanning(wider.first(), wider.last(), sure);
    }

    private static boolean wins(Named before, Named next) {
        boolean person = before.type().equals(EntityType.PERSON);
        Named cue = person ? before : next;
        Named other = person ? next : before;
        if (!cue.type().equals(EntityType.PERSON)) {
            return before.score() >= next.score();
        }
        boolean personWins = cue.score() >= SURE && cue.score() >= other.score() - 0.1 || cue.score() >= other.score();
        return personWins == person;
    }
}
