package io.chatguard.internal.chain;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Interceptor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Two threads at one guard and at one exchange. What is not listed is forbidden. */
final class GuardStress {

    private static final Facts FACTS = new Facts(
            "chat.completions",
            "m",
            List.of(),
            Facts.Transfer.STREAMED,
            Facts.Storage.NOT_STORED,
            1,
            Facts.Format.TEXT);

    private GuardStress() {}

    /** A guard that counts its outcomes and its closings. */
    private static final class Counted {
        final AtomicInteger outcomes = new AtomicInteger();
        final AtomicInteger closings = new AtomicInteger();
        final GuardCore core = GuardCore.of(Guard.builder()
                .audit(event -> {
                    if (event.phase() == AuditEvent.Phase.OUTCOME) {
                        outcomes.incrementAndGet();
                    }
                })
                .interceptor(exchange -> new Interceptor.Call() {})
                .executor(Runnable::run)
                .closing(closings::incrementAndGet)
                .build());

        ExchangeRun open() {
            return core.open(FACTS, Optional.empty(), ScopeClues.NONE);
        }
    }

    /** An exchange ends once, whoever ends it. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one outcome in the audit")
    @State
    public static class EndedByTwo {
        private final Counted guard = new Counted();
        private final ExchangeRun run = guard.open();

        @Actor
        public void reader() {
            run.end(Ending.COMPLETED);
        }

        @Actor
        public void closer() {
            run.end(Ending.CANCELLED);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = guard.outcomes.get();
        }
    }

    /** No event is lost, and a receipt that is taken meanwhile is a whole one. */
    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "seen before both")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "seen between")
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "seen after both")
    @State
    public static class RecordedByTwo {
        private final ExchangeRun run = new Counted().open();

        @Actor
        public void one() {
            run.record(new Event.Unresolved("/a"));
        }

        @Actor
        public void other() {
            run.record(new Event.Unresolved("/b"));
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = run.receipt().unresolved();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = run.receipt().unresolved();
        }
    }

    /** A guard that is closed meanwhile opens an exchange or refuses, refuses afterwards, and closes its parts once. */
    @JCStressTest
    @Outcome(id = "opened, refused, 1", expect = ACCEPTABLE, desc = "closed afterwards")
    @Outcome(id = "refused, refused, 1", expect = ACCEPTABLE, desc = "closed before")
    @State
    public static class ClosedMeanwhile {
        private final Counted guard = new Counted();

        @Actor
        public void caller(LLI_Result r) {
            r.r1 = opened();
        }

        @Actor
        public void closer() {
            guard.core.close();
        }

        @Actor
        public void otherCloser() {
            guard.core.close();
        }

        @Arbiter
        public void after(LLI_Result r) {
            r.r2 = opened();
            r.r3 = guard.closings.get();
        }

        private String opened() {
            try {
                return guard.open().isEnded() ? "ended" : "opened";
            } catch (GuardException refused) {
                return "refused";
            }
        }
    }
}
