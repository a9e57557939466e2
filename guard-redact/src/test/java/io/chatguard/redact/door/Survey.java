package io.chatguard.redact.door;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import io.chatguard.Action;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Goes through every door of the SDK with canaries in every string, and writes down what a server received.
 *
 * <p>Every parameter class goes deep once: all its instances, with canaries in one part of the request at a time, so
 * that a refusal for one part hides nothing of the others. Every other method is then gone through once, in a soak run
 * also every way to it.
 */
final class Survey {

    private static final int WORKERS = 2;

    final List<Doors.Door> doors = Doors.all();
    final Map<Class<?>, Cast> casts = new LinkedHashMap<>();
    /** How often each outcome was met, by part of the request. */
    final Map<String, Integer> outcomes = new TreeMap<>();
    /** Where canaries of each kind were found on the wire, with an example of a path. */
    final Map<Canary, Map<String, String>> leaks = new TreeMap<>();
    /** Positions that no sent request has held, by path. */
    final Set<String> neverSent = new TreeSet<>();
    /** Fields of today at which the table says nothing. */
    final Set<String> unknown = new TreeSet<>();
    /** Refusals of what should have been sent, and calls that ended before anything was sent, by method. */
    final Map<String, String> unexpected = new TreeMap<>();
    /** Calls that the SDK itself refuses because the guarded transport opens no sockets. */
    final Set<String> webSockets = new TreeSet<>();
    /** Every selector at which a canary was left alone because the table marks it. */
    final Map<String, String> marked = new TreeMap<>();

    final Endpoints endpoints = new Endpoints();

    private final Set<Method> reached = new HashSet<>();
    private final Deque<Consumer<Caller>> jobs = new ArrayDeque<>();

    static Survey run() {
        Survey survey = new Survey();
        for (Canary canary : Canary.values()) {
            survey.leaks.put(canary, new TreeMap<>());
        }
        Policy policy = Policy.builder()
                .opaque(Policy.Opaque.ALLOW)
                .otherwise(Action.REDACT)
                .build();
        try (Guard guard = Guard.builder().policy(policy).build()) {
            survey.go(guard);
        }
        return survey;
    }

    private void go(Guard guard) {
        Map<Class<?>, Doors.Door> first = new LinkedHashMap<>();
        for (Doors.Door door : doors) {
            if (door.isWhole() && door.client() == OpenAIClient.class) {
                first.merge(
                        door.params(), door, (a, b) -> a.way().size() <= b.way().size() ? a : b);
            }
        }
        first.forEach((type, door) -> jobs.add(caller -> deep(caller, door, cast(type))));
        work(guard);
        for (Doors.Door door : doors) {
            boolean again = !Soak.on() && !reached.add(door.method());
            if (!again) {
                jobs.add(caller -> shallow(caller, door, cast(door.params())));
            }
        }
        work(guard);
    }

    private Cast cast(Class<?> type) {
        synchronized (casts) {
            Cast known = casts.get(type);
            if (known != null) {
                return known;
            }
        }
        Cast made = Cast.of(type);
        synchronized (casts) {
            return casts.merge(type, made, (a, b) -> a);
        }
    }

