package io.chatguard.redact.internal.exchange;

import io.chatguard.redact.internal.plan.RequestPlan.Reversal;
import io.chatguard.redact.internal.sink.Gate;
import io.chatguard.redact.internal.sink.Resolver;
import io.chatguard.redact.internal.sink.Restoration;
import io.chatguard.redact.internal.sink.RestoreFilter;
import io.chatguard.redact.internal.standin.KnownStandIns;
import io.chatguard.redact.internal.vault.ScopeVault;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The redaction's part of one exchange. */
final class RedactionCall implements Interceptor.Call {

    private static final Set<String> CONSTANT = Set.of("embeddings", "files.fine_tune", "uploads.parts");
    private static final String INSIDE = "/~json";

    private final RedactionCore core;
    private final Exchange exchange;
    private Optional<ScopeVault> vault = Optional.empty();
    private Optional<KnownStandIns> standIns = Optional.empty();
    private @Nullable Resolver resolver;

    RedactionCall(RedactionCore core, Exchange exchange) {
        this.core = core;
        this.exchange = exchange;
    }

    @Override
    public Content onRequest(Content request) {
        List<Segment> segments = request.segments();
        for (Detector detector : core.detectors()) {
            exchange.record(new Event.RuleSet(detector.name(), detector.version()));
        }
        RedactionCore.Outcome outcome = core.edits(
                exchange.scope(),
                exchange.policy(),
                reversal(exchange.facts()),
                segments,
                Optional.of(exchange::record));
        vault = outcome.vault();
        standIns = Optional.of(outcome.standIns());
        return outcome.edits().isEmpty() ? request : request.withEdits(outcome.edits());
    }

    @Override
    public Content onReply(Content reply) {
        Resolver r = resolver();
        Map<String, List<Edit>> edits = new LinkedHashMap<>();
        List<Segment> segments = reply.segments();
        for (Segment segment : segments) {
            Gate gate = core.gate(segment.kind(), segment.tool(), inside(segment.pointer()));
            List<Edit> own = Restoration.edits(segment.text(), r, gate, segment.place());
            if (!own.isEmpty()) {
                edits.put(segment.pointer(), own);
            }
        }
        return edits.isEmpty() ? reply : reply.withEdits(edits);
    }

    @Override
    public StreamFilter onStream(Channel channel) {
        Gate gate = core.gate(channel.kind(), channel.tool(), channel.inner());
        return new RestoreFilter(resolver(), gate, channel.place());
    }

    @Override
    public void onEnd(Ending ending) {
        boolean over = exchange.scopeOrigin() == Exchange.ScopeOrigin.PER_CALL
                && exchange.facts().storage() == Facts.Storage.NOT_STORED;
        if (over) {
            core.release(exchange.scope());
        }
    }

    /**
     * An index and its queries must agree in all scopes, and a trained model would emit surrogates for ever. Parts of
     * an upload do not say what they are for.
     */
    private static Reversal reversal(Facts facts) {
        return CONSTANT.contains(facts.operation()) ? Reversal.NEVER : Reversal.POSSIBLE;
    }

    /** Made with the first part of the reply: what the scope has issued by then can be resolved. */
    private synchronized Resolver resolver() {
        Resolver r = resolver;
        if (r == null) {
            Optional<ScopeVault> known = vault.isPresent() ? vault : core.find(exchange.scope());
            r = new Resolver(
                    known,
                    standIns.or(() -> known.map(core::standIns)).orElseGet(KnownStandIns::none),
                    core.mayHave(exchange.caller()),
                    exchange::record,
                    core.notice()::kept);
            resolver = r;
        }
        return r;
    }

    /** The pointer inside the JSON text of a string, or empty. */
    private static String inside(String pointer) {
        int at = pointer.lastIndexOf(INSIDE);
        return at < 0 ? "" : pointer.substring(at + INSIDE.length());
    }
}
