package io.chatguard.internal.chain;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.Action;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.internal.json.TextPipe;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.ProviderModeration;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One exchange on its way through the stages.
 *
 * <p>Requests meet the stages in order, replies in reverse. Whatever a stage throws ends the exchange; a failure that is
 * not a {@link GuardException} is replaced by one that names the stage and holds none of the failure's words, because
 * exceptions of parsers and of users' code quote what they were given.
 */
public final class ExchangeRun implements Exchange {

    private record Opened(Interceptor interceptor, Interceptor.Call call) {}

    private final GuardCore core;
    private final String id;
    private final Scope scope;
    private final ScopeOrigin origin;
    private final Caller caller;
    private volatile Facts facts;
    private final List<Event> events = new ArrayList<>();
    private final List<Opened> calls = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger screened = new AtomicInteger();

    ExchangeRun(GuardCore core, String id, Scope scope, ScopeOrigin origin, Caller caller, Facts facts) {
        this.core = core;
        this.id = id;
        this.scope = scope;
        this.origin = origin;
        this.caller = caller;
        this.facts = facts;
    }

    /** Runs the request through all stages and writes the decision to the audit; returns what is to be sent. */
    public Content request(Content request) {
        return failingClosed(() -> {
            boolean granted = core.consent().first(this);
            record(new Event.Screened(Direction.REQUEST, request.segments().size()));
            Content content = request;
            for (Interceptor stage : core.stages()) {
                Interceptor.Call call = guarded(stage, () -> stage.open(this));
                calls.add(new Opened(stage, call));
                Content before = content;
                content = guarded(stage, () -> call.onRequest(before));
            }
            if (!granted) {
                core.consent().beforeSending(this, everything().events());
            }
            audit(AuditEvent.Phase.DECISION, Optional.empty());
            return content;
        });
    }

    /** Runs a whole reply through all stages backwards; returns what the caller gets. */
    public Content reply(Content reply) {
        record(new Event.Screened(Direction.REPLY, texts(reply.segments())));
        return backwards(reply);
    }

    /** The same for one of many replies that arrive together; their texts are told in one event at the end. */
    public Content oneReply(Content reply) {
        screened(texts(reply.segments()));
        return backwards(reply);
    }

    private Content backwards(Content reply) {
        return failingClosed(() -> {
            Content content = reply;
            for (int i = calls.size() - 1; i >= 0; i--) {
                Opened opened = calls.get(i);
                Content before = content;
                content = guarded(opened.interceptor(), () -> opened.call().onReply(before));
            }
            return content;
        });
    }

    /** Opens the stages' filters for a channel, joined to one pipe, the last stage first. */
    public TextPipe channel(Channel channel) {
        return failingClosed(() -> {
            List<FilterPipe.Named> filters = new ArrayList<>();
            for (int i = calls.size() - 1; i >= 0; i--) {
                Opened opened = calls.get(i);
                StreamFilter filter =
                        guarded(opened.interceptor(), () -> opened.call().onStream(channel));
                if (filter != StreamFilter.passing()) {
                    filters.add(new FilterPipe.Named(opened.interceptor().name(), filter));
                }
            }
            return new FilterPipe(filters);
        });
    }

    /**
     * How many texts of a reply these segments are: names at unknown positions are screened, but they are the frame in
     * which a reply comes, which differs between a whole and a streamed one, and do not count.
     */
    public static int texts(List<Segment> segments) {
        int texts = 0;
        for (Segment s : segments) {
            texts += s.form() != Segment.Form.KEY || s.standing() != Segment.Standing.UNKNOWN ? 1 : 0;
        }
        return texts;
    }

    /** Counts texts of a streamed reply that were looked at; told in one event when the exchange ends. */
    public void screened(int texts) {
        screened.addAndGet(texts);
    }

    /** A reply to an earlier request says what form of answer that one asked for. */
    public void answers(Facts.Format format) {
        Facts f = facts;
        if (format != Facts.Format.TEXT && f.format() == Facts.Format.TEXT) {
            facts = new Facts(f.operation(), f.model(), f.tools(), f.transfer(), f.storage(), f.choices(), format);
        }
    }

