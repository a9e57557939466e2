package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.ResilienceSettings;
import io.chatguard.ResilienceSettings.Breaker;
import io.chatguard.ResilienceSettings.Bulkhead;
import io.chatguard.ResilienceSettings.Retry;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers and a provider in trouble, over real sockets. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultStormTest {

    private static final int CALLERS = 32;

    /** A breaker that never opens. */
    private static final Breaker HELD_CLOSED = new Breaker(1, 10_000, 10_000, Duration.ofSeconds(1), 1);

    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
            .model("gpt-5")
            .addUserMessage("Hello")
            .build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Guard guard(ResilienceSettings settings) {
        return Guard.builder()
                .policy(Policy.builder()
                        .section(ResilienceSettings.class, settings)
                        .build())
                .redaction(new SwapRedaction())
                .audit(event -> {})
                .onReceipt(receipt -> attempts.addAndGet(receipt.attempts().size()))
                .build();
    }

    private static OpenAIClient client(FaultServer server, HttpClient transport) {
        return new OpenAIClientImpl(ClientOptions.builder()
                .baseUrl(server.baseUrl())
                .apiKey("test-key")
                .httpClient(transport)
                .build());
    }

    /** What became of many calls. */
    private static final class Tally {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger successes = new AtomicInteger();
        final List<Throwable> odd = Collections.synchronizedList(new ArrayList<>());

        /** Whether it succeeded. */
        boolean call(OpenAIClient client) {
            calls.incrementAndGet();
            try {
                ChatCompletion answer = client.chat().completions().create(CHAT);
                successes.addAndGet(answer.choices().size());
                return true;
            } catch (OpenAIException | GuardException expected) {
                // One typed error.
            } catch (RuntimeException e) {
                odd.add(e);
            }
            return false;
        }
    }

    private void together(int callers, Callable<Void> work) throws Exception {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(threads.submit(work));
        }
        for (Future<Void> one : all) {
            one.get();
        }
    }

    @Test
    void aStormOfRateLimitsMeetsFewRetriesAndIsOverSoon() throws Exception {
        long stormNanos = Duration.ofSeconds(Soak.on() ? 20 : 2).toNanos();
        AtomicLong start = new AtomicLong(Long.MAX_VALUE);
        FaultServer.Answer limited = FaultServer.error(429, "", "rate_limit_exceeded");
        Tally tally = new Tally();
        AtomicLong lastRecovery = new AtomicLong();
        try (FaultServer server = new FaultServer(n -> (socket, out) -> {
                    Thread.sleep(20);
                    boolean storm = n > 1 && System.nanoTime() - start.get() < stormNanos;
                    (storm ? limited : FaultServer.HELLO).give(socket, out);
                });
                Guard guard = guard(ResilienceSettings.defaults());
                HttpClient transport = OkHttpClient.builder().build()) {
            OpenAIClient client = GuardedOpenAI.wrap(client(server, transport), guard);
            boolean warm = tally.call(client); // the first call loads classes for a second
            start.set(System.nanoTime());
            together(CALLERS, () -> {
                boolean stormy;
                boolean answered;
                do {
                    stormy = System.nanoTime() - start.get() < stormNanos;
                    answered = tally.call(client);
                } while (stormy || !answered);
                lastRecovery.accumulateAndGet(System.nanoTime() - start.get() - stormNanos, Math::max);
                return null;
            });
            assertThat(warm).isTrue();
            assertThat(tally.odd).isEmpty();
            assertThat(server.requests()).isEqualTo(attempts.get());
            assertThat(attempts.get()).isLessThanOrEqualTo(tally.calls.get() + Math.max(10, tally.calls.get() / 10));
            assertThat(tally.calls.get()).isGreaterThan(100);
            // Two seconds, and as many again for a machine that does other things.
            assertThat(Duration.ofNanos(lastRecovery.get())).isLessThan(Duration.ofSeconds(4));
        }
    }

    /** A tenth of the sendings are refused, and of the others a ninth each is reset and answered by 5xx: 30 % in all. */
    private static final class Trouble implements HttpClient {
        private final HttpClient delegate;
        private final Random random;
        private final int closedPort;

        Trouble(HttpClient delegate, long seed) throws Exception {
            this.delegate = delegate;
            this.random = new Random(seed);
            try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closedPort = gone.getLocalPort();
            }
        }

        private HttpRequest sent(HttpRequest request) {
            return random.nextInt(10) > 0
                    ? request
                    : request.toBuilder()
                            .baseUrl("http://127.0.0.1:" + closedPort + "/v1")
                            .build();
        }

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            return delegate.execute(sent(request), options);
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            return delegate.executeAsync(sent(request), options);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }

    private static FaultServer.Answers trouble(long seed) {
        Random random = new Random(seed);
        return n -> switch (random.nextInt(9)) {
            case 0 -> FaultServer.reset();
            case 1 -> FaultServer.error(500 + random.nextInt(5), "", "server_error");
            default -> FaultServer.HELLO;
        };
    }

    private Tally mixed(ResilienceSettings settings, int calls) throws Exception {
        Tally tally = new Tally();
        try (FaultServer server = new FaultServer(trouble(Soak.seed()));
                Guard guard = guard(settings);
                HttpClient transport = new Trouble(OkHttpClient.builder().build(), Soak.seed() + 1)) {
            OpenAIClient client = GuardedOpenAI.wrap(client(server, transport), guard);
            AtomicInteger left = new AtomicInteger(calls);
            together(8, () -> {
                while (left.getAndDecrement() > 0) {
                    boolean any = tally.call(client);
                }
                return null;
            });
        }
        assertThat(tally.odd).isEmpty();
        assertThat(tally.calls).hasValue(calls);
        return tally;
    }

    @Test
    void withFiveAttemptsAndAFullBudgetNearlyAllCallsSucceed() throws Exception {
        int calls = Soak.cases(400, 20_000);
        Tally tally = mixed(
                ResilienceSettings.defaults()
                        .withBreaker(HELD_CLOSED)
                        .withRetry(new Retry(5, 1, 10, Duration.ofMillis(1), Duration.ofMillis(10))),
                calls);
        // 0.3^5 of the calls fail by chance, 0.25 %; in a short run a few more may.
        int mostFailures = Math.max(6, calls / 200);
        assertThat(calls - tally.successes.get()).isLessThanOrEqualTo(mostFailures);
        assertThat(attempts.get()).isGreaterThan(calls);
    }

    @Test
    void withTheDefaultsAttemptsStayWithinTheBudget() throws Exception {
        int calls = Soak.cases(400, 20_000);
        Tally tally = mixed(
                ResilienceSettings.defaults()
                        .withRetry(new Retry(3, 0.1, 10, Duration.ofMillis(1), Duration.ofMillis(10))),
                calls);
        assertThat(attempts.get()).isLessThanOrEqualTo(calls + calls / 10);
        assertThat(tally.successes.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeoutsLoseNoSlotNoThreadAndNoSocket(boolean asynchronous) throws Exception {
        int timeouts = Soak.cases(96, 1_000);
        int places = 8;
        long before = timerThreads();
        AtomicReference<CyclicBarrier> barrier = new AtomicReference<>();
        ResilienceSettings settings = ResilienceSettings.defaults()
                .withTimes(Duration.ofSeconds(30), Duration.ofMillis(150))
                .withBreaker(HELD_CLOSED)
                .withBulkhead(new Bulkhead(places, 1000))
                .withRetry(new Retry(1, 0, 0, Duration.ofMillis(1), Duration.ofMillis(1)));
        try (FaultServer server =
                        new FaultServer(n -> barrier.get() == null ? FaultServer.silence() : meeting(barrier));
                Guard guard = guard(settings);
                HttpClient transport = OkHttpClient.builder().build()) {
            OpenAIClient client = GuardedOpenAI.wrap(client(server, transport), guard);
            AtomicInteger timedOut = new AtomicInteger();
            AtomicInteger left = new AtomicInteger(timeouts);
            together(places, () -> {
                while (left.getAndDecrement() > 0) {
                    timedOut.addAndGet(timesOut(client, asynchronous));
                }
                return null;
            });
            assertThat(timedOut).hasValue(timeouts);
            settles(() -> server.openConnections() == 0);
            // All places are free again: so many calls are answered at the same time, and none waits for another. A
            // busy
            // machine may need some tries to bring them together; with a place lost they never come.
            int answered = 0;
            for (int i = 0; i < 20 && answered < places; i++) {
                barrier.set(new CyclicBarrier(places));
                answered = answeredTogether(client, places);
            }
            assertThat(answered).isEqualTo(places);
        }
        settles(() -> timerThreads() <= before);
    }

    private static long timerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("chatguard-timers"))
                .count();
    }

    /** Answers when as many requests are there as the barrier has parties. */
    private static FaultServer.Answer meeting(AtomicReference<CyclicBarrier> barrier) {
        return (socket, out) -> {
            try {
                barrier.get().await(10, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IOException("too few came together");
            }
            FaultServer.HELLO.give(socket, out);
        };
    }

    private int answeredTogether(OpenAIClient client, int callers) throws Exception {
        Tally tally = new Tally();
        together(callers, () -> {
            boolean any = tally.call(client);
            return null;
        });
        return tally.successes.get();
    }

    private static int timesOut(OpenAIClient client, boolean asynchronous) {
        try {
            ChatCompletion none = asynchronous
                    ? client.async().chat().completions().create(CHAT).join()
                    : client.chat().completions().create(CHAT);
            throw new AssertionError("answered with " + none.choices().size());
        } catch (GuardException e) {
            return e.reason() == Reason.DEADLINE ? 1 : 0;
        } catch (CompletionException e) {
            return e.getCause() instanceof GuardException g && g.reason() == Reason.DEADLINE ? 1 : 0;
        }
    }

    /** Sockets close and threads end a moment after the last call. */
    private static void settles(BooleanSupplier settled) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!settled.getAsBoolean() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(settled.getAsBoolean()).isTrue();
    }

    @Test
    void aRateLimitOfTheProviderIsItsOwnException() {
        try (FaultServer server = new FaultServer(n -> FaultServer.error(429, "", "rate_limit_exceeded"));
                Guard guard = guard(ResilienceSettings.defaults()
                        .withRetry(new Retry(2, 1, 10, Duration.ofMillis(1), Duration.ofMillis(1))));
                HttpClient transport = OkHttpClient.builder().build()) {
            OpenAIClient client = GuardedOpenAI.wrap(client(server, transport), guard);
            Throwable met = catchThrowable(() -> client.chat().completions().create(CHAT));
            assertThat(met).isInstanceOf(RateLimitException.class);
            assertThat(server.requests()).isEqualTo(2);
        }
    }
}
