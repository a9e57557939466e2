package io.chatguard.internal.resilience;

import java.util.Locale;

/** Which replies are worth another try, and what a reply says about the provider's health. */
final class RetryRules {

    /** What a reply means for the breaker. */
    enum Health {
        WELL,
        ILL,
        /** Neither: a provider that limits the rate is busy, not down. */
        UNKNOWN
    }

    private RetryRules() {}

    /** The provider's own word first, except where it is out of quota; then what broke off, 408, 409, 429 and 5xx. */
    static boolean isRetryable(Reply reply) {
        int status = reply.status();
        if ((status < 400 && !reply.isBroken()) || (status == 429 && reply.isOutOfQuota())) {
            return false;
        }
        String said = reply.header("x-should-retry").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (said) {
            case "true" -> true;
            case "false" -> false;
            default -> reply.isBroken() || status == 408 || status == 409 || status == 429 || status >= 500;
        };
    }

    static Health health(Reply reply) {
        int status = reply.status();
        if (reply.isBroken()) {
            return Health.ILL;
        }
        return status == 429 ? Health.UNKNOWN : status >= 500 || status == 408 ? Health.ILL : Health.WELL;
    }
}
