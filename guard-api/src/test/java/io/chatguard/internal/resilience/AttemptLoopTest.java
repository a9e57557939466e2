package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.ResilienceSettings;
import io.chatguard.internal.resilience.FakeAttempt.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the attempts of one call do, in virtual time; random delays are half of their limit. */
class AttemptLoopTest {

    private static final Target CHAT = new Target("chat.completions", "gpt-5");

    private final VirtualTimers timers = new VirtualTimers();
    private final KillSwitch killSwitch = new KillSwitch(Optional.empty());
    private ResilienceSettings settings = ResilienceSettings.defaults()
            .withTimes(Duration.ofSeconds(60), Duration.ofSeconds(10))
            .withRetry(new ResilienceSettings.Retry(3, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(8)));
    private Resilience resilience = build();

    private Resilience build() {
        return new Resilience(settings, killSwitch, timers, () -> 0.5);
    }

    private void with(ResilienceSettings changed) {
        settings = changed;
        resilience = build();
    }

    private FakeAttempt attempt(Fate... fates) {
        return attempt(n -> fates[Math.min(n, fates.length) - 1]);
    }

    private FakeAttempt attempt(IntFunction<Fate> fates) {
        return new FakeAttempt(timers, fates);
    }

    private CompletableFuture<Reply> send(FakeAttempt attempt) {
        return resilience.call().around(CHAT, attempt, Runnable::run);
    }

