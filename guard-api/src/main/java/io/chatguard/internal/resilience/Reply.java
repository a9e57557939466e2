package io.chatguard.internal.resilience;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is seen of a provider's reply: everything but its text. */
public interface Reply {

    /** How a reply's I/O was over. */
    enum End {
        /** It was read to its end and was what it should be. */
        COMPLETE,
        /** It broke off, or was not what it should be. */
        BROKEN,
        /** Nobody wanted more of it. */
        DISCARDED
    }

    int status();

    /** The first value of that header, in any letter case. */
    Optional<String> header(String name);

    /** Whether the provider refuses because of quota or billing, which no waiting changes. */
    boolean isOutOfQuota();

    /** Whether the body goes on while the caller reads. */
    boolean isStream();

    /** Whether it was to be read whole before anybody got it, and broke off or is not what it should be. */
    boolean isBroken();

    /** Completes when the provider says how many model tokens the request has taken, its answer included; it may not. */
    CompletionStage<Long> modelTokens();

    /** Closes it, from any thread. */
    void discard();

    /** Completes when its I/O is truly over, by whatever; never fails. */
    CompletionStage<End> ended();
}
