package io.chatguard.internal.resilience;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How many retries there may be in all, so that an ailing provider does not get a multiple of the load.
 *
 * <p>Each call earns a share of a retry. The reserve is there from the start and is an advance: the first calls earn
 * nothing until they would have earned it. So at any time {@code retries ≤ max(reserve, share × calls)}; with the
 * defaults attempts are at most 1.1 × calls from the hundredth call on, and a single failed call early on is retried
 * all the same. What calm hours have earned is kept up to {@link #MOST}, so that they do not pay for a storm.
 */
final class RetryBudget {

    private static final double MOST = 100;

    private final double share;
    private final ReentrantLock lock = new ReentrantLock();
    private double balance;
    private double advance;

    RetryBudget(double share, int reserve) {
        this.share = share;
        this.balance = share > 0 ? reserve : 0;
        this.advance = balance;
    }

    /** A call has begun. */
    void earn() {
        lock.lock();
        try {
            double repaid = Math.min(advance, share);
            advance -= repaid;
            balance = Math.max(balance, Math.min(MOST, balance + share - repaid));
        } finally {
            lock.unlock();
        }
    }

    /** Whether one more retry is paid for; it is taken off then. */
    boolean spend() {
        lock.lock();
        try {
            // A retry is worth 1; ten calls at 0.1 do not add up to it exactly.
            if (balance < 1 - 1e-9) {
                return false;
            }
            balance -= 1;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
