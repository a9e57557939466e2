package io.chatguard.examples.cli;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the names there are look most like one that there is not: by the pairs of letters they share (Dice). */
final class LikeNames {
    private static final int MOST = 3;

    private LikeNames() {}

    /** Three at most, the nearest first; of equals the one that comes first. */
    static List<String> nearest(String name, List<String> names) {
        Comparator<String> likeness = Comparator.comparingDouble(other -> likeness(name, other));
        return names.stream().sorted(likeness.reversed()).limit(MOST).toList();
    }

    private static double likeness(String one, String other) {
        Set<String> left = pairs(one);
        Set<String> right = pairs(other);
        int size = left.size() + right.size();
        left.retainAll(right);
        return 2.0 * left.size() / size;
    }

    /** The ends count as letters, so that every name has a pair. */
    private static Set<String> pairs(String name) {
        String padded = " " + name + " ";
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < padded.length(); i++) {
            pairs.add(padded.substring(i, i + 2));
        }
        return pairs;
    }
}
