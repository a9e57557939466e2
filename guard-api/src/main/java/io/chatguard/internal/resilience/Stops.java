package io.chatguard.internal.resilience;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.time.Duration;

/** Why a call is stopped here, each with rule and remedy. */
public final class Stops {

    private Stops() {}

    static GuardException killed(boolean byCall) {
        return GuardException.of(Reason.UNAVAILABLE, "the kill switch is thrown, so nothing is sent")
                .rule("resilience/kill-switch")
                .remedy(byCall ? "Guard.revive() lets calls through again" : "remove the policy's kill file")
                .build();
    }

    /** The call's time is over. */
    public static GuardException deadline() {
        return GuardException.of(Reason.DEADLINE, "the call took longer than its deadline")
                .rule("resilience/deadline")
                .remedy("ask for less, or raise resilience.deadline in the policy")
                .build();
    }

    static GuardException attemptTimeout() {
        return GuardException.of(Reason.DEADLINE, "the provider did not answer within the time of an attempt")
                .rule("resilience/attempt-timeout")
                .remedy("ask for less, or raise resilience.attempt_timeout in the policy")
                .build();
    }

    static GuardException comeBackLater(int status, Duration retryAfter) {
        return GuardException.of(
                        Reason.UNAVAILABLE,
                        "the provider answered " + status + " and wants to be asked again after the call's deadline")
                .rule("resilience/retry-after")
                .retryAfter(retryAfter)
                .remedy("ask again after retryAfter()")
                .build();
    }

    static GuardException breakerOpen(Duration retryAfter) {
        return GuardException.of(Reason.UNAVAILABLE, "too many attempts have failed there, so the breaker is open")
                .rule("resilience/breaker")
                .retryAfter(retryAfter)
                .remedy("ask again after retryAfter()")
                .build();
    }

    static GuardException rateLimited(Duration retryAfter) {
        return GuardException.of(Reason.UNAVAILABLE, "the rate limit gives this call no place before its deadline")
                .rule("resilience/rate")
                .retryAfter(retryAfter)
                .remedy("ask again after retryAfter(), or raise resilience.rate in the policy")
                .build();
    }

    static GuardException tooManyWaiting() {
        return GuardException.of(Reason.UNAVAILABLE, "too many calls wait for a place already")
                .rule("resilience/bulkhead")
                .remedy("ask for less at the same time, or raise resilience.bulkhead in the policy")
                .build();
    }

    static GuardException closed() {
        return GuardException.of(Reason.UNAVAILABLE, "the guard was closed while the call waited")
                .rule("resilience/closed")
                .remedy("keep the guard open for as long as clients wrapped with it are used")
                .build();
    }
}
