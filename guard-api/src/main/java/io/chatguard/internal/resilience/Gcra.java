package io.chatguard.internal.resilience;

/**
 * A smooth rate: the generic cell rate algorithm (ITU-T I.371), as a virtual schedule. Instead of a window that fills and
 * empties at once, each unit occupies its share of time; the state is the time at which everything granted would be used
 * up. Not thread-safe.
 */
final class Gcra {

    /** The share of a minute that may be used at once: six seconds' worth. */
    private static final double BURST = 0.1;

    private static final double MINUTE = 60e9;

    private final double configured;
    private double perMinute;
    private double unit;
    private double burst;

    /** By what we have granted. */
    private double usedUpAt;

    /** By what the provider has said, and what was granted since; it holds whatever we find out about our own. */
    private double saidUpAt;

    private boolean begun;

    Gcra(long perMinute) {
        this.configured = perMinute;
        rate(perMinute);
    }

    private void rate(double value) {
        perMinute = value;
        unit = MINUTE / value;
        burst = Math.max(1, value * BURST);
    }

    /** How long from now until so many units may go, nanoseconds. What is more than a burst goes when all is free. */
    long waitNanos(double units, long now) {
        double free = burst - (at(now) - now) / unit;
        double missing = Math.min(units, burst) - free;
        return missing <= 1e-9 ? 0 : (long) Math.ceil(missing * unit);
    }

    /** Takes so many units, to go when {@link #waitNanos} says. */
    void take(double units, long now) {
        begin(now);
        usedUpAt = Math.max(usedUpAt, now) + units * unit;
        if (saidUpAt > now) {
            saidUpAt += units * unit;
        }
    }

    /** What was taken turned out to be so many units: the rest is given back, or what is missing is taken. */
    void settle(double taken, double used, long now) {
        begin(now);
        usedUpAt = (used > taken ? Math.max(usedUpAt, now) : usedUpAt) + (used - taken) * unit;
    }

    /**
     * Takes over what the provider says: it counts for all processes that share an account.
     *
     * @param limit units in a minute, or not positive if unknown
     * @param remaining units left now, or negative if unknown
     */
    void correct(double limit, double remaining, long now) {
        if (limit > 0) {
            begin(now);
            double before = unit;
            rate(Math.min(configured, limit));
            usedUpAt = now + (usedUpAt - now) / before * unit;
            saidUpAt = now + (saidUpAt - now) / before * unit;
        }
        if (remaining >= 0 && remaining < burst) {
            begin(now);
            saidUpAt = Math.max(saidUpAt, now + (burst - remaining) * unit);
        }
    }

    double perMinute() {
        return perMinute;
    }

    private void begin(long now) {
        if (!begun) {
            begun = true;
            usedUpAt = now;
            saidUpAt = now;
        }
    }

    private double at(long now) {
        begin(now);
        return Math.max(Math.max(usedUpAt, saidUpAt), now);
    }
}
