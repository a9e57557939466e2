package io.chatguard.internal.openai;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where providers' bodies are waited for: a virtual thread each where the JVM has them, else daemon threads that end
 * when idle.
 *
 * <p>Not bounded: each thread stands for one caller's thread that waits as well, and a bound would let slow streams
 * stop others.
 */
final class UpstreamThreads {

    static final String NAME = "chatguard-upstream-";
    private static final int IDLE_SECONDS = 2;

    private static final Executor SHARED = create();

    private UpstreamThreads() {}

    static Executor shared() {
        return SHARED;
    }

    private static Executor create() {
        try {
            return (Executor) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(java.util.concurrent.ExecutorService.class))
                    .invoke();
        } catch (Throwable absent) {
            return pool();
        }
    }

    private static Executor pool() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, NAME + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
