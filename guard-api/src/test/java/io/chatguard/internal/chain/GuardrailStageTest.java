package io.chatguard.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Role;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import io.chatguard.testkit.StreamRun;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GuardrailStageTest {

    private static final String PLACE = "/choices/0/delta/content";

    private final RecordingExchange exchange = new RecordingExchange();

    /** Says of requests and replies alike what the function says. */
    private record Saying(Function<Content, Verdict> judgement) implements Guardrail {
        @Override
        public String name() {
            return "house-rules";
        }

        @Override
        public View view() {
            return View.CLEAR;
        }

        @Override
        public Verdict onRequest(Content request, Exchange exchange) {
            return judgement.apply(request);
        }

        @Override
        public Verdict onReply(Content reply, Exchange exchange) {
            return judgement.apply(reply);
        }
    }

    private Interceptor.Call open(Function<Content, Verdict> judgement) {
        return new GuardrailStage(new Saying(judgement)).open(exchange);
    }

    private static Content content(String text) {
        return new SingleText(Segment.of(PLACE, Role.ASSISTANT, Segment.Kind.PROSE, text));
    }

    private static String text(Content content) {
        return content.segments().get(0).text();
    }

    private static Channel channel() {
        return new Channel(0, 0, "content", -1, "", "", PLACE, Segment.Kind.PROSE, Role.ASSISTANT);
    }

    @Test
    void takesNameAndViewFromTheGuardrail() {
        GuardrailStage stage = new GuardrailStage(new Saying(c -> Verdict.pass()));
        assertThat(stage.name()).isEqualTo("house-rules");
        assertThat(stage.view()).isEqualTo(View.CLEAR);
        assertThat(stage.sendsTextElsewhere()).isFalse();
    }

    @Test
    void aPassLeavesTheVeryContentAndNoTrace() {
        Content content = content("fine");
        Interceptor.Call call = open(c -> Verdict.pass());
        assertThat(call.onRequest(content)).isSameAs(content);
        assertThat(call.onReply(content)).isSameAs(content);
        assertThat(exchange.receipt().events()).isEmpty();
    }

    @Test
    void aFlagGoesOnAndIsToldInTheReceipt() {
        Content content = content("hm");
        assertThat(open(c -> Verdict.flag("off topic")).onReply(content)).isSameAs(content);
        assertThat(exchange.receipt().verdicts())
                .containsExactly(new Event.Judged("house-rules", Action.FLAG, "off topic", PLACE));
    }

    @Test
    void aRewriteGoesOnInstead() {
        Interceptor.Call call = open(c -> Verdict.rewrite(c.withText(PLACE, "better"), "tone"));
        assertThat(text(call.onRequest(content("worse")))).isEqualTo("better");
        assertThat(exchange.receipt().verdicts())
                .containsExactly(new Event.Judged("house-rules", Action.REDACT, "tone", PLACE));
    }

    @Test
    void aBlockStopsTheCallAndNamesGuardrailReasonAndPlace() {
        GuardException stop = catchThrowableOfType(
                GuardException.class,
                () -> open(c -> Verdict.block("host not allowed")).onRequest(content("secret")));
        assertThat(stop.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(stop)
                .hasMessage("blocked by a guardrail: host not allowed at /choices/0/delta/content [house-rules]");
        assertThat(exchange.receipt().decidedBy()).containsExactly("house-rules");
    }

    @Test
    void aReasonCannotBreakALine() {
        GuardException stop = catchThrowableOfType(
                GuardException.class,
                () -> open(c -> Verdict.block("a\r\nb\u2028c\u202E" + "d".repeat(999)))
                        .onRequest(content("x")));
        assertThat(stop.getMessage())
                .startsWith("blocked by a guardrail: a  b c d")
                .hasSizeLessThan(300);
    }

    @Test
    void aFailureFailsClosedNamingTheGuardrailAndNotItsMessage() {
        GuardException stop = catchThrowableOfType(
                GuardException.class,
                () -> open(c -> {
                            throw new IllegalStateException("saw " + text(c));
                        })
                        .onReply(content("secret")));
        assertThat(stop.reason()).isEqualTo(Reason.STAGE_FAILED);
        assertThat(stop.interceptor()).isEqualTo("house-rules");
        assertThat(stop).hasStackTraceContaining("IllegalStateException");
        assertThat(stop).satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret"));
    }

    @Test
    void aStackThatOverflowsFailsClosedToo() {
        GuardException stop = catchThrowableOfType(
                GuardException.class, () -> open(GuardrailStageTest::endless).onReply(content("x")));
        assertThat(stop.reason()).isEqualTo(Reason.STAGE_FAILED);
    }

    private static Verdict endless(Content content) {
        return content.segments().isEmpty() ? Verdict.pass() : endless(content);
    }

    @Test
    @SuppressWarnings("NullAway")
    void noVerdictFailsClosed() {
        GuardException stop =
                catchThrowableOfType(GuardException.class, () -> open(c -> null).onReply(content("x")));
        assertThat(stop.reason()).isEqualTo(Reason.STAGE_FAILED);
        assertThat(stop).hasMessageContaining("return a verdict, never null");
    }

    @Test
    void aGuardExceptionOfTheGuardrailKeepsItsMeaning() {
        GuardException own = GuardException.of(Reason.UNAVAILABLE, "limit").build();
        assertThat(catchThrowableOfType(
                        GuardException.class,
                        () -> open(c -> {
                                    throw own;
                                })
                                .onReply(content("x"))))
                .isSameAs(own);
    }

    @Test
    void askingAgainReachesTheTransportForAWholeReply() {
        AskAgainSignal signal = catchThrowableOfType(
                AskAgainSignal.class,
                () -> open(c -> Verdict.askAgain("be brief")).onReply(content("long")));
        assertThat(signal.guardrail()).isEqualTo("house-rules");
        assertThat(signal.instruction()).isEqualTo("be brief");
        assertThat(signal.toString()).doesNotContain("brief");
        assertThat(exchange.receipt().verdicts())
                .containsExactly(new Event.Judged("house-rules", Action.FLAG, "asked the model again", PLACE));
    }

    @Test
    void askingAgainASecondTimeBlocks() {
        AskAgainSignal signal = catchThrowableOfType(
                AskAgainSignal.class,
                () -> open(c -> Verdict.askAgain("be brief")).onReply(content("long")));
        GuardException stop = signal.refused(exchange);
        assertThat(stop.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(stop.interceptor()).isEqualTo("house-rules");
        assertThat(exchange.receipt().decidedBy()).containsExactly("house-rules");
    }

    @Test
    void askingAgainAboutARequestOrInAStreamBlocks() {
        Interceptor.Call call = open(c -> Verdict.askAgain("be brief"));
        assertThat(catchThrowableOfType(GuardException.class, () -> call.onRequest(content("x")))
                        .reason())
                .isEqualTo(Reason.BLOCKED);
        StreamRun run = StreamRun.begin(call.onStream(channel()));
        assertThat(catchThrowableOfType(GuardException.class, () -> run.add("One. Two"))
                        .reason())
                .isEqualTo(Reason.BLOCKED);
        assertThat(run.released()).isEmpty();
    }

    @Test
    void inAStreamEachSentenceIsAContentOfOneSegment() {
        StreamRun run = StreamRun.begin(open(c -> {
                    Segment segment = c.segments().get(0);
                    assertThat(c.segments()).hasSize(1);
                    assertThat(segment.place()).isEqualTo(PLACE);
                    assertThat(segment.role()).isEqualTo(Role.ASSISTANT);
                    return segment.text().contains("bad")
                            ? Verdict.rewrite(c.withText(segment.pointer(), " Good."), "tone")
                            : Verdict.pass();
                })
                .onStream(channel()));
        run.add("Hi. A bad one. Bye");
        assertThat(run.end()).isEqualTo("Hi. Good. Bye");
    }

    @Test
    void inAStreamAReasonIsToldOncePerPlace() {
        StreamRun run = StreamRun.begin(open(c -> Verdict.flag("shouting")).onStream(channel()));
        run.add("A! B! C! " + "D".repeat(2000));
        assertThat(run.end()).hasSize(2009);
        assertThat(exchange.receipt().verdicts()).hasSize(1);
    }

    @Test
    void aStreamThatIsBlockedNamesItsPlace() {
        StreamRun run = StreamRun.begin(open(c -> text(c).contains("bad") ? Verdict.block("tone") : Verdict.pass())
                .onStream(channel()));
        GuardException stop = catchThrowableOfType(GuardException.class, () -> run.add("Good. All bad. x"));
        assertThat(stop.place()).isEqualTo(PLACE);
        assertThat(run.released()).isEqualTo("Good.");
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter out = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(out, true));
        return out.toString();
    }

    /** Judges only once it is let to; counts interruptions. */
    private static final class Waiting implements Guardrail {
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final Budget budget;

        Waiting(Budget budget) {
            this.budget = budget;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public View view() {
            return View.PSEUDONYMISED;
        }

        @Override
        public Budget budget() {
            return budget;
        }

        @Override
        public Verdict onRequest(Content request, Exchange exchange) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Verdict.pass();
        }
    }

    @Test
    void oneThatTakesLongerThanItsBudgetFailsClosedAndIsInterrupted() throws InterruptedException {
        Waiting slow = new Waiting(Guardrail.Budget.of(Duration.ofMillis(20)));
        GuardException stopped = catchThrowableOfType(
                GuardException.class,
                () -> new GuardrailStage(slow).open(exchange).onRequest(content("x")));
        assertThat(stopped.reason()).isEqualTo(Reason.STAGE_FAILED);
        assertThat(stopped.interceptor()).isEqualTo("slow");
        assertThat(stopped).hasMessageContaining("time budget");
        assertThat(slow.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasNotJudgedInTimePassesOnlyWhereTheBudgetSaysSoAndTheReceiptNamesIt() {
        Waiting slow = new Waiting(Guardrail.Budget.of(Duration.ofMillis(20)).passingUnjudged());
        Content content = content("x");
        assertThat(new GuardrailStage(slow).open(exchange).onRequest(content)).isSameAs(content);
        assertThat(exchange.receipt().skipped()).containsExactly(new Event.Skipped(PLACE, "not judged by slow"));
    }

    @Test
    void aBudgetHoldsNobodyWhoIsInTime() {
        Guardrail quick = new Guardrail() {
            @Override
            public String name() {
                return "quick";
            }

            @Override
            public View view() {
                return View.CLEAR;
            }

            @Override
            public Budget budget() {
                return Budget.of(Duration.ofMinutes(1));
            }

            @Override
            public Verdict onRequest(Content request, Exchange exchange) {
                return Verdict.block("never");
            }
        };
        GuardException blocked = catchThrowableOfType(
                GuardException.class,
                () -> new GuardrailStage(quick).open(exchange).onRequest(content("x")));
        assertThat(blocked.reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    void oneThatRemembersTheRequestJudgesTheReplyOfItsOwnCall() {
        record Remembering(StringBuilder seen) implements Guardrail {
            @Override
            public String name() {
                return "echo";
            }

            @Override
            public View view() {
                return View.CLEAR;
            }

            @Override
            public Guardrail forCall(Exchange exchange) {
                return new Remembering(new StringBuilder());
            }

            @Override
            public Verdict onRequest(Content request, Exchange exchange) {
                seen.append(text(request));
                return Verdict.pass();
            }

            @Override
            public Verdict onReply(Content reply, Exchange exchange) {
                return seen.toString().equals(text(reply)) ? Verdict.block("an echo") : Verdict.pass();
            }
        }
        GuardrailStage stage = new GuardrailStage(new Remembering(new StringBuilder()));
        Interceptor.Call one = stage.open(exchange);
        Interceptor.Call two = stage.open(exchange);
        assertThat(one.onRequest(content("a"))).isNotNull();
        assertThat(two.onRequest(content("b"))).isNotNull();
        Content b = content("b");
        assertThat(one.onReply(b)).isSameAs(b);
        assertThat(catchThrowableOfType(GuardException.class, () -> two.onReply(b))
                        .reason())
                .isEqualTo(Reason.BLOCKED);
    }
}
