package io.chatguard.internal.chain;

import io.chatguard.Caller;
import io.chatguard.ConsentSettings;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.ResilienceSettings;
import io.chatguard.Scope;
import io.chatguard.internal.audit.Slf4jAuditSink;
import io.chatguard.internal.policy.PolicySections;
import io.chatguard.internal.resilience.KillSwitch;
import io.chatguard.internal.resilience.Resilience;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.ConsentCheck;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.PolicySection;
import io.chatguard.spi.ProviderModeration;
import io.chatguard.spi.ScopeLinks;
import io.chatguard.spi.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a built guard, in the order in which a request meets them. */
public final class GuardCore {

    private static volatile @Nullable Function<Guard, GuardCore> accessor;

    private static final Duration LINK_TTL = Duration.ofDays(30);

    /** A scope and caller that the application has fixed for a client. */
    public record Pin(Scope scope, Caller caller) {}

    private final Policy policy;
    private final List<Interceptor> stages;
    private final List<AuditSink> sinks;
    private final List<Consumer<Receipt>> listeners;
    private final ScopeLinks links;
    private final ConsentGate consent;
    private final Executor executor;
    private final List<AutoCloseable> resources;
    private final KillSwitch killSwitch;
    private final Optional<Resilience> resilience;
    private final AtomicBoolean closed;
    private final SealedHandles handles;
    private final Optional<ProviderModeration> moderation;

    private GuardCore(Plan plan, List<Interceptor> stages, List<AuditSink> sinks, ScopeLinks links) {
        this.policy = plan.policy.orElseGet(Policy::defaults);
        this.stages = List.copyOf(stages);
        this.sinks = List.copyOf(sinks);
        this.listeners = List.copyOf(plan.listeners);
        this.links = links;
        this.consent = new ConsentGate(plan.consent, policy.section(ConsentSettings.class));
        this.executor = plan.executor.orElseGet(WaitingThreads::forHooks);
        this.resources = List.copyOf(plan.resources);
        ResilienceSettings settings = policy.section(ResilienceSettings.class);
        this.killSwitch = new KillSwitch(settings.killFile());
        this.resilience = settings.owner() == ResilienceSettings.Owner.GUARD
                ? Optional.of(new Resilience(settings, killSwitch))
                : Optional.empty();
        this.closed = new AtomicBoolean();
        this.handles = new SealedHandles();
        this.moderation = Optional.empty();
    }

    /** The same guard for calls of a client that can reach a moderation endpoint. */
    private GuardCore(GuardCore core, ProviderModeration moderation) {
        this.policy = core.policy;
        this.stages = core.stages;
        this.sinks = core.sinks;
        this.listeners = core.listeners;
        this.links = core.links;
        this.consent = core.consent;
        this.executor = core.executor;
        this.resources = core.resources;
        this.killSwitch = core.killSwitch;
        this.resilience = core.resilience;
        this.closed = core.closed;
        this.handles = core.handles;
        this.moderation = Optional.of(moderation);
    }

    /** Lets {@link Guard} hand out its parts to this module's seams without making them public. */
    public static void accessor(Function<Guard, GuardCore> function) {
        accessor = function;
    }

    /** The parts of that guard. */
    public static GuardCore of(Guard guard) {
        Function<Guard, GuardCore> function = accessor;
        if (function == null) {
            throw new IllegalStateException("a guard exists, so its class is initialised");
        }
        return function.apply(guard);
    }

    public Policy policy() {
        return policy;
    }

    /** The same guard, closed when this is, whose exchanges reach that moderation endpoint. */
    public GuardCore through(ProviderModeration endpoint) {
        return new GuardCore(this, endpoint);
    }

    Optional<ProviderModeration> moderation() {
        return moderation;
    }

    List<Interceptor> stages() {
        return stages;
    }

    List<AuditSink> sinks() {
        return sinks;
    }

    List<Consumer<Receipt>> listeners() {
        return listeners;
    }

    ConsentGate consent() {
        return consent;
    }

    ScopeLinks links() {
        return links;
    }

    /** How long a link from a server-side id to its scope is kept. */
    Duration linkTtl() {
        return LINK_TTL;
    }

    /** Seals scope and caller for the handle header. */
    public String handle(Scope scope, Caller caller, Duration validFor) {
        if (validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a handle is valid for longer than nothing");
        }
        return handles.seal(scope, caller, Instant.now().plus(validFor));
    }

    /**
     * Opens an exchange in the pinned scope, else that of the handle, else the one that a server-side id was linked to,
     * else one of its own.
     *
     * @throws GuardException if a handle is not valid, whichever scope applies; the exchange has ended then
     */
    public ExchangeRun open(Facts facts, Optional<Pin> pin, ScopeClues clues) {
        if (closed.get()) {
            throw GuardException.of(GuardException.Reason.UNAVAILABLE, "the guard is closed")
                    .remedy("keep the guard open for as long as clients wrapped with it are used")
                    .build();
        }
        String id = ExchangeIds.next();
        Optional<Pin> handed = handed(id, facts, clues.handles());
        if (pin.isPresent() || handed.isPresent()) {
            Exchange.ScopeOrigin origin = pin.isPresent() ? Exchange.ScopeOrigin.PINNED : Exchange.ScopeOrigin.HANDLE;
            Pin first = pin.or(() -> handed).orElseThrow();
            return new ExchangeRun(this, id, first.scope(), origin, first.caller(), facts);
        }
        for (String serverId : clues.serverIds()) {
            Optional<Scope> linked = find(serverId);
            if (linked.isPresent()) {
                return new ExchangeRun(this, id, linked.get(), Exchange.ScopeOrigin.LINKED, Caller.anonymous(), facts);
            }
        }
        return own(id, facts);
    }

