package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import java.util.List;
import java.util.Optional;

/**
 * A lead that is one run of a class, with or without conditions before it, as in {@code \\b[a-z.]{1,64}@}: counted back
 * without an automaton. Of Latin-1, as {@link Course}. Immutable.
 */
final class PlainLead {
    private static final int LATIN_1 = 256;

    private final boolean[] members = new boolean[LATIN_1];
    private final boolean open;
    private final int min;
    private final int max;
    private final List<Place> places;

    private PlainLead(Latin set, int min, int max, List<Place> places) {
        for (int c = 0; c < members.length; c++) {
            members[c] = set.contains(c);
        }
        this.open = set.isOpen();
        this.min = min;
        this.max = max;
        this.places = places;
    }

    static Optional<PlainLead> of(List<Expression> parts) {
        List<Expression> conditions = parts.subList(0, parts.size() - 1);
        if (!conditions.stream().allMatch(At.class::isInstance)) {
            return Optional.empty();
        }
        List<Place> places = conditions.stream().map(at -> ((At) at).place()).toList();
        Expression last = parts.get(parts.size() - 1);
        if (last instanceof One one) {
            return Optional.of(new PlainLead(Latin.of(one.set()), 1, 1, places));
        }
        return last instanceof Repeat repeat && repeat.body() instanceof One one
                ? Optional.of(new PlainLead(Latin.of(one.set()), repeat.min(), repeat.max(), places))
                : Optional.empty();
    }

    /**
     * Where the longest lead begins that ends here; not before {@code floor}. {@link Course#NO_MATCH} or
     * {@link Course#UNDECIDED} else.
     */
    int longestBefore(String text, int end, int floor) {
        int least = end - floor > max ? end - max : floor;
        int at = end;
        while (at > least) {
            char unit = text.charAt(at - 1);
            if (unit >= LATIN_1) {
                if (open) {
                    return Course.UNDECIDED;
                }
                break;
            }
            if (!members[unit]) {
                break;
            }
            at--;
        }
        int most = end - min;
        while (at <= most && !hold(text, at)) {
            at++;
        }
        return at <= most ? at : Course.NO_MATCH;
    }

    private boolean hold(String text, int at) {
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).holds(Place.before(text, at), Place.behind(text, at))) {
                return false;
            }
        }
        return true;
    }
}