    /** Links a server-side id to this exchange's scope, durable when this returns. */
    public void learn(String serverId) {
        failingClosed(() -> {
            core.links().link(scope, serverId, core.linkTtl());
            return serverId;
        });
    }

    /** Links a server-side id to the scope of a known one, durable when this returns; nothing if that one is unknown. */
    public void learn(String known, String further) {
        failingClosed(() -> {
            core.find(known).ifPresent(of -> core.links().link(of, further, core.linkTtl()));
            return further;
        });
    }

    /** Ends an exchange whose request could not be read, so that the audit tells of it: by which rule, and nothing sent. */
    public void refuse(GuardException refused) {
        record(new Event.Judged("request", Action.BLOCK, refused.rule(), ""));
        end(Ending.BLOCKED);
    }

    /** Ends the exchange; only the first call counts. */
    public void end(Ending ending) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (screened.get() > 0) {
            record(new Event.Screened(Direction.REPLY, screened.get()));
        }
        RuntimeException failure = null;
        for (int i = calls.size() - 1; i >= 0; i--) {
            Opened opened = calls.get(i);
            try {
                guarded(opened.interceptor(), () -> {
                    opened.call().onEnd(ending);
                    return ending;
                });
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        try {
            audit(AuditEvent.Phase.OUTCOME, Optional.of(ending));
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        tellListeners();
        if (failure != null && ending == Ending.COMPLETED) {
            throw failure;
        }
    }

    /** Whether the exchange is over. */
    public boolean isEnded() {
        return ended.get();
    }

    private void tellListeners() {
        Receipt receipt = receipt();
        for (Consumer<Receipt> listener : core.listeners()) {
            try {
                listener.accept(receipt);
            } catch (RuntimeException ignored) {
                // A listener only watches: the call is over, and its failure must not change what the caller gets.
            }
        }
    }

    private void audit(AuditEvent.Phase phase, Optional<Ending> ending) {
        AuditEvent event = new AuditEvent(phase, Instant.now(), scope, caller, everything(), ending);
        for (AuditSink sink : core.sinks()) {
            try {
                sink.write(event);
            } catch (GuardException e) {
                throw e;
            } catch (RuntimeException e) {
                throw stageFailed("audit sink " + sink.getClass().getName(), e);
            }
        }
    }

    @CanIgnoreReturnValue
    private <T> T failingClosed(Supplier<T> work) {
        try {
            return work.get();
        } catch (AskAgainSignal e) {
            throw e;
        } catch (GuardException e) {
            end(e.reason() == Reason.BLOCKED ? Ending.BLOCKED : Ending.FAILED);
            throw e;
        } catch (Throwable e) {
            end(Ending.FAILED);
            throw e;
        }
    }

    @CanIgnoreReturnValue
    private static <T> T guarded(Interceptor stage, Supplier<T> work) {
        try {
            return work.get();
        } catch (GuardException | AskAgainSignal e) {
            throw e;
        } catch (RuntimeException e) {
            throw stageFailed(stage.name(), e);
        }
    }

    static GuardException stageFailed(String name, RuntimeException failure) {
        return GuardException.of(Reason.STAGE_FAILED, "a stage failed, so the call is stopped")
                .interceptor(name)
                .origin(failure)
                .remedy(
                        "the cause names the failure's class and place; its message is withheld because it may quote text")
                .build();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public ScopeOrigin scopeOrigin() {
        return origin;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public Policy policy() {
        return core.policy();
    }

    @Override
    public Optional<ProviderModeration> moderation() {
        return core.moderation();
    }

    @Override
    public void record(Event event) {
        synchronized (events) {
            events.add(event);
        }
    }

    /** Without what is for audit sinks alone. */
    @Override
    public Receipt receipt() {
        synchronized (events) {
            List<Event> told = events.stream()
                    .filter(event -> !(event instanceof Event.Withheld))
                    .toList();
            return new Receipt(id, core.policy().name(), facts, told);
        }
    }

    private Receipt everything() {
        synchronized (events) {
            return new Receipt(id, core.policy().name(), facts, events);
        }
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "Exchange[" + id + "]";
    }
}
