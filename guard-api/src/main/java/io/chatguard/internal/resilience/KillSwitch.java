package io.chatguard.internal.resilience;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Stops everything that goes to the provider: by a call in this process, or by a file that any tool can make.
 *
 * <p>The file system is asked at most every 50 ms, so that a check at each chunk of a stream costs nothing. If it cannot
 * tell whether the file is there, it counts as there.
 */
public final class KillSwitch {

    private static final long FRESH_NANOS = 50_000_000;

    private final Optional<Path> file;
    private final Predicate<Path> surelyAbsent;
    private final LongSupplier nanos;

    private volatile boolean thrown;
    private volatile boolean filed;
    private volatile long staleAt;

    public KillSwitch(Optional<Path> file) {
        this(file, Files::notExists, System::nanoTime);
    }

    KillSwitch(Optional<Path> file, Predicate<Path> surelyAbsent, LongSupplier nanos) {
        this.file = file;
        this.surelyAbsent = surelyAbsent;
        this.nanos = nanos;
        this.staleAt = nanos.getAsLong();
    }

    /** Stops every call, until {@link #revive}. */
    public void kill() {
        thrown = true;
    }

    /** Takes {@link #kill} back; a file stays in force. */
    public void revive() {
        thrown = false;
    }

    public boolean isKilled() {
        return thrown || isFiled();
    }

    private boolean isFiled() {
        if (file.isEmpty()) {
            return false;
        }
        long now = nanos.getAsLong();
        if (now - staleAt >= 0) {
            filed = !surelyAbsent.test(file.get());
            staleAt = now + FRESH_NANOS;
        }
        return filed;
    }

    /** @throws io.chatguard.GuardException of reason {@code UNAVAILABLE} if it is thrown */
    public void check() {
        if (isKilled()) {
            throw Stops.killed(thrown);
        }
    }
}
