package io.chatguard;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.ConsentCheck;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What stands between an application and a model: the policy and the stages that every call runs through.
 *
 * <p>Immutable and thread-safe; make one and share it. Wrap a client with
 * {@code io.chatguard.openai.GuardedOpenAI.wrap(client, guard)}.
 */
@CheckReturnValue
public final class Guard implements AutoCloseable {

    static {
        GuardCore.accessor(guard -> guard.core);
    }

    /**
     * The request header that carries what {@link #handle} returned; the guard takes it off. A call with anything else in
     * it is blocked.
     */
    public static final String SCOPE_HEADER = "X-ChatGuard-Scope";

    private static final Duration HANDLE_LIFE = Duration.ofHours(1);

    private final GuardCore core;

    private Guard(GuardCore core) {
        this.core = core;
    }

    /** A guard with all stages that the policy and the modules on the class path stand for. */
    public static Guard from(Policy policy) {
        return builder().policy(policy).build();
    }

    /** Starts an empty guard. */
    public static Builder builder() {
        return new Builder();
    }

    /** The policy in force. */
    public Policy policy() {
        return core.policy();
    }

    /**
     * Throws the kill switch: calls are refused, no attempt is sent any more, and streams stop at their next chunk, each
     * with a {@link GuardException} of reason {@code UNAVAILABLE}. What a provider has already received is not undone.
     */
    public void kill() {
        core.killSwitch().kill();
    }

    /** Takes {@link #kill} back; a kill file of the policy stays in force. */
    public void revive() {
        core.killSwitch().revive();
    }

    /** Whether the kill switch is thrown, by {@link #kill} or by the policy's kill file. */
    public boolean isKilled() {
        return core.killSwitch().isKilled();
    }

    /** A handle that is valid for one hour; see {@link #handle(Scope, Caller, Duration)}. */
    public String handle(Scope scope, Caller caller) {
        return handle(scope, caller, HANDLE_LIFE);
    }

    /**
     * Seals scope and caller, so that they can pass through code that is not trusted to choose them: whoever sends the
     * handle in the header {@link #SCOPE_HEADER} makes the call in this scope, as this caller.
     *
     * <p>Security guarantees: encrypted and authenticated (AES-256-GCM) under a random key of this guard; a handle of
     * another guard or process, an altered one and an expired one block the call. Who has a valid handle may use the scope.
     *
     * @param validFor longer than nothing
     * @throws GuardException of reason {@code CONFIGURATION} if the caller is too long for a header
     */
    public String handle(Scope scope, Caller caller, Duration validFor) {
        return core.handle(scope, caller, validFor);
    }

    /** Closes vault and audit sinks; clients wrapped with this guard refuse further calls. */
    @Override
    public void close() {
        core.close();
    }

    /** Shows the policy's name only. */
    @Override
    public String toString() {
        return "Guard[" + policy().name() + "]";
    }

    /** Collects the stages of a guard; not thread-safe. */
    public static final class Builder {
        private final GuardCore.Plan plan = new GuardCore.Plan();

        private Builder() {}

        /** The policy; its sections add their stages when the guard is built. */
        @CanIgnoreReturnValue
        public Builder policy(Policy policy) {
            plan.policy(policy);
            return this;
        }

        /** What stands between the clear and the pseudonymised view, in place of what the policy would install. */
        @CanIgnoreReturnValue
        public Builder redaction(Interceptor redaction) {
            plan.redaction(redaction);
            return this;
        }

        /** Adds an interceptor after those of its view. */
        @CanIgnoreReturnValue
        public Builder interceptor(Interceptor interceptor) {
            plan.interceptor(interceptor);
            return this;
        }

        /** Adds a guardrail after the interceptors and guardrails of its view. */
        @CanIgnoreReturnValue
        public Builder guardrail(Guardrail guardrail) {
            plan.guardrail(guardrail);
            return this;
        }

        /** Adds an audit sink; without any, records go to the SLF4J logger {@code io.chatguard.audit}. */
        @CanIgnoreReturnValue
        public Builder audit(AuditSink sink) {
            plan.audit(sink);
            return this;
        }

        /**
         * Who knows whether a call may process personal data: asked before any text of a request is looked at; see the
         * policy's section {@code consent}, without which it is asked about every call.
         */
        @CanIgnoreReturnValue
        public Builder consent(ConsentCheck check) {
            plan.consent(check);
            return this;
        }

        /** Gets the receipt of each exchange when it is over; what it throws is ignored. */
        @CanIgnoreReturnValue
        public Builder onReceipt(Consumer<Receipt> listener) {
            plan.onReceipt(listener);
            return this;
        }

        /** Runs the hooks of asynchronous calls; by default virtual threads where they exist, else a bounded pool. */
        @CanIgnoreReturnValue
        public Builder executor(Executor executor) {
            plan.executor(executor);
            return this;
        }

        /** Closes this when the guard is closed. */
        @CanIgnoreReturnValue
        public Builder closing(AutoCloseable resource) {
            plan.closing(resource);
            return this;
        }

        /**
         * Builds the guard.
         *
         * @throws GuardException of reason {@code CONFIGURATION} if there is no stage at all, or one that sends text
         *     elsewhere asks for the clear view
         */
        public Guard build() {
            return new Guard(plan.build(this));
        }
    }
}
