package io.chatguard.spi;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import java.util.Optional;

/**
 * One call, from its entry into the guard to its end.
 *
 * <p>Thread-safe. Lives as long as the call; do not keep it.
 */
public interface Exchange {

    /** How the scope of a call was found. */
    enum ScopeOrigin {
        /** The application pinned it. */
        PINNED,
        /** A sealed handle in a header of the request names it. */
        HANDLE,
        /** It belongs to a server-side object that the request names. */
        LINKED,
        /** It was made for this call alone. */
        PER_CALL
    }

    /** A random id, also sent back in the header {@code X-ChatGuard-Exchange}. */
    String id();

    Scope scope();

    ScopeOrigin scopeOrigin();

    Caller caller();

    Facts facts();

    Policy policy();

    /** The provider's moderation endpoint, where the client that makes the call can reach one. */
    default Optional<ProviderModeration> moderation() {
        return Optional.empty();
    }

    /** Adds to what the receipt and the audit will tell. */
    void record(Event event);

    /** What is recorded so far. */
    Receipt receipt();
}
