package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.ResilienceSettings;
import io.chatguard.internal.resilience.FakeAttempt.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every run of calls, whatever the provider does. */
class ResilienceLawTest {

    private static final Target CHAT = new Target("chat.completions", "gpt-5");

    private static Resilience resilience(ResilienceSettings settings, VirtualTimers timers, Random random) {
        return new Resilience(settings, new KillSwitch(Optional.empty()), timers, random::nextDouble);
    }

    /** Callers that call again as soon as a call has failed, which makes the storm. */
    @Property(tries = 60)
    void underAStormAttemptsStayBelowElevenTenthsOfCalls(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int callers) {
        VirtualTimers timers = new VirtualTimers();
        Random random = new Random(seed);
        Resilience resilience = resilience(ResilienceSettings.defaults(), timers, random);
        int calls = 0;
        int attempts = 0;
        List<FakeAttempt> sent = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (int c = 0; c < callers; c++) {
                FakeAttempt attempt = new FakeAttempt(timers, n -> storm(random));
                sent.add(attempt);
                CompletableFuture<Reply> result = resilience.call().around(CHAT, attempt, Runnable::run);
                var closed = result.thenAccept(Reply::discard);
            }
            timers.pass(Duration.ofMillis(random.nextInt(3000)));
        }
        timers.run();
        for (FakeAttempt attempt : sent) {
            calls += attempt.sent() > 0 ? 1 : 0;
            attempts += attempt.sent();
        }
        assertThat(attempts - calls).isLessThanOrEqualTo(Math.max(10, calls / 10));
        assertThat(timers.left()).isZero();
    }

    private static Fate storm(Random random) {
        Duration after = Duration.ofMillis(random.nextInt(200));
        return switch (random.nextInt(4)) {
            case 0 -> new Fate.Breaks(after);
            case 1 -> new Fate.Replies(FakeReply.of(429, "Retry-After", "1"), after);
            default -> new Fate.Replies(FakeReply.of(random.nextBoolean() ? 429 : 503), after);
        };
    }

    @Property(tries = 300)
    void noSlotIsLostWhateverHappens(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int slots) {
        VirtualTimers timers = new VirtualTimers();
        Random random = new Random(seed);
        ResilienceSettings settings = ResilienceSettings.defaults()
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(2))
                .withBreaker(new ResilienceSettings.Breaker(0.5, 10, 4, Duration.ofSeconds(1), 2))
                .withBulkhead(new ResilienceSettings.Bulkhead(slots, 20));
        KillSwitch killSwitch = new KillSwitch(Optional.empty());
        Resilience resilience = new Resilience(settings, killSwitch, timers, random::nextDouble);
        List<CompletableFuture<Reply>> results = new ArrayList<>();
        List<FakeAttempt> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FakeAttempt attempt = new FakeAttempt(timers, n -> anything(random));
            sent.add(attempt);
            CompletableFuture<Reply> result = resilience.call().around(CHAT, attempt, Runnable::run);
            results.add(result);
            var read = result.thenAccept(reply -> timers.after(
                    Duration.ofMillis(random.nextInt(3000)).toNanos(),
                    () -> ((FakeReply) reply).end(Reply.End.values()[random.nextInt(3)])));
            switch (random.nextInt(12)) {
                case 0 -> results.get(random.nextInt(results.size())).cancel(true);
                case 1 -> killSwitch.kill();
                case 2, 3 -> killSwitch.revive();
                default -> timers.pass(Duration.ofMillis(random.nextInt(1000)));
            }
            assertThat(resilience.lane(CHAT).slots().taken()).isLessThanOrEqualTo(slots);
        }
        timers.run();
        assertThat(results).allMatch(CompletableFuture::isDone);
        // A reply that met a cancelled call is nobody's but ours.
        assertThat(sent).allSatisfy(a -> assertThat(a.replies).allMatch(FakeReply::isEnded));
        assertThat(resilience.lane(CHAT).slots().taken()).isZero();
        assertThat(resilience.lane(CHAT).slots().waiting()).isZero();
        assertThat(timers.left()).isZero();
        assertThat(sent).allSatisfy(a -> assertThat(a.outcomes).hasSameSizeAs(a.turns));
        recovers(resilience, killSwitch, timers);
    }

    /** A permission of the breaker that nobody gives back would keep the lane shut for ever. */
    private static void recovers(Resilience resilience, KillSwitch killSwitch, VirtualTimers timers) {
        killSwitch.revive();
        // Failures of before may open the breaker again until they have left its window.
        for (int i = 0; i < 30; i++) {
            timers.pass(Duration.ofSeconds(6));
            var tried = goodCall(resilience, timers);
        }
        timers.pass(Duration.ofSeconds(6));
        for (int i = 0; i < 10; i++) {
            assertThat(goodCall(resilience, timers).join().status()).isEqualTo(200);
        }
    }

    private static CompletableFuture<Reply> goodCall(Resilience resilience, VirtualTimers timers) {
        FakeReply reply = FakeReply.of(200);
        reply.end(Reply.End.COMPLETE);
        return resilience.call().around(CHAT, new FakeAttempt(timers, n -> Fate.replies(reply)), Runnable::run);
    }

    private static Fate anything(Random random) {
        Duration after = Duration.ofMillis(random.nextInt(3000));
        return switch (random.nextInt(7)) {
            case 0 -> new Fate.Breaks(after);
            case 1 -> new Fate.Hangs(after);
            case 2 -> new Fate.AnswersLate(FakeReply.of(200));
            case 3 -> new Fate.Refuses();
            case 4 -> new Fate.Replies(new FakeReply(200, Map.of(), false, true), after);
            default -> new Fate.Replies(FakeReply.of(200 + random.nextInt(400)), after);
        };
    }

    @Property
    void whatMustNotBeTriedAgainIsSentOnce(
            @ForAll @IntRange(min = 200, max = 499) int status, @ForAll boolean outOfQuota) {
        boolean mayPass = status == 408 || status == 409 || (status == 429 && !outOfQuota);
        VirtualTimers timers = new VirtualTimers();
        Resilience resilience = resilience(ResilienceSettings.defaults(), timers, new Random(status));
        FakeAttempt attempt =
                new FakeAttempt(timers, n -> Fate.replies(new FakeReply(status, Map.of(), outOfQuota, false)));
        CompletableFuture<Reply> result = resilience.call().around(CHAT, attempt, Runnable::run);
        timers.run();
        assertThat(result.join().status()).isEqualTo(status);
        assertThat(attempt.sent()).isEqualTo(mayPass ? 3 : 1);
    }

    @Property
    void theBudgetNeverGivesMoreThanItsShare(
            @ForAll long seed, @ForAll @DoubleRange(max = 1) double share, @ForAll @IntRange(max = 20) int reserve) {
        RetryBudget budget = new RetryBudget(share, reserve);
        Random random = new Random(seed);
        int calls = 0;
        int retries = 0;
        for (int i = 0; i < 500; i++) {
            if (random.nextBoolean()) {
                budget.earn();
                calls++;
            } else if (budget.spend()) {
                retries++;
            }
            assertThat((double) retries).isLessThanOrEqualTo(Math.max(reserve, share * calls) + 1e-6);
        }
    }

    @Property
    void aSmoothRateNeverGrantsMoreThanABurstBeyondItsPace(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6000) int perMinute) {
        Gcra rate = new Gcra(perMinute);
        Random random = new Random(seed);
        long now = 0;
        double granted = 0;
        double burst = Math.max(1, perMinute * 0.1);
        for (int i = 0; i < 300; i++) {
            now += (long) (random.nextDouble() * 120e9 / perMinute);
            double units = 1 + random.nextInt(3);
            if (rate.waitNanos(units, now) == 0) {
                rate.take(units, now);
                granted += units;
            }
            // What is larger than a burst goes when all is free, and is paid off after.
            assertThat(granted).isLessThanOrEqualTo(burst + 3 + now * perMinute / 60e9 + 1e-6);
        }
    }
}
