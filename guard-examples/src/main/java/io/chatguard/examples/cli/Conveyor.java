package io.chatguard.examples.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Pieces of work that one thread reads, all processors do, and the caller's thread takes in the order of the input.
 *
 * <p>A bounded number of pieces is under way, {@value #PER_WORKER} for each processor: who reads waits for who writes.
 * The first failure in the order of the input ends it, and everything before that piece has been taken by then.
 */
final class Conveyor {
    private static final int PER_WORKER = 3;

    private Conveyor() {}

    /** Where pieces come from; used by one thread. */
    @FunctionalInterface
    interface Source<I> {
        /** The next piece; empty at the end. */
        Optional<I> next() throws IOException;
    }

    /** What is done with a piece; each thread has its own. */
    @FunctionalInterface
    interface Work<I, O> {
        O done(I piece) throws IOException;
    }

    /** Takes results in the order of the pieces, on the thread of the caller. */
    @FunctionalInterface
    interface Sink<O> {
        void take(O result) throws IOException;

        /** Called when the next result is not there yet. */
        default void idle() throws IOException {}
    }

    private record Job<I, O>(Optional<I> piece, CompletableFuture<O> result) {}

    /** Works until the source is empty. */
    static <I, O> void run(Source<I> source, Supplier<Work<I, O>> work, Sink<O> sink) throws IOException {
        int workers = Runtime.getRuntime().availableProcessors();
        BlockingQueue<Job<I, O>> inOrder = new ArrayBlockingQueue<>(PER_WORKER * workers);
        BlockingQueue<Job<I, O>> todo = new ArrayBlockingQueue<>(PER_WORKER * workers + 2);
        List<Thread> threads = new ArrayList<>();
        threads.add(thread("chatguard-reader", () -> read(source, inOrder, todo)));
        for (int i = 0; i < workers; i++) {
            Work<I, O> own = work.get();
            threads.add(thread("chatguard-worker-" + i, () -> work(own, todo)));
        }
        threads.forEach(Thread::start);
        try {
            Job<I, O> job = next(inOrder, sink);
            for (; job.piece().isPresent(); job = next(inOrder, sink)) {
                if (!job.result().isDone()) {
                    sink.idle();
                }
                sink.take(job.result().get());
            }
            if (job.result().isDone()) {
                job.result().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliFailure.of("interrupted", "the run", "program/interrupted", "run it again");
        } catch (ExecutionException e) {
            throw asItWas(e);
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    /** The next job; the sink hears of it if there is none yet. */
    private static <I, O> Job<I, O> next(BlockingQueue<Job<I, O>> inOrder, Sink<O> sink)
            throws IOException, InterruptedException {
        Job<I, O> job = inOrder.poll();
        if (job == null) {
            sink.idle();
            return inOrder.take();
        }
        return job;
    }

    private static <I, O> void read(Source<I> source, BlockingQueue<Job<I, O>> inOrder, BlockingQueue<Job<I, O>> todo)
            throws InterruptedException {
        boolean more = true;
        while (more) {
            Job<I, O> job = next(source);
            more = job.piece().isPresent();
            inOrder.put(job);
            if (more) {
                todo.put(job);
            }
        }
    }

    /** A job; without a piece at the end, and done already if the source failed. */
    private static <I, O> Job<I, O> next(Source<I> source) {
        CompletableFuture<O> result = new CompletableFuture<>();
        try {
            return new Job<>(source.next(), result);
        } catch (Throwable e) {
            result.completeExceptionally(e);
            return new Job<>(Optional.empty(), result);
        }
    }

    private static <I, O> void work(Work<I, O> work, BlockingQueue<Job<I, O>> todo) throws InterruptedException {
        while (true) {
            Job<I, O> job = todo.take();
            try {
                job.result().complete(work.done(job.piece().orElseThrow()));
            } catch (Throwable e) {
                job.result().completeExceptionally(e);
            }
        }
    }

    private static IOException asItWas(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(e);
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    /** A thread that ends when it is interrupted, and that the program does not wait for: a read may never return. */
    private static Thread thread(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }
}
