package io.chatguard.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server on loopback that speaks OpenAI's HTTP API: real JSON and SSE, no key, no network.
 *
 * <pre>{@code
 * try (FakeOpenAi fake = FakeOpenAi.start()) {
 *     OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(fake.baseUrl()).apiKey("none").build();
 *     fake.enqueue(Reply.text("Hello"), Reply.toolCall("lookup", "{\"id\":1}"));
 *     fake.enqueue(Fault.rateLimited("2"));
 *     // … call the client …
 *     assertThat(fake.requests().get(0).contains("alice@example.com")).isFalse();
 * }
 * }</pre>
 *
 * <p>It serves {@code POST /v1/chat/completions}, {@code POST /v1/responses}, {@code GET} and {@code DELETE
 * /v1/responses/{id}}, {@code GET /v1/models}, {@code POST /v1/embeddings}, {@code POST /v1/moderations}, and the same
 * below Azure's {@code /openai/deployments/{name}}, {@code /openai} and {@code /openai/v1}. Anything else is a 404 in
 * the API's words. Queued replies and faults serve the first two; {@link #enqueueAt} is for the others.
 *
 * <p>It records every request, at most 256 MiB in all; when that is full it answers with an error rather than forget
 * (see {@link #clear} and {@link #keepNewest}). Bodies longer than 64 MiB are recorded up to there and refused with
 * 413. Up to 128 requests are served at the same time, further ones wait.
 *
 * <p>Thread-safe. Ids and figures depend on the order of the requests alone. It listens on the loopback address only
 * and checks no key. It sets the system property {@code sun.net.httpserver.nodelay} to {@code true} where it is not
 * set: without it, the JDK's server holds small events back for tens of milliseconds.
 */
public final class FakeOpenAi implements AutoCloseable {
    private static final int MOST_AT_ONCE = 128;

    private final HttpServer server;
    private final ExecutorService executor;
    private final Recorder recorder = new Recorder();
    private final Script script = new Script();
    private final ResponseStore store = new ResponseStore();
    private final Desk desk = new Desk(recorder, script, store);

    private FakeOpenAi(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @throws UncheckedIOException if no port can be bound
     */
    public static FakeOpenAi start() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        try {
            InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            FakeOpenAi fake = new FakeOpenAi(server, daemons());
            server.setExecutor(fake.executor);
            server.createContext("/", fake.desk);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException("FakeOpenAi cannot listen on 127.0.0.1", e);
        }
    }

    private static ExecutorService daemons() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "fake-openai");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The base URL for a client of OpenAI: {@code http://127.0.0.1:PORT/v1}. */
    public String baseUrl() {
        return origin() + "/v1";
    }

    /** Scheme, host and port alone: {@code http://127.0.0.1:PORT}; clients of Azure add their own paths. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Queues replies: each serves one request, in this order, before the model is asked. */
    public FakeOpenAi enqueue(Reply... replies) {
        script.enqueue(List.of(replies));
        return this;
    }

    /**
     * Queues faults: each befalls the model's own reply to one request; tie one to a scripted reply by {@link
     * Reply#with}.
     */
    public FakeOpenAi enqueue(Fault... faults) {
        script.enqueue(List.of(faults));
        return this;
    }

    /**
     * Queues faults for one of the other resources, such as {@code "/moderations"} or {@code "/responses/resp_1"}: each
     * befalls one request there.
     */
    public FakeOpenAi enqueueAt(String resource, Fault... faults) {
        script.enqueueAt(resource, List.of(faults));
        return this;
    }

    /** Lets this model answer when the queue is empty, instead of {@link Model#repeatingSurrogates}. */
    public FakeOpenAi model(Model model) {
        script.model(model);
        return this;
    }

    /** Cuts streamed deltas this way, where a reply does not say otherwise; four code points each at first. */
    public FakeOpenAi split(Splitter by) {
        desk.splitter(by);
        return this;
    }

    /** Writes streamed events this way, where a reply does not say otherwise; {@link Wire#plain} at first. */
    public FakeOpenAi wire(Wire as) {
        desk.wire(as);
        return this;
    }

    /** Lets moderation flag (as violence) the texts for which this holds; nothing at first. */
    public FakeOpenAi flagging(Predicate<String> flagged) {
        desk.flagged(flagged);
        return this;
    }

    /** What was received so far, in the order in which it was complete. */
    public List<Recorded> requests() {
        return recorder.requests();
    }

    /** How many queued replies and faults no request has taken yet. */
    public int queued() {
        return script.queued();
    }

    /**
     * Waits until {@code count} clients in all went away before their reply was complete, by cancelling or closing. The
     * server notices when it writes: let a {@link Gate} that holds it pass first.
     *
     * @throws IllegalStateException if that does not happen within 30 seconds, or the waiting thread is interrupted
     */
    public void awaitHangUps(int count) {
        desk.hangUps().awaitArrivals(count);
    }

    /** Forgets all requests, what is queued, and the stored responses; model, splitter and wire stay. */
    public void clear() {
        recorder.clear();
        script.clear();
        store.clear();
    }

    /** From now on keeps only the newest {@code count} requests, for long runs such as benchmarks; 0 keeps none. */
    public FakeOpenAi keepNewest(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative, was " + count);
        }
        recorder.keepNewest(count);
        return this;
    }

    /** Stops at once: open connections are closed, and whoever stands at a {@link Gate} is freed. */
    @Override
    public void close() {
        executor.shutdownNow();
        server.stop(0);
    }
}
