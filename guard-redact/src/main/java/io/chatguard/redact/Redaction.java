package io.chatguard.redact;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.Action;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.redact.internal.exchange.RedactionCore;
import io.chatguard.redact.internal.names.NameDetector;
import io.chatguard.redact.internal.names.NameRules;
import io.chatguard.redact.internal.names.RulesAndNames;
import io.chatguard.redact.internal.rules.BuiltInDetector;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.ScopeLinks;
import io.chatguard.spi.VaultStore;
import io.chatguard.spi.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces what detectors recognise before it leaves, and restores it in what comes back.
 *
 * <p>On a request every value that is found, and every other occurrence of it and of all values that the scope holds,
 * is treated as the policy says; on a reply the surrogates of the scope become values again in the sinks that the
 * policy opens, in streams with the same result as in a whole text. Exactly: with every sink open, restoring what was
 * pseudonymised gives back the same text, for every text.
 *
 * <p>Security guarantees: if a detector, the vault or the policy refuses, nothing is sent and nothing was stored; no
 * surrogate is ever resolved in another scope, or to another value than the one it was made for; what cannot be
 * verified stays as it is. With the in-memory vault keys and values live and end with this process, and keyed hashes
 * are stable within it; with a durable one ({@link VaultSettings}) what was replaced is on the device before anything is
 * sent.
 *
 * <p>Thread-safe. Close it, or the guard that it was installed in, to forget everything.
 */
public final class Redaction implements Interceptor, ScopeLinks, AutoCloseable {

    private final RedactionCore core;

    private Redaction(RedactionCore core) {
        this.core = core;
    }

    /** What the policy stands for, with the built-in detectors. */
    public static Redaction of(Policy policy) {
        return builder(policy).build();
    }

    /**
     * What the built-in rules, the rules and terms of that policy, and names as it wants them recognise; for stages of your
     * own. Thread-safe. Tier 2 of names has no time budget there, since no receipt could tell that it ran out.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if the policy asks for tier 2 and its artifacts are absent
     */
    public static Detector builtInDetector(Policy policy) {
        List<Detector> all = builtIn(policy);
        return all.size() == 1 ? all.get(0) : new RulesAndNames(all);
    }

    /** The rules, then the names if the policy wants them. */
    private static List<Detector> builtIn(Policy policy) {
        DetectSettings settings = policy.section(DetectSettings.class);
        Detector rules = BuiltInDetector.of(settings);
        boolean names = settings.names().tier() != NamesSettings.Tier.RULES && actsOnNames(policy);
        if (!names) {
            return List.of(rules);
        }
        NameDetector.require(settings.names());
        return List.of(rules, NameDetector.of(settings.names()));
    }

    /** Whether the policy does anything about a type of names, whoever wrote it; otherwise they cost nothing. */
    private static boolean actsOnNames(Policy policy) {
        for (EntityType type : NameRules.types()) {
            for (Role role : Role.values()) {
                if (policy.actionFor(type, role, Direction.REQUEST) != Action.ALLOW) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Starts from the policy and the built-in detectors. */
    public static Builder builder(Policy policy) {
        return new Builder(policy);
    }

    /**
     * Pseudonymises a text that stands for itself, as a request of one user message.
     *
     * @throws GuardException of reason {@code BLOCKED} if the policy blocks what is in it
     */
    public String pseudonymise(Scope scope, String text) {
        return core.pseudonymise(scope, text);
    }

    /**
     * Restores a text that stands for itself, as an answer for a reader; what stands in code, URLs or attributes is
     * restored if the policy opens these sinks. The caller is nobody in particular.
     */
    public String reidentify(Scope scope, String text) {
        return reidentify(scope, Caller.anonymous(), text);
    }

    /** The same for that caller, who gets what the policy lets it have. */
    public String reidentify(Scope scope, Caller caller, String text) {
        return core.reidentify(scope, caller, text);
    }

    /**
     * Says whom a conversation is about, before it is used: {@link VaultUpkeep#eraseSubject} then erases it with all
     * others about the same.
     *
     * @param subject a name of yours for the data subject, such as a customer number
     * @throws GuardException of reason {@code CONFIGURATION} if the scope is in use
     */
    public void concerns(Scope scope, String subject) {
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("a data subject has a name");
        }
        core.vault().concerns(scope, subject);
    }

    /** Forgets a scope and all that it holds. */
    public void forget(Scope scope) {
        core.forget(scope);
    }

    RedactionCore core() {
        return core;
    }

    @Override
    public String name() {
        return "redaction";
    }

    @Override
    public View view() {
        return View.CLEAR;
    }

    @Override
    public Call open(Exchange exchange) {
        return core.open(exchange);
    }

    @Override
    public Optional<Scope> find(String tenant, String serverId) {
        return core.links().find(tenant, serverId);
    }

    @Override
    public void link(Scope scope, String serverId, Duration ttl) {
        core.links().link(scope, serverId, ttl);
    }

    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return "Redaction";
    }

    /** Collects the parts of a redaction; not thread-safe. */
    public static final class Builder {
        private final Policy policy;
        private final List<Detector> detectors = new ArrayList<>();
        private boolean builtIn = true;
        private final List<CustomRule> rules = new ArrayList<>();
        private CustomTerms terms = CustomTerms.none();
        private InstantSource clock = InstantSource.system();
        private Optional<VaultStore> store = Optional.empty();
        private Optional<KeyProvider> keys = Optional.empty();

        private Builder(Policy policy) {
            this.policy = policy;
        }

        /** Leaves out names, the built-in rules, and those of the policy: only what is added afterwards finds anything. */
        @CanIgnoreReturnValue
        public Builder withoutBuiltInDetectors() {
            builtIn = false;
            detectors.clear();
            rules.clear();
            terms = CustomTerms.none();
            return this;
        }

        /** Adds detectors behind those that are there. */
        @CanIgnoreReturnValue
        public Builder detectors(Detector... more) {
            detectors.addAll(List.of(more));
            return this;
        }

        /** Adds rules to those that are there. */
        @CanIgnoreReturnValue
        public Builder rules(List<CustomRule> more) {
            rules.addAll(more);
            return this;
        }

        /** Finds these terms too, in place of those that were set here before; those of the policy stay. */
        @CanIgnoreReturnValue
        public Builder terms(CustomTerms all) {
            this.terms = all;
            return this;
        }

        /** Where the time comes from; the system's clock otherwise. */
        @CanIgnoreReturnValue
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Where rows are kept, in place of what the policy's {@code vault} names. */
        @CanIgnoreReturnValue
        public Builder store(VaultStore vaultStore) {
            this.store = Optional.of(vaultStore);
            return this;
        }

        /**
         * Who wraps the keys, such as a KMS, in place of what the policy's {@code vault} names; in memory a random key of
         * this process otherwise.
         */
        @CanIgnoreReturnValue
        public Builder keys(KeyProvider provider) {
            this.keys = Optional.of(provider);
            return this;
        }

        /**
         * Builds it.
         *
         * @throws GuardException of reason {@code CONFIGURATION} if two rules have one id, or if the policy asks for names of
         *     tier 2 and what it needs is absent or does not run here
         */
        public Redaction build() {
            List<Detector> all = new ArrayList<>(builtIn ? builtIn(policy) : List.of());
            all.addAll(detectors);
            if (!rules.isEmpty() || terms.size() > 0) {
                all.add(BuiltInDetector.custom(rules, terms));
            }
            return new Redaction(new RedactionCore(policy, List.copyOf(all), clock, store, keys));
        }
    }
}
