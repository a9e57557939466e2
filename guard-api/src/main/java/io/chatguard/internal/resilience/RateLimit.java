package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The rate of one target, in requests and in model tokens; a request goes when both allow it. */
final class RateLimit {

    private final @Nullable Gcra requests;
    private final @Nullable Gcra tokens;
    private final ReentrantLock lock = new ReentrantLock();

    RateLimit(ResilienceSettings.Rate settings) {
        requests = settings.requestsPerMinute().isPresent()
                ? new Gcra(settings.requestsPerMinute().getAsLong())
                : null;
        tokens = settings.tokensPerMinute().isPresent()
                ? new Gcra(settings.tokensPerMinute().getAsLong())
                : null;
    }

    /**
     * Takes a place for a request if it comes up in time.
     *
     * @return nanoseconds to wait; more than {@code most}, and nothing is taken, if that is too long
     */
    long reserve(long modelTokens, long now, long most) {
        if (requests == null && tokens == null) {
            return 0;
        }
        lock.lock();
        try {
            long wait = Math.max(
                    requests == null ? 0 : requests.waitNanos(1, now),
                    tokens == null ? 0 : tokens.waitNanos(modelTokens, now));
            if (wait <= most) {
                if (requests != null) {
                    requests.take(1, now);
                }
                if (tokens != null) {
                    tokens.take(modelTokens, now);
                }
            }
            return wait;
        } finally {
            lock.unlock();
        }
    }

    /** Whether model tokens are limited. */
    boolean countsModelTokens() {
        return tokens != null;
    }

    /** A request that was granted by an estimate has taken so many model tokens. */
    void settle(long estimated, long used, long now) {
        if (tokens == null) {
            return;
        }
        lock.lock();
        try {
            tokens.settle(estimated, used, now);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over {@code x-ratelimit-limit-*} and {@code x-ratelimit-remaining-*}. */
    void correct(Reply reply, long now) {
        if (requests == null && tokens == null) {
            return;
        }
        lock.lock();
        try {
            correct(requests, reply, "requests", now);
            correct(tokens, reply, "tokens", now);
        } finally {
            lock.unlock();
        }
    }

    private static void correct(@Nullable Gcra rate, Reply reply, String unit, long now) {
        if (rate == null) {
            return;
        }
        double limit = count(reply.header("x-ratelimit-limit-" + unit));
        double remaining = count(reply.header("x-ratelimit-remaining-" + unit));
        rate.correct(limit, remaining, now);
    }

    /** A whole number, or -1. */
    private static double count(Optional<String> header) {
        String text = header.orElse("").strip();
        if (text.isEmpty() || text.length() > 15) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(text);
    }
}
