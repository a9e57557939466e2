package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bulkhead of one target. Resilience4j's counts the slots; it would block a thread for each call that waits, so who
 * waits stands in a queue here, first come first served.
 */
final class Slots {

    private final Bulkhead bulkhead;
    private final int most;
    private final Deque<CompletableFuture<Slot>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    Slots(ResilienceSettings.Bulkhead settings) {
        this.most = settings.waiting();
        this.bulkhead = Bulkhead.of(
                "chatguard",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    /** The right to one attempt's I/O; given back when that is truly over. */
    final class Slot {
        private final AtomicBoolean released = new AtomicBoolean();

        void release() {
            if (released.compareAndSet(false, true)) {
                bulkhead.onComplete();
                handOn();
            }
        }
    }

    /**
     * Asks for a slot: the future has it now or later; cancelling the future leaves the queue. Empty if too many wait.
     */
    Optional<CompletableFuture<Slot>> ask() {
        CompletableFuture<Slot> place = new CompletableFuture<>();
        lock.lock();
        try {
            if (waiting.isEmpty() && bulkhead.tryAcquirePermission()) {
                place.complete(new Slot());
                return Optional.of(place);
            }
            if (waiting.size() >= most) {
                return Optional.empty();
            }
            waiting.add(place);
        } finally {
            lock.unlock();
        }
        var left = place.whenComplete((slot, failure) -> {
            if (failure != null) {
                leave(place);
            }
        });
        handOn();
        return Optional.of(place);
    }

    private void leave(CompletableFuture<Slot> place) {
        lock.lock();
        try {
            waiting.remove(place);
        } finally {
            lock.unlock();
        }
    }

    /** Gives free slots to who waits; outside the lock, since the one who gets it goes to work at once. */
    private void handOn() {
        for (CompletableFuture<Slot> next = next(); next != null; next = next()) {
            if (!next.complete(new Slot())) {
                bulkhead.onComplete(); // it has just given up waiting
            }
        }
    }

    private @Nullable CompletableFuture<Slot> next() {
        lock.lock();
        try {
            return waiting.isEmpty() || !bulkhead.tryAcquirePermission() ? null : waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        return bulkhead.getMetrics().getMaxAllowedConcurrentCalls()
                - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
