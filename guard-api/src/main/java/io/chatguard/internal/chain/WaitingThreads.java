package io.chatguard.internal.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads for work that may wait: a virtual one for each task where the JVM has them, else daemon threads that end when
 * idle.
 */
public final class WaitingThreads {

    private static final int LARGEST_POOL = 64;
    private static final int IDLE_HOOK_SECONDS = 30;
    private static final int IDLE_UPSTREAM_SECONDS = 2;

    private WaitingThreads() {}

    /** Where the hooks of asynchronous calls run by default; without virtual threads a bounded pool. */
    static Executor forHooks() {
        return create(() ->
                pool("chatguard-hook-", LARGEST_POOL, LARGEST_POOL, IDLE_HOOK_SECONDS, new LinkedBlockingQueue<>()));
    }

    /**
     * Where providers' bodies are waited for.
     *
     * <p>Not bounded: each thread stands for one caller's thread that waits as well, and a bound would let slow streams
     * stop others.
     */
    public static Executor forUpstream() {
        return Upstream.SHARED;
    }

    /** Made when the first stream is read. */
    private static final class Upstream {
        static final Executor SHARED = create(() ->
                pool("chatguard-upstream-", 0, Integer.MAX_VALUE, IDLE_UPSTREAM_SECONDS, new SynchronousQueue<>()));
    }

    private static Executor create(Supplier<Executor> older) {
        try {
            return (Executor) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable absent) {
            return older.get();
        }
    }

    private static Executor pool(String name, int core, int most, int idle, BlockingQueue<Runnable> queue) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(core, most, idle, TimeUnit.SECONDS, queue, task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
