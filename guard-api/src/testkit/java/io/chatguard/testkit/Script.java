package io.chatguard.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What comes next: the queue first, then the model. */
final class Script {
    private final Deque<Scripted> queue = new ArrayDeque<>();
    private final Map<String, Deque<Fault>> elsewhere = new HashMap<>();
    private Model model = Model.repeatingSurrogates();

    synchronized void enqueue(List<? extends Scripted> next) {
        queue.addAll(next);
    }

    /** Queues faults for a resource that the model does not answer. */
    synchronized void enqueueAt(String resource, List<Fault> faults) {
        elsewhere.computeIfAbsent(resource, any -> new ArrayDeque<>()).addAll(faults);
    }

    /** Gives the next fault of such a resource. */
    synchronized List<Fault> nextAt(String resource) {
        Deque<Fault> queued = elsewhere.get(resource);
        return queued == null || queued.isEmpty() ? List.of() : List.of(queued.remove());
    }

    synchronized void model(Model next) {
        model = next;
    }

    synchronized void clear() {
        queue.clear();
        elsewhere.clear();
    }

    synchronized int queued() {
        return queue.size() + elsewhere.values().stream().mapToInt(Deque::size).sum();
    }

    /** Gives the reply to one request; the model answers outside the lock. */
    Reply next(Prompt prompt) {
        Scripted next;
        Model answering;
        synchronized (this) {
            next = queue.poll();
            answering = model;
        }
        if (next instanceof Reply reply) {
            return reply;
        }
        Reply reply = answering.answer(prompt);
        return next instanceof Fault fault ? reply.with(fault) : reply;
    }
}
