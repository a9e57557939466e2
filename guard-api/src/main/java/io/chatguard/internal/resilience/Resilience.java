package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/**
 * What all calls of a guard share on their way to the provider. The order around one attempt is
 * {@code retry( rate → breaker( bulkhead( attempt )))}.
 *
 * <p>Thread-safe. Nothing here blocks a thread; time is kept by one daemon thread.
 */
public final class Resilience implements AutoCloseable {

    /** Models are named by callers: further ones share the lane of their endpoint. */
    private static final int MOST_LANES = 512;

    private final ResilienceSettings settings;
    private final Timers timers;
    private final KillSwitch killSwitch;
    private final RetryBudget budget;
    private final Backoff backoff;
    private final ConcurrentHashMap<Target, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<AttemptLoop> underway = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    public Resilience(ResilienceSettings settings, KillSwitch killSwitch) {
        this(
                settings,
                killSwitch,
                new DaemonTimers(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random values of [0, 1) */
    Resilience(ResilienceSettings settings, KillSwitch killSwitch, Timers timers, DoubleSupplier random) {
        this.settings = settings;
        this.killSwitch = killSwitch;
        this.timers = timers;
        this.budget =
                new RetryBudget(settings.retry().budget(), settings.retry().reserve());
        this.backoff = new Backoff(settings.retry(), random);
    }

    /** Starts a call's deadline. */
    public ResilientCall call() {
        return new ResilientCall(this, timers.nanos() + Nanos.of(settings.deadline()));
    }

    /** Whether anybody asks how many model tokens a request costs. */
    public boolean countsModelTokens() {
        return settings.rate().tokensPerMinute().isPresent();
    }

    ResilienceSettings settings() {
        return settings;
    }

    Timers timers() {
        return timers;
    }

    KillSwitch killSwitch() {
        return killSwitch;
    }

    RetryBudget budget() {
        return budget;
    }

    Backoff backoff() {
        return backoff;
    }

    Lane lane(Target target) {
        Lane known = lanes.get(target);
        if (known != null) {
            return known;
        }
        Target fits = lanes.size() < MOST_LANES ? target : new Target(target.endpoint(), "");
        return lanes.computeIfAbsent(fits, t -> new Lane(settings, timers));
    }

    void begun(AttemptLoop loop) {
        underway.add(loop);
        if (closed.get()) {
            loop.stop(Stops.closed());
        }
    }

    void over(AttemptLoop loop) {
        underway.remove(loop);
    }

    /** Ends the timers, and with them every call that waits. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        underway.forEach(loop -> loop.stop(Stops.closed()));
        if (timers instanceof DaemonTimers daemon) {
            daemon.close();
        }
    }
}