    private ExchangeRun own(String id, Facts facts) {
        Scope own = Scope.of(policy.tenant(), id);
        return new ExchangeRun(this, id, own, Exchange.ScopeOrigin.PER_CALL, Caller.anonymous(), facts);
    }

    private Optional<Pin> handed(String id, Facts facts, List<String> sealed) {
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (sealed.size() > 1) {
                throw SealedHandles.refused("there is more than one scope handle", "forged");
            }
            return Optional.of(handles.open(sealed.get(0), Instant.now()));
        } catch (GuardException e) {
            own(id, facts).end(Ending.BLOCKED);
            throw e;
        }
    }

    /** The scope that a server-side id was linked to, which is in use from now on. */
    Optional<Scope> find(String serverId) {
        try {
            Optional<Scope> found = links.find(policy.tenant(), serverId);
            found.ifPresent(scope -> links.link(scope, serverId, LINK_TTL));
            return found;
        } catch (GuardException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ExchangeRun.stageFailed("scope links", e);
        }
    }

    /** Where the hooks of asynchronous calls run. */
    public Executor executor() {
        return executor;
    }

    /** Stops everything, whoever retries. */
    public KillSwitch killSwitch() {
        return killSwitch;
    }

    /** What stands around each call where the guard retries; else the client's own retries stay. */
    public Optional<Resilience> resilience() {
        return resilience;
    }

    boolean isClosed() {
        return closed.get();
    }

    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        resilience.ifPresent(Resilience::close);
        RuntimeException first = null;
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                first = first == null
                        ? GuardException.of(GuardException.Reason.STAGE_FAILED, "closing a part of the guard failed")
                                .origin(e)
                                .build()
                        : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What a guard's builder has collected. */
    public static final class Plan {
        private Optional<Policy> policy = Optional.empty();
        private Optional<Interceptor> redaction = Optional.empty();
        private final List<Interceptor> interceptors = new ArrayList<>();
        private final List<AuditSink> sinks = new ArrayList<>();
        private final List<Consumer<Receipt>> listeners = new ArrayList<>();
        private final List<AutoCloseable> resources = new ArrayList<>();
        private Optional<ConsentCheck> consent = Optional.empty();
        private Optional<Executor> executor = Optional.empty();
        private boolean installing;

        public void policy(Policy value) {
            policy = Optional.of(value);
        }

        public void consent(ConsentCheck check) {
            consent = Optional.of(check);
        }

        /** The application's own redaction wins over what the policy would install. */
        public void redaction(Interceptor value) {
            if (redaction.isEmpty() || !installing) {
                redaction = Optional.of(value);
            }
        }

        public void interceptor(Interceptor value) {
            interceptors.add(value);
        }

        public void guardrail(Guardrail value) {
            interceptors.add(new GuardrailStage(value));
        }

        public void audit(AuditSink sink) {
            sinks.add(sink);
            resources.add(sink);
        }

        public void onReceipt(Consumer<Receipt> listener) {
            listeners.add(listener);
        }

        public void executor(Executor value) {
            executor = Optional.of(value);
        }

        public void closing(AutoCloseable resource) {
            resources.add(resource);
        }

        /** Installs the policy's sections, checks the stages and freezes them. */
        public GuardCore build(Guard.Builder builder) {
            int own = resources.size();
            try {
                return assemble(builder);
            } catch (RuntimeException e) {
                closeQuietly(resources.subList(own, resources.size()));
                throw e;
            }
        }

        /** What the policy's sections have opened for a guard that is not built is closed again. */
        private static void closeQuietly(List<AutoCloseable> installed) {
            for (AutoCloseable resource : installed) {
                try {
                    resource.close();
                } catch (Exception alsoFailed) {
                    // The failure that stopped the build is the one to tell.
                }
            }
        }

        private GuardCore assemble(Guard.Builder builder) {
            installing = true;
            policy.ifPresent(p -> install(p, builder));
            if (redaction.isEmpty() && interceptors.isEmpty()) {
                throw GuardException.of(GuardException.Reason.CONFIGURATION, "a guard needs at least one stage")
                        .remedy("give it a policy and put guard-redact on the class path, or add an interceptor")
                        .build();
            }
            List<Interceptor> stages = new ArrayList<>();
            addAll(stages, View.CLEAR);
            redaction.ifPresent(stages::add);
            addAll(stages, View.PSEUDONYMISED);
            ScopeLinks links = redaction
                    .filter(ScopeLinks.class::isInstance)
                    .map(ScopeLinks.class::cast)
                    .orElseGet(LocalScopeLinks::new);
            return new GuardCore(this, stages, sinks.isEmpty() ? List.of(new Slf4jAuditSink()) : sinks, links);
        }

        private void addAll(List<Interceptor> stages, View view) {
            for (Interceptor i : interceptors) {
                if (i.view() != view) {
                    continue;
                }
                if (view == View.CLEAR && i.sendsTextElsewhere()) {
                    throw GuardException.of(
                                    GuardException.Reason.CONFIGURATION,
                                    "a stage that sends text elsewhere must not see the clear view")
                            .interceptor(i.name())
                            .remedy("let it work on View.PSEUDONYMISED")
                            .build();
                }
                stages.add(i);
            }
        }

        private static void install(Policy policy, Guard.Builder builder) {
            for (PolicySection<?> section : PolicySections.onClassPath()) {
                install(policy, section, builder);
            }
        }

        private static <T> void install(Policy policy, PolicySection<T> section, Guard.Builder builder) {
            section.install(policy, policy.section(section.type()), builder);
        }
    }
}
