package io.chatguard.redact.door;

import com.openai.core.Params;
import com.openai.models.beta.agents.AgentSessionStreamParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one parameter class that together hold every string position that it has, and to which part of the
 * request each position goes.
 */
final class Cast {

    private static final int MOST_INSTANCES = 60;
    /** Rounds without a new position after which there is none to come: unions inside unions take turns in step. */
    private static final int STALE = 2;

    private static final Map<Class<?>, Cast> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<Integer, String> paths = new HashMap<>();
    private final Map<Integer, Part> parts = new HashMap<>();
    private final Map<String, String> unbuilt = new TreeMap<>();
    private int instances;
    private boolean streams;
    private final List<Supplier<Object>> harmless = new ArrayList<>();
    private volatile @Nullable Instance last;

    /** Parameters that hold canaries at the positions of one part, and which positions those are. */
    record Instance(Supplier<Object> params, Set<Integer> planted) {}

    /** The cast of a class, the same for every test: finding it takes many instances. */
    static Cast of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, Cast::new);
    }

    private Cast(Class<?> type) {
        this.type = type;
        Filler filler = new Filler();
        int stale = 0;
        while (instances < MOST_INSTANCES && stale < STALE) {
            int before = numbers.size();
            Optional<Object> built = filler.params(type, this::canary);
            if (built.isEmpty()) {
                break;
            }
            instances++;
            sort(built.get());
            stale = numbers.size() == before ? stale + 1 : 0;
        }
        unbuilt.putAll(filler.unbuilt());
        streams = filler.holdsStreams();
    }

    Class<?> type() {
        return type;
    }

    Map<String, String> unbuilt() {
        return unbuilt;
    }

    boolean isBuilt() {
        return instances > 0;
    }

    /** The path of a position. */
    String path(int number) {
        return paths.getOrDefault(number, "an unknown position");
    }

    /** The positions that go to that part. */
    Set<Integer> of(Part part) {
        Set<Integer> found = new TreeSet<>();
        numbers.values().forEach(n -> {
            if (parts.getOrDefault(n, Part.BODY) == part) {
                found.add(n);
            }
        });
        return found;
    }

    /** One instance with canaries in the body: the last, in which lists of unions hold one variant each. */
    Instance oneMore() {
        Instance known = last;
        if (known == null) {
            List<Instance> all = instances(Part.BODY, Canary.MAIL);
            known = all.get(all.size() - 1);
            last = known;
        }
        return known;
    }

    /** Instances with canaries in that part, each at the positions that those before it have not. */
    List<Instance> instances(Part part, Canary canary) {
        List<Instance> all = new ArrayList<>();
        Set<Integer> seen = new TreeSet<>();
        Filler filler = new Filler();
        for (int i = 0; i < instances; i++) {
            Set<Integer> planted = new TreeSet<>();
            Object first = build(filler, part, canary, seen, planted).orElseThrow();
            if (!planted.isEmpty() || (i == 0 && part == Part.BODY)) {
                int round = i;
                Set<Integer> before = Set.copyOf(seen);
                all.add(new Instance(streams ? () -> rebuilt(round, part, canary, before) : () -> first, planted));
            }
            seen.addAll(planted);
        }
        return all;
    }

    /** Instances that hold nothing to be found: words in the body, what an id looks like elsewhere. */
    synchronized List<Supplier<Object>> harmless(int most, Filler.Texts words) {
        if (!harmless.isEmpty()) {
            return harmless;
        }
        Filler filler = new Filler();
        for (int i = 0; i < Math.min(instances, most); i++) {
            int round = i;
            Object first = harmless(filler, words);
            harmless.add(streams ? () -> harmlessAgain(round, words) : () -> first);
        }
        return harmless;
    }

    private synchronized Object harmlessAgain(int round, Filler.Texts words) {
        Filler filler = new Filler();
        for (int i = 0; i < round; i++) {
            harmless(filler, words);
        }
        return harmless(filler, words);
    }

    private Object harmless(Filler filler, Filler.Texts words) {
        Optional<Object> built = filler.params(type, path -> {
            int number = number(path);
            return parts.getOrDefault(number, Part.BODY) == Part.BODY ? words.apply(path) : "x_" + number;
        });
        return built.orElseThrow();
    }

    private Object rebuilt(int round, Part part, Canary canary, Set<Integer> before) {
        Filler filler = new Filler();
        for (int i = 0; i < round; i++) {
            build(filler, part, canary, before, new TreeSet<>());
        }
        return build(filler, part, canary, before, new TreeSet<>()).orElseThrow();
    }

    private Optional<Object> build(Filler filler, Part part, Canary canary, Set<Integer> before, Set<Integer> planted) {
        return filler.params(type, path -> {
            int number = number(path);
            if (parts.getOrDefault(number, Part.BODY) != part || before.contains(number)) {
                return "x_" + number;
            }
            planted.add(number);
            return canary.of(number);
        });
    }

    private int number(String path) {
        return numbers.computeIfAbsent(path, p -> {
            int number = numbers.size() + 1;
            paths.put(number, p);
            return number;
        });
    }

    private String canary(String path) {
        return Canary.MAIL.of(number(path));
    }

    /** Looks where the canaries went. */
    private void sort(Object built) {
        if (!(built instanceof Params params)) {
            sortHelper(built);
            return;
        }
        Canary.MAIL.in(params._queryParams().toString()).forEach(n -> parts.putIfAbsent(n, Part.QUERY));
        Canary.MAIL.in(params._headers().toString()).forEach(n -> parts.putIfAbsent(n, Part.HEADER));
        for (Method method : params.getClass().getMethods()) {
            if (method.getName().equals("_pathParam")) {
                for (int i = 0; i < 8; i++) {
                    Canary.MAIL.in(pathParameter(method, params, i)).forEach(n -> parts.putIfAbsent(n, Part.PATH));
                }
            }
        }
    }

    /** Classes written by hand around those of the API. */
    private void sortHelper(Object built) {
        if (built instanceof StructuredChatCompletionCreateParams<?> structured) {
            sort(structured.rawParams());
        } else if (built instanceof StructuredResponseCreateParams<?> structured) {
            sort(structured.rawParams());
        } else if (built instanceof AgentSessionStreamParams stream) {
            Canary.MAIL
                    .in(stream.getHeaders() + " " + stream.getIdempotencyKey())
                    .forEach(n -> parts.putIfAbsent(n, Part.HEADER));
            Canary.MAIL.in(stream.getSessionId()).forEach(n -> parts.putIfAbsent(n, Part.PATH));
        }
    }

    private static String pathParameter(Method method, Params params, int index) {
        try {
            return String.valueOf(method.invoke(params, index));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("_pathParam is public", e);
        }
    }
}
