package io.chatguard.redact.internal.exchange;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.ScopeSettings;
import io.chatguard.redact.VaultSettings;
import io.chatguard.redact.internal.action.Replacement;
import io.chatguard.redact.internal.names.NameCache;
import io.chatguard.redact.internal.names.NameDetector;
import io.chatguard.redact.internal.plan.HeldValues;
import io.chatguard.redact.internal.plan.RequestPlan;
import io.chatguard.redact.internal.plan.RequestPlan.Reversal;
import io.chatguard.redact.internal.plan.Writing;
import io.chatguard.redact.internal.sink.Gate;
import io.chatguard.redact.internal.sink.Resolver;
import io.chatguard.redact.internal.sink.Restoration;
import io.chatguard.redact.internal.standin.KnownStandIns;
import io.chatguard.redact.internal.standin.StandInMaker;
import io.chatguard.redact.internal.standin.StandIns;
import io.chatguard.redact.internal.standin.Substitution;
import io.chatguard.redact.internal.vault.ScopeVault;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.redact.internal.vault.Vault;
import io.chatguard.redact.internal.vault.choice.VaultChoice;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.ScopeLinks;
import io.chatguard.spi.Segment;
import io.chatguard.spi.VaultStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The parts of a redaction and what each exchange does with them. Thread-safe. */
public final class RedactionCore implements AutoCloseable {

    private static final String TEXT = "/text";

    /** How often new stand-ins are tried when another process has just taken the same. */
    private static final int MOST_ROUNDS = 4;

    private final Policy policy;
    private final List<Detector> detectors;
    private final DetectSettings detect;
    private final ReidentifySettings reidentify;
    private final StandInMaker maker;
    private final Vault vault;
    private final HeldIndex held = new HeldIndex();
    private final KeptNotice notice = new KeptNotice();

    public RedactionCore(
            Policy policy,
            List<Detector> detectors,
            InstantSource clock,
            Optional<VaultStore> store,
            Optional<KeyProvider> keys) {
        for (Detector detector : detectors) {
            if (detector instanceof NameDetector own) {
                own.open();
            }
        }
        ScopeSettings scopes = policy.section(ScopeSettings.class);
        this.policy = policy;
        this.detectors = detectors;
        this.detect = policy.section(DetectSettings.class);
        this.reidentify = policy.section(ReidentifySettings.class);
        this.maker = new StandInMaker(detect.region());
        this.vault =
                new VaultChoice(policy.section(VaultSettings.class), scopes, clock, System::getenv).open(store, keys);
    }

    public Interceptor.Call open(Exchange exchange) {
        return new RedactionCall(this, exchange);
    }

    public ScopeLinks links() {
        return vault;
    }

    public void forget(Scope scope) {
        vault.end(scope);
    }

    /** Forgets the scope of a call that is over. */
    void release(Scope scope) {
        vault.release(scope);
    }

    public String pseudonymise(Scope scope, String text) {
        Segment segment = Segment.of(TEXT, Role.USER, Segment.Kind.PROSE, text);
        Map<String, List<Edit>> edits = edits(scope, policy, Reversal.POSSIBLE, List.of(segment), Optional.empty())
                .edits();
        List<Edit> own = edits.get(TEXT);
        return own == null ? text : Restoration.apply(text, own);
    }

    public String reidentify(Scope scope, Caller caller, String text) {
        Optional<ScopeVault> found = vault.find(scope);
        KnownStandIns known = found.map(this::standIns).orElseGet(KnownStandIns::none);
        Resolver resolver = new Resolver(found, known, mayHave(caller), event -> {}, notice::kept);
        Gate gate = Gate.of(reidentify, Segment.Kind.PROSE, "", "");
        return Restoration.apply(text, Restoration.edits(text, resolver, gate, TEXT));
    }

    public Vault vault() {
        return vault;
    }

