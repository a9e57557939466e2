package io.chatguard.internal.openai;

import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Sleeper;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Scope;
import io.chatguard.internal.chain.GuardCore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sets the options of a client so that everything it sends goes through a guard.
 *
 * <p>The only accessor of the client's transport is a built {@code ClientOptions}, and what that returns is the whole
 * stack of the user's retries, authentication and logging. The guard goes above it, so the outer copies of those must
 * do nothing: no retries, no log lines with raw text, nothing of the user's closed.
 */
public final class ClientSeam {

    private ClientSeam() {}

    /** Runs the SDK's stream callbacks where the user's client runs them, and remembers the transport. */
    private record SeamExecutor(Executor delegate, GuardedTransport transport) implements Executor {
        @Override
        public void execute(Runnable task) {
            delegate.execute(task);
        }
    }

    /** Sleeps by the user's sleeper without closing it. */
    private record BorrowedSleeper(Sleeper delegate) implements Sleeper {
        @Override
        public void sleep(Duration duration) {
            delegate.sleep(duration);
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            return delegate.sleepAsync(duration);
        }

        @Override
        public void close() {}
    }

    public static void install(ClientOptions.Builder options, Guard guard) {
        GuardCore core = GuardCore.of(guard);
        if (core.resilience().isPresent()) {
            options.maxRetries(0); // before the snapshot, so that the client's own stack below us tries once
        }
        ClientOptions snapshot = options.build();
        if (snapshot.streamHandlerExecutor() instanceof SeamExecutor) {
            throw refused("the client is guarded already", "wrap the client that it was made of");
        }
        String credential = snapshot.credential().getClass().getSimpleName();
        if (credential.equals("HttpRequestAuthenticatorCredential")
                || credential.equals("WorkloadIdentityCredential")) {
            throw refused(
                    "clients that sign their requests (workload identity, SigV4, X.509) cannot be guarded yet",
                    "use an API key, or guard the client of a gateway that signs");
        }
        core = core.through(new ModerationBelow(new OpenAIClientImpl(snapshot)));
        GuardedTransport transport = new GuardedTransport(snapshot.httpClient(), core, Optional.empty());
        apply(options, snapshot, snapshot.streamHandlerExecutor(), transport);
    }

    public static void pin(ClientOptions.Builder options, Scope scope, Caller caller) {
        ClientOptions snapshot = options.build();
        if (!(snapshot.streamHandlerExecutor() instanceof SeamExecutor seam)) {
            throw refused("the client is not guarded", "give the client that GuardedOpenAI.wrap returned");
        }
        GuardedTransport pinned = seam.transport().pinned(new GuardCore.Pin(scope, caller));
        apply(options, snapshot, seam.delegate(), pinned);
    }

    private static void apply(
            ClientOptions.Builder options, ClientOptions snapshot, Executor streams, GuardedTransport transport) {
        options.httpClient(transport);
        options.maxRetries(0);
        silence(options);
        options.streamHandlerExecutor(new SeamExecutor(streams, transport));
        options.sleeper(new BorrowedSleeper(snapshot.sleeper()));
    }

    /** Turns the outer log off, which would print raw text; SDKs up to 4.13 have no such setting and no such log. */
    private static void silence(ClientOptions.Builder options) {
        try {
            Class<?> level = Class.forName("com.openai.core.LogLevel", false, ClientOptions.class.getClassLoader());
            Method setter = ClientOptions.Builder.class.getMethod("logLevel", level);
            setter.invoke(options, level.getField("OFF").get(null));
        } catch (ClassNotFoundException | NoSuchMethodException absent) {
            // Nothing to turn off.
        } catch (IllegalAccessException | NoSuchFieldException | InvocationTargetException e) {
            throw refused("the SDK's log cannot be turned off above the guard", "report the SDK's version");
        }
    }

    private static GuardException refused(String summary, String remedy) {
        return GuardException.of(Reason.CONFIGURATION, summary).remedy(remedy).build();
    }
}