    private static Throwable failure(CompletableFuture<Reply> result) {
        assertThat(result).isCompletedExceptionally();
        try {
            result.join();
            throw new AssertionError("unreachable");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static GuardException stop(CompletableFuture<Reply> result) {
        assertThat(failure(result)).isInstanceOf(GuardException.class);
        return (GuardException) failure(result);
    }

    private Slots slots() {
        return resilience.lane(CHAT).slots();
    }

    @Test
    void aGoodReplyNeedsOneAttempt() {
        FakeAttempt attempt = attempt(Fate.replies(200));
        assertThat(send(attempt).join().status()).isEqualTo(200);
        assertThat(attempt.sent()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void whatMayPassIsTriedAgain(int status) {
        FakeAttempt attempt = attempt(Fate.replies(status), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(200);
        assertThat(attempt.sent()).isEqualTo(2);
        assertThat(attempt.replies.get(0).isDiscarded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422, 431})
    void whatStaysWrongIsSentOnce(int status) {
        FakeAttempt attempt = attempt(Fate.replies(status));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(status);
        assertThat(attempt.sent()).isEqualTo(1);
        assertThat(attempt.replies.get(0).isDiscarded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"400, true, 2", "503, false, 1", "429, FALSE, 1", "404, ' True ', 2", "503, maybe, 2", "200, true, 1"})
    void theProvidersOwnWordComesFirst(int status, String said, int attempts) {
        FakeAttempt attempt = attempt(Fate.replies(FakeReply.of(status, "x-should-retry", said)), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result).isCompleted();
        assertThat(attempt.sent()).isEqualTo(attempts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "no word"})
    void outOfQuotaIsNeverTriedAgain(String said) {
        FakeAttempt attempt = attempt(Fate.replies(new FakeReply(429, Map.of("x-should-retry", said), true, false)));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(429);
        assertThat(attempt.sent()).isEqualTo(1);
    }

    @Test
    void theLastReplyIsDeliveredAsItIs() {
        FakeAttempt attempt = attempt(n -> Fate.replies(503));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(503);
        assertThat(attempt.sent()).isEqualTo(3);
        assertThat(attempt.replies).extracting(FakeReply::isDiscarded).containsExactly(true, true, false);
    }

    @Test
    void aWholeReplyThatBrokeOffIsTriedAgainAndTold() {
        FakeAttempt attempt = attempt(Fate.replies(FakeReply.broken()), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().isBroken()).isFalse();
        assertThat(attempt.outcomes)
                .containsExactly(
                        new Attempt.Outcome(Attempt.Outcome.Kind.BROKEN, 200),
                        new Attempt.Outcome(Attempt.Outcome.Kind.REPLIED, 200));
    }

    @Test
    void aWholeReplyThatBrokeOffIsNoSuccessForTheBreaker() {
        with(settings.withRetry(new ResilienceSettings.Retry(1, 0, 0, Duration.ofMillis(500), Duration.ofSeconds(8)))
                .withBreaker(new ResilienceSettings.Breaker(1, 4, 4, Duration.ofSeconds(5), 1)));
        for (int i = 0; i < 4; i++) {
            assertThat(send(attempt(Fate.replies(FakeReply.broken()))).join().isBroken())
                    .isTrue();
        }
        assertThat(stop(send(attempt(Fate.replies(200)))).rule()).isEqualTo("resilience/breaker");
    }

    @Test
    void aWholeReplyThatTheTransportGivesUpInItsLastMomentIsOneThatTookTooLong() {
        with(settings.withRetry(new ResilienceSettings.Retry(1, 0, 0, Duration.ofMillis(500), Duration.ofSeconds(8))));
        FakeAttempt attempt = attempt(new Fate.AnswersAfterItsTime(FakeReply.broken(), Duration.ofSeconds(10)));
        assertThat(stop(send(attempt)).rule()).isEqualTo("resilience/attempt-timeout");
        assertThat(attempt.outcomes).containsExactly(new Attempt.Outcome(Attempt.Outcome.Kind.TIMED_OUT, 0));
    }

    @Test
    void whatMustNotBeDoneTwiceIsNotTriedAgain() {
        FakeAttempt attempt = attempt(n -> Fate.replies(FakeReply.broken()));
        attempt.repeatable = false;
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().isBroken()).isTrue();
        assertThat(attempt.sent()).isEqualTo(1);
    }

    @Test
    void theRateCountsWhatTheReplySaysItCost() {
        with(settings.withRate(new ResilienceSettings.Rate(OptionalLong.empty(), OptionalLong.of(60_000))));
        FakeReply reply = FakeReply.of(200);
        FakeAttempt large = attempt(Fate.replies(reply));
        large.modelTokens = 100_000;
        assertThat(send(large)).isCompleted();
        FakeAttempt refused = attempt(Fate.replies(200));
        assertThat(stop(send(refused)).rule()).isEqualTo("resilience/rate");
        reply.modelTokens.complete(6_000L - 1);
        FakeAttempt next = attempt(Fate.replies(200));
        assertThat(send(next).join().status()).isEqualTo(200);
    }

    @Test
    void aBrokenWayIsTriedAgainAndKeepsItsOwnException() {
        FakeAttempt attempt = attempt(n -> Fate.breaks());
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(failure(result)).isInstanceOf(IOException.class);
        assertThat(attempt.sent()).isEqualTo(3);
    }

    @Test
    void anotherExceptionIsNotTriedAgain() {
        FakeAttempt attempt = attempt(new Fate.Refuses());
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(failure(result)).isInstanceOf(IllegalStateException.class);
        assertThat(attempt.sent()).isEqualTo(1);
        assertThat(slots().taken()).isZero();
    }

    @Test
    void delaysAreRandomBelowADoublingLimit() {
        FakeAttempt attempt = attempt(n -> Fate.replies(503));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result).isCompleted();
        assertThat(timers.passed()).isEqualTo(Duration.ofMillis(250 + 500));
    }

    @Test
    void aLongerRetryAfterWins() {
        FakeAttempt attempt = attempt(Fate.replies(FakeReply.of(429, "Retry-After", "7")), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(200);
        assertThat(timers.passed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aRetryAfterThatDoesNotFitTheDeadlineFailsAtOnceAndSaysWhen() {
        FakeAttempt attempt = attempt(Fate.replies(FakeReply.of(429, "Retry-After", "3600")));
        GuardException stop = stop(send(attempt));
        assertThat(timers.passed()).isZero();
        assertThat(stop.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(stop.retryAfter()).contains(Duration.ofHours(1));
        assertThat(attempt.replies.get(0).isDiscarded()).isTrue();
        assertThat(slots().taken()).isZero();
    }

    @Test
    void anAttemptThatHangsIsAbortedAndTriedAgain() {
        FakeAttempt attempt = attempt(new Fate.Hangs(Duration.ZERO), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join().status()).isEqualTo(200);
        assertThat(attempt.aborts).isEqualTo(1);
        assertThat(timers.passed()).isEqualTo(Duration.ofMillis(10_250));
    }

    @Test
    void theSlotOfAnAbortedAttemptIsFreeWhenItsIoIsOver() {
        with(settings.withRetry(new ResilienceSettings.Retry(1, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(8))));
        FakeAttempt attempt = attempt(new Fate.Hangs(Duration.ofSeconds(3)));
        CompletableFuture<Reply> result = send(attempt);
        timers.pass(Duration.ofSeconds(11));
        assertThat(stop(result).reason()).isEqualTo(Reason.DEADLINE);
        assertThat(slots().taken()).isEqualTo(1);
        timers.run();
        assertThat(slots().taken()).isZero();
    }

    @Test
    void aReplyThatComesTooLateIsDiscarded() {
        FakeReply late = FakeReply.of(200);
        FakeAttempt attempt = attempt(new Fate.AnswersLate(late), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result.join()).isNotSameAs(late);
        assertThat(late.isDiscarded()).isTrue();
        assertThat(slots().taken()).isEqualTo(1);
    }

    @Test
    void theDeadlineHoldsForAllAttemptsTogether() {
        with(settings.withTimes(Duration.ofSeconds(15), Duration.ofSeconds(10)));
        FakeAttempt attempt = attempt(n -> new Fate.Hangs(Duration.ZERO));
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(stop(result).reason()).isEqualTo(Reason.DEADLINE);
        assertThat(stop(result).rule()).isEqualTo("resilience/deadline");
        assertThat(timers.passed()).isEqualTo(Duration.ofSeconds(15));
        assertThat(attempt.turns.get(1).nanos())
                .isEqualTo(Duration.ofMillis(4_750).toNanos());
    }

    @Test
    void cancellingAbortsTheAttemptAndFreesItsSlot() {
        FakeAttempt attempt = attempt(new Fate.Hangs(Duration.ZERO));
        CompletableFuture<Reply> result = send(attempt);
        result.cancel(true);
        assertThat(attempt.aborts).isEqualTo(1);
        assertThat(slots().taken()).isZero();
        assertThat(timers.left()).isZero();
    }

    @Test
    void cancellingWhileACallWaitsSendsNothingMore() {
        FakeAttempt attempt = attempt(Fate.replies(503), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        result.cancel(true);
        timers.run();
        assertThat(attempt.sent()).isEqualTo(1);
    }

    @Test
    void aThrownKillSwitchStopsACallBeforeItIsSent() {
        killSwitch.kill();
        FakeAttempt attempt = attempt(Fate.replies(200));
        assertThat(stop(send(attempt)).rule()).isEqualTo("resilience/kill-switch");
        assertThat(attempt.sent()).isZero();
        killSwitch.revive();
        assertThat(send(attempt).join().status()).isEqualTo(200);
    }

    @Test
    void aKillSwitchThrownWhileACallWaitsStopsItsNextAttempt() {
        FakeAttempt attempt = attempt(Fate.replies(503), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        killSwitch.kill();
        timers.run();
        assertThat(stop(result).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(attempt.sent()).isEqualTo(1);
    }

    @Test
    void whoFindsNoSlotWaitsInOrder() {
        with(settings.withBulkhead(new ResilienceSettings.Bulkhead(1, 10)));
        FakeAttempt first = attempt(Fate.replies(200));
        FakeAttempt second = attempt(Fate.replies(200));
        FakeAttempt third = attempt(Fate.replies(200));
        List<CompletableFuture<Reply>> results = new ArrayList<>();
        for (FakeAttempt attempt : List.of(first, second, third)) {
            results.add(send(attempt));
        }
        assertThat(List.of(first.sent(), second.sent(), third.sent())).containsExactly(1, 0, 0);
        first.replies.get(0).end(Reply.End.COMPLETE);
        assertThat(List.of(first.sent(), second.sent(), third.sent())).containsExactly(1, 1, 0);
        results.get(2).cancel(true);
        second.replies.get(0).end(Reply.End.COMPLETE);
        assertThat(slots().taken()).isZero();
        assertThat(slots().waiting()).isZero();
    }

    @Test
    void whoWaitsForASlotUntilTheDeadlineIsToldSo() {
        with(settings.withBulkhead(new ResilienceSettings.Bulkhead(1, 10)));
        assertThat(send(attempt(Fate.replies(200)))).isCompleted();
        CompletableFuture<Reply> waiting = send(attempt(Fate.replies(200)));
        timers.run();
        assertThat(stop(waiting).reason()).isEqualTo(Reason.DEADLINE);
        assertThat(timers.passed()).isEqualTo(Duration.ofSeconds(60));
        assertThat(slots().waiting()).isZero();
    }

    @Test
    void aFullQueueRefuses() {
        with(settings.withBulkhead(new ResilienceSettings.Bulkhead(1, 0)));
        assertThat(send(attempt(Fate.replies(200)))).isCompleted();
        assertThat(stop(send(attempt(Fate.replies(200)))).rule()).isEqualTo("resilience/bulkhead");
    }

    @Test
    void theBreakerOpensForItsTargetAndTriesAgainLater() {
        with(settings.withBreaker(new ResilienceSettings.Breaker(0.5, 4, 4, Duration.ofSeconds(5), 2))
                .withRetry(new ResilienceSettings.Retry(1, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(8))));
        for (int i = 0; i < 4; i++) {
            FakeAttempt ill = attempt(Fate.replies(500));
            assertThat(send(ill).join().status()).isEqualTo(500);
            ill.replies.get(0).end(Reply.End.COMPLETE);
        }
        FakeAttempt refused = attempt(Fate.replies(200));
        GuardException stop = stop(send(refused));
        assertThat(stop.rule()).isEqualTo("resilience/breaker");
        assertThat(stop.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(refused.sent()).isZero();
        assertThat(resilience
                        .call()
                        .around(new Target("chat.completions", "other"), attempt(Fate.replies(200)), Runnable::run)
                        .join()
                        .status())
                .isEqualTo(200);
        timers.pass(Duration.ofSeconds(6));
        for (int i = 0; i < 4; i++) {
            FakeAttempt well = attempt(Fate.replies(200));
            assertThat(send(well).join().status()).isEqualTo(200);
            well.replies.get(0).end(Reply.End.COMPLETE);
        }
    }

    /** An open breaker, after which one attempt is tried, and a slot that a failed reply still holds. */
    private FakeReply openWithItsOnlySlotTaken(int waiting) {
        with(settings.withBreaker(new ResilienceSettings.Breaker(0.5, 4, 4, Duration.ofSeconds(5), 1))
                .withBulkhead(new ResilienceSettings.Bulkhead(1, waiting))
                .withRetry(new ResilienceSettings.Retry(1, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(8))));
        FakeReply last = FakeReply.of(500);
        for (int i = 0; i < 4; i++) {
            FakeReply ill = i < 3 ? FakeReply.of(500) : last;
            assertThat(send(attempt(Fate.replies(ill))).join().status()).isEqualTo(500);
            if (i < 3) {
                ill.end(Reply.End.COMPLETE);
            }
        }
        timers.pass(Duration.ofSeconds(6));
        return last;
    }

    @Test
    void whoLeavesTheQueueGivesTheBreakersPermissionBack() {
        FakeReply holding = openWithItsOnlySlotTaken(10);
        CompletableFuture<Reply> waiting = send(attempt(Fate.replies(200)));
        assertThat(waiting).isNotDone();
        waiting.cancel(true);
        holding.end(Reply.End.COMPLETE);
        assertThat(send(attempt(Fate.replies(200))).join().status()).isEqualTo(200);
    }

    @Test
    void whoFindsTheQueueFullGivesTheBreakersPermissionBack() {
        FakeReply holding = openWithItsOnlySlotTaken(0);
        assertThat(stop(send(attempt(Fate.replies(200)))).rule()).isEqualTo("resilience/bulkhead");
        holding.end(Reply.End.COMPLETE);
        assertThat(send(attempt(Fate.replies(200))).join().status()).isEqualTo(200);
    }

    @Test
    void aCallThatIsCancelledUnderwayGivesTheBreakersPermissionBack() {
        openWithItsOnlySlotTaken(0).end(Reply.End.COMPLETE);
        send(attempt(new Fate.Hangs(Duration.ZERO))).cancel(true);
        assertThat(send(attempt(Fate.replies(200))).join().status()).isEqualTo(200);
    }

    @Test
    void aReplyThatIsNotWhatItShouldBeCountsAsAFailure() {
        with(settings.withBreaker(new ResilienceSettings.Breaker(0.5, 2, 2, Duration.ofSeconds(5), 2)));
        for (int i = 0; i < 2; i++) {
            FakeAttempt broken = attempt(Fate.replies(200));
            assertThat(send(broken).join().status()).isEqualTo(200);
            broken.replies.get(0).end(Reply.End.BROKEN);
        }
        assertThat(stop(send(attempt(Fate.replies(200)))).rule()).isEqualTo("resilience/breaker");
    }

    @Test
    void aProviderThatLimitsTheRateIsNotDown() {
        with(settings.withBreaker(new ResilienceSettings.Breaker(0.5, 2, 2, Duration.ofSeconds(5), 2))
                .withRetry(new ResilienceSettings.Retry(1, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(8))));
        for (int i = 0; i < 20; i++) {
            assertThat(send(attempt(Fate.replies(429))).join().status()).isEqualTo(429);
        }
    }

    @Test
    void theRateSpreadsCalls() {
        with(settings.withRate(new ResilienceSettings.Rate(OptionalLong.of(60), OptionalLong.empty())));
        List<Duration> sent = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            FakeAttempt attempt = new FakeAttempt(timers, n -> {
                sent.add(timers.passed());
                FakeReply reply = FakeReply.of(200);
                reply.end(Reply.End.COMPLETE);
                return Fate.replies(reply);
            });
            CompletableFuture<Reply> result = send(attempt);
            assertThat(result.isCompletedExceptionally()).isFalse();
        }
        timers.run();
        assertThat(sent).extracting(Duration::toSeconds).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 3L);
    }

    @Test
    void aCallThatTheRateCannotPlaceBeforeItsDeadlineFailsAtOnce() {
        with(settings.withRate(new ResilienceSettings.Rate(OptionalLong.of(1), OptionalLong.empty()))
                .withTimes(Duration.ofSeconds(30), Duration.ofSeconds(10)));
        assertThat(send(attempt(Fate.replies(200)))).isCompleted();
        GuardException stop = stop(send(attempt(Fate.replies(200))));
        assertThat(stop.rule()).isEqualTo("resilience/rate");
        assertThat(stop.retryAfter()).contains(Duration.ofMinutes(1));
    }

    @Test
    void closingTheGuardEndsWhoWaits() {
        FakeAttempt attempt = attempt(Fate.replies(503), Fate.replies(200));
        CompletableFuture<Reply> result = send(attempt);
        resilience.close();
        assertThat(stop(result).rule()).isEqualTo("resilience/closed");
        assertThat(timers.left()).isZero();
        assertThat(stop(send(attempt)).rule()).isEqualTo("resilience/closed");
    }

    @Test
    void everySendingIsToldOnce() {
        FakeAttempt attempt = attempt(Fate.replies(503), new Fate.Hangs(Duration.ZERO), Fate.breaks());
        CompletableFuture<Reply> result = send(attempt);
        timers.run();
        assertThat(result).isCompletedExceptionally();
        assertThat(attempt.outcomes)
                .extracting(Attempt.Outcome::kind)
                .containsExactly(
                        Attempt.Outcome.Kind.REPLIED, Attempt.Outcome.Kind.TIMED_OUT, Attempt.Outcome.Kind.IO_FAILED);
    }
}
