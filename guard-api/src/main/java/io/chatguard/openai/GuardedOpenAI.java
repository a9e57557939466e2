package io.chatguard.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.Scope;
import io.chatguard.internal.openai.ClientSeam;

/**
 * Puts a guard into clients of the official OpenAI Java SDK: the client's own type comes back, and all its services,
 * blocking, asynchronous and streaming, go through the guard.
 *
 * <p>The given client stays usable and unguarded; its connections, threads and retries are shared, and closing the
 * guarded client does not close them.
 *
 * <p>Out of reach: a later {@code withOptions} on the guarded client that replaces the HTTP client or the log level.
 */
public final class GuardedOpenAI {

    private GuardedOpenAI() {}

    /**
     * A guarded client; each call is a scope of its own unless it continues a stored response.
     *
     * @throws io.chatguard.GuardException of reason {@code CONFIGURATION} if the client is guarded already or
     *     authenticates by a provider's own signing
     */
    public static OpenAIClient wrap(OpenAIClient client, Guard guard) {
        return client.withOptions(options -> ClientSeam.install(options, guard));
    }

    /** As {@link #wrap(OpenAIClient, Guard)}. */
    public static OpenAIClientAsync wrap(OpenAIClientAsync client, Guard guard) {
        return client.withOptions(options -> ClientSeam.install(options, guard));
    }

    /**
     * The same guarded client for one conversation: equal values get equal surrogates in all its calls.
     *
     * @param client a client that {@link #wrap} returned
     * @throws io.chatguard.GuardException of reason {@code CONFIGURATION} if the client is not guarded
     */
    public static OpenAIClient withScope(OpenAIClient client, Scope scope, Caller caller) {
        return client.withOptions(options -> ClientSeam.pin(options, scope, caller));
    }

    /** As {@link #withScope(OpenAIClient, Scope, Caller)}. */
    public static OpenAIClientAsync withScope(OpenAIClientAsync client, Scope scope, Caller caller) {
        return client.withOptions(options -> ClientSeam.pin(options, scope, caller));
    }
}
