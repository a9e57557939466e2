package io.chatguard.internal.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Time that passes when a test says so, on the test's own thread. */
final class VirtualTimers implements Timers {

    private record Task(long at, long order, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now = 1_000_000_000L;
    private long orders;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now - 1_000_000_000L);
    }

    @Override
    public Timer after(long nanos, Runnable work) {
        Task task = new Task(now + Math.max(0, nanos), orders++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass until nothing is left to happen. */
    void run() {
        while (!tasks.isEmpty()) {
            Task next = tasks.remove();
            now = Math.max(now, next.at());
            next.work().run();
        }
    }

    /** Lets that much time pass. */
    void pass(Duration time) {
        long until = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= until) {
            Task next = tasks.remove();
            now = Math.max(now, next.at());
            next.work().run();
        }
        now = until;
    }

    /** That much time passes before anything that is due gets its turn, as on a machine that is busy. */
    void slip(Duration time) {
        now += time.toNanos();
    }

    Duration passed() {
        return Duration.ofNanos(now - 1_000_000_000L);
    }

    int left() {
        return tasks.size();
    }
}