    private void work(Guard guard) {
        Thread[] workers = new Thread[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            workers[i] = new Thread(() -> drain(guard), "survey-" + i);
            workers[i].start();
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void drain(Guard guard) {
        try (Caller caller = new Caller(guard)) {
            while (true) {
                Consumer<Caller> job;
                synchronized (jobs) {
                    job = jobs.poll();
                }
                if (job == null) {
                    return;
                }
                job.accept(caller);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no server on loopback", e);
        }
    }

    private void deep(Caller caller, Doors.Door door, Cast cast) {
        if (!cast.isBuilt()) {
            return;
        }
        for (Part part : Part.values()) {
            if (part != Part.BODY && cast.of(part).isEmpty()) {
                continue;
            }
            for (Canary canary : Canary.values()) {
                Set<Integer> sent = new TreeSet<>();
                for (Cast.Instance instance : cast.instances(part, canary)) {
                    if (call(caller, door, cast, part, canary, instance)) {
                        sent.addAll(instance.planted());
                    }
                }
                miss(cast, part, sent);
            }
        }
    }

    private synchronized void miss(Cast cast, Part part, Set<Integer> sent) {
        boolean goes = part == Part.BODY || part == Part.QUERY;
        if (goes && !webSockets.contains(cast.type().getSimpleName())) {
            Set<Integer> missing = new TreeSet<>(cast.of(part));
            missing.removeAll(sent);
            missing.forEach(n -> neverSent.add(cast.path(n)));
        }
    }

    private void shallow(Caller caller, Doors.Door door, Cast cast) {
        if (cast.isBuilt()) {
            call(caller, door, cast, Part.BODY, Canary.MAIL, cast.oneMore());
        }
    }

    private boolean call(Caller caller, Doors.Door door, Cast cast, Part part, Canary canary, Cast.Instance instance) {
        Caller.Outcome outcome = caller.go(door, instance.params().get());
        synchronized (this) {
            record(door, cast, part, canary, outcome);
        }
        return !outcome.received().isEmpty();
    }

    private void record(Doors.Door door, Cast cast, Part part, Canary canary, Caller.Outcome outcome) {
        boolean refusable = part == Part.PATH || part == Part.HEADER;
        String what = outcome.refused()
                .map(e -> "refused: " + e.reason())
                .orElse(outcome.received().isEmpty() ? "ended by the SDK" : "sent");
        outcomes.merge(part + " " + what, 1, Integer::sum);
        if (outcome.failure()
                        .filter(UnsupportedOperationException.class::isInstance)
                        .isPresent()
                && door.method().getName().toLowerCase(Locale.ROOT).contains("connect")) {
            webSockets.add(cast.type().getSimpleName());
        } else if (outcome.refused().isPresent()
                ? !(refusable && isExpected(outcome.refused().get()))
                : outcome.received().isEmpty()) {
            unexpected.put(
                    door.name() + " " + part,
                    outcome.refused().map(GuardException::getMessage).orElse(String.valueOf(outcome.failure())));
        }
        for (AnyApi.Received received : outcome.received()) {
            search(cast, part, canary, received);
            if (part == Part.BODY) {
                endpoints.add(door, received, replyOf(door.method()));
            }
        }
    }

    private static boolean isExpected(GuardException e) {
        boolean place = e.place().startsWith("/~path/") || e.place().startsWith("/~header/");
        return e.reason() == GuardException.Reason.BLOCKED && place;
    }

    private void search(Cast cast, Part part, Canary canary, AnyApi.Received received) {
        Map<Integer, String> places = new TreeMap<>();
        WirePosition.forEach(received, (text, position) -> {
            canary.in(text).forEach(n -> places.put(n, position.group() + " " + position.selector()));
            if (position.group() == Group.UNKNOWN && !position.isOwn()) {
                unknown.add(position.selector());
            }
        });
        for (int number : canary.in(received.all())) {
            String place = places.getOrDefault(number, part + " outside the body");
            leaks.get(canary).putIfAbsent(place, cast.path(number));
        }
    }

    private static Endpoints.Answer replyOf(Method method) {
        String returned = method.getGenericReturnType().getTypeName();
        if (StreamResponse.class.isAssignableFrom(method.getReturnType()) || returned.contains("StreamResponse")) {
            return Endpoints.Answer.EVENTS;
        }
        boolean raw = method.getReturnType() == HttpResponse.class || returned.endsWith("http.HttpResponse>");
        return raw ? Endpoints.Answer.BYTES : Endpoints.Answer.JSON;
    }

    /** Classes of which no instance could be made, and properties that stayed empty, each with the reason. */
    Map<String, String> unbuilt() {
        Map<String, String> all = new TreeMap<>();
        Collection<Cast> known = casts.values();
        known.forEach(cast -> all.putAll(cast.unbuilt()));
        return all;
    }

    /** How many strings the parameter classes have in that part. */
    int positions(Part part) {
        return casts.values().stream().mapToInt(cast -> cast.of(part).size()).sum();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("doors " + doors.size() + ", parameter classes " + casts.size());
        for (Part part : Part.values()) {
            out.append(", strings in ").append(part).append(' ').append(positions(part));
        }
        return out.append(", calls ").append(outcomes).toString();
    }
}