    /** What a request becomes, the vault of its scope if there is one, and what its reply can hold. */
    record Outcome(Map<String, List<Edit>> edits, Optional<ScopeVault> vault, KnownStandIns standIns) {}

    /** @param receipt takes what happens, if there is one; without one nothing is left out for lack of time */
    Outcome edits(
            Scope scope,
            Policy callPolicy,
            Reversal reversal,
            List<Segment> segments,
            Optional<Consumer<Event>> receipt) {
        Consumer<Event> events = receipt.orElse(event -> {});
        Optional<ScopeVault> before = vault.find(scope);
        HeldValues values = before.map(held::of).orElseGet(() -> HeldValues.none());
        StandIns standIns = before.map(held::standIns).orElseGet(StandIns::new);
        int known = standIns.count();
        NameCache names = before.map(held::names).orElseGet(NameCache::new);
        RequestPlan plan = RequestPlan.of(
                callPolicy,
                reversal,
                within(names, receipt),
                detect.minScore(),
                values,
                before,
                standIns,
                segments,
                events);
        List<String> texts = plan.substituted().isEmpty()
                ? List.of()
                : segments.stream().map(Segment::text).toList();
        Optional<ScopeVault> after = before;
        Substitution made = Substitution.of(standIns, maker, plan.substituted(), texts);
        StandIns held = standIns;
        for (int i = 0; i < MOST_ROUNDS && !made.entries().isEmpty(); i++) {
            ScopeVault taken = vault.assign(scope, entries(plan, made));
            after = Optional.of(taken);
            held = this.held.standIns(taken);
            if (made.isHeldBy(held)) {
                break;
            }
            made = Substitution.of(held, maker, plan.substituted(), texts);
        }
        Substitution written = made.isHeldBy(held) ? made : made.only(held);
        plan.settle(written, held);
        Collection<Value> wanted = plan.values();
        if (!wanted.isEmpty() && after.filter(v -> v.knows(wanted)).isEmpty()) {
            after = Optional.of(vault.assign(scope, wanted));
        }
        after.ifPresent(vault -> this.held.keep(vault, names));
        Replacement replacement = new Replacement(vault.tenant(scope.tenant()), detect.region());
        Map<String, List<Edit>> edits = new Writing(plan, after, written, replacement).edits();
        plan.tell(events);
        return new Outcome(edits, after, new KnownStandIns(held, known, written.texts()));
    }

    /** New stand-ins, and with them all that needs a surrogate whatever becomes of these: one durable step for both. */
    private static List<Value> entries(RequestPlan plan, Substitution made) {
        List<Value> entries = new ArrayList<>(made.entries());
        entries.addAll(plan.values());
        plan.substituted().stream().filter(value -> made.of(value).isEmpty()).forEach(entries::add);
        return entries;
    }

    /** The detectors, of which that of names remembers what the scope has sent. */
    private List<Detector> within(NameCache names, Optional<Consumer<Event>> receipt) {
        List<Detector> all = new ArrayList<>(detectors.size());
        for (Detector detector : detectors) {
            all.add(detector instanceof NameDetector own ? own.within(names, receipt) : detector);
        }
        return all;
    }

    KnownStandIns standIns(ScopeVault of) {
        return KnownStandIns.all(held.standIns(of));
    }

    Optional<ScopeVault> find(Scope scope) {
        return vault.find(scope);
    }

    Gate gate(Segment.Kind kind, String tool, String pointer) {
        return Gate.of(reidentify, kind, tool, pointer);
    }

    Predicate<String> mayHave(Caller caller) {
        return type -> reidentify.allows(caller, type);
    }

    KeptNotice notice() {
        return notice;
    }

    List<Detector> detectors() {
        return detectors;
    }

    @Override
    public void close() {
        vault.close();
        held.clear();
        for (Detector detector : detectors) {
            if (detector instanceof NameDetector own) {
                own.close();
            }
        }
    }
}
