package io.chatguard.testkit;

import java.util.SplittableRandom;

/**
 * How much a test does, and from which seed: a normal run is short, a soak run ({@code -Psoak}) does the full counts.
 *
 * <p>Read from the system properties {@code chatguard.soak} ({@code true} for a soak run) and {@code chatguard.seed} (a
 * decimal {@code long}). Without a seed one is drawn for this JVM. The first use of {@link #seed()} prints it, so that a
 * failing run can be repeated with {@code -Dchatguard.seed=…}.
 *
 * <p>Thread-safe.
 */
public final class Soak {
    private static final String SOAK = "chatguard.soak";
    private static final String SEED = "chatguard.seed";

    private Soak() {}

    /**
     * Tells whether this is a soak run.
     *
     * @return true when {@code -Dchatguard.soak=true} or {@code -Psoak} was given
     */
    public static boolean on() {
        return Boolean.getBoolean(SOAK);
    }

    /**
     * Chooses the number of cases of a test.
     *
     * @param normal cases in a normal run, at least 1
     * @param soak cases in a soak run, not less than {@code normal}
     * @return one of the two
     * @throws IllegalArgumentException if a soak run would do less than a normal one, or a normal one nothing
     */
    public static int cases(int normal, int soak) {
        if (normal < 1 || soak < normal) {
            throw new IllegalArgumentException("want 1 <= normal <= soak, got " + normal + " and " + soak);
        }
        return on() ? soak : normal;
    }

    /**
     * Gives the seed of this run, the same for the whole life of this JVM.
     *
     * @return the seed of {@code -Dchatguard.seed}, else one drawn at random
     * @throws IllegalArgumentException if the property is not a decimal {@code long}
     */
    public static long seed() {
        return Drawn.SEED;
    }

    static long parseOrDraw(String property) {
        if (property.isBlank()) {
            return new SplittableRandom().nextLong();
        }
        try {
            return Long.parseLong(property.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + SEED + " wants a decimal long, got '" + property + "'", e);
        }
    }

    /** Drawn and printed on first use, by class initialisation: once, whichever thread comes first. */
    private static final class Drawn {
        static final long SEED = announce(parseOrDraw(System.getProperty(Soak.SEED, "")));

        private static long announce(long seed) {
            System.out.println("seed " + seed + ", repeat with -D" + Soak.SEED + "=" + seed);
            return seed;
        }
    }
}
