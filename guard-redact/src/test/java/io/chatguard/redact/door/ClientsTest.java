package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.http.HttpClient;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.internal.openai.GuardedTransport;
import io.chatguard.openai.GuardedOpenAI;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a guarded client holds of the user's, and what it leaves behind. */
class ClientsTest {

    private static final int CLIENTS = 1_000;
    private static final int MOST_COLLECTIONS = 50;

    private final AnyApi api = new AnyApi();
    private final Guard guard = Guard.from(Policy.defaults());
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(api.baseUrl())
            .apiKey("none")
            .maxRetries(1)
            .build();
    private final OpenAIClient guarded = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync guardedAsync = GuardedOpenAI.wrap(bare.async(), guard);

    ClientsTest() throws IOException {}

    @AfterEach
    void close() {
        bare.close();
        guard.close();
        api.close();
    }

    static List<String> kinds() {
        return List.of("sync", "async", "sync of async", "with options", "service with options", "pinned", "raw");
    }

    private Object client(String kind) {
        Consumer<ClientOptions.Builder> options = o -> o.putHeader("X-Own", "1");
        Scope scope = Scope.of("acme", "c1");
        return switch (kind) {
            case "sync" -> guarded;
            case "async" -> guardedAsync;
            case "sync of async" -> List.of(guarded.async(), guardedAsync.sync());
            case "with options" -> List.of(guarded.withOptions(options), guardedAsync.withOptions(options));
            case "service with options" ->
                List.of(
                        guarded.chat().withOptions(options),
                        guarded.chat().completions().withOptions(options),
                        guardedAsync.responses().withOptions(options));
            case "pinned" ->
                List.of(
                        GuardedOpenAI.withScope(guarded, scope, Caller.anonymous()),
                        GuardedOpenAI.withScope(guardedAsync, scope, Caller.anonymous()));
            default -> List.of(guarded.withRawResponse(), guardedAsync.chat().withRawResponse());
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noTransportOfTheUsersIsInReachExceptThroughTheGuard(String kind) {
        Set<HttpClient> users = ObjectGraph.httpClients(List.of(bare, bare.async()), wall -> false);
        assertThat(users).isNotEmpty();
        assertThat(ObjectGraph.httpClients(client(kind), wall -> false)).containsAnyElementsOf(users);

        Set<HttpClient> seen = ObjectGraph.httpClients(client(kind), GuardedTransport.class::isInstance);
        Set<HttpClient> common = Collections.newSetFromMap(new IdentityHashMap<>());
        common.addAll(seen);
        common.removeIf(c -> !users.contains(c));
        assertThat(seen).anyMatch(GuardedTransport.class::isInstance);
        assertThat(common).isEmpty();
        assertThat(seen).noneMatch(c -> c.getClass().getName().contains("okhttp"));
    }

    @Test
    void aThousandGuardedClientsLeaveTheUsersClientAndItsThreadsAsTheyWere() {
        bare.models().list();
        guarded.models().list();
        TreeMap<String, Long> before = threads();
        List<WeakReference<Object>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            open(i, clients);
        }
        for (int i = 0; i < MOST_COLLECTIONS && clients.stream().anyMatch(c -> c.get() != null); i++) {
            System.gc();
        }
        assertThat(clients).hasSize(CLIENTS).allMatch(c -> c.get() == null);
        TreeMap<String, Long> after = threads();
        after.forEach(
                (name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(before.getOrDefault(name, 0L) + 2));
        before.keySet().stream()
                .filter(name -> name.contains("sleeper"))
                .forEach(name -> assertThat(after).containsKey(name));
        bare.models().list();
        bare.async().models().list().join();
        guarded.models().list();
        assertThat(api.take()).hasSizeGreaterThan(4);
    }

    private void open(int i, List<WeakReference<Object>> clients) {
        if (i % 2 == 0) {
            OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
            if (i % 100 == 0) {
                client.models().list();
            }
            client.close();
            clients.add(new WeakReference<>(client));
        } else {
            OpenAIClientAsync client = GuardedOpenAI.wrap(bare.async(), guard);
            if (i % 100 == 1) {
                client.models().list().join();
            }
            // Not closed: what the collector takes must not close the user's either.
            clients.add(new WeakReference<>(client));
        }
    }

    /** Live threads by name, numbers left out; those of the guard and of the server are not the user's. */
    private static TreeMap<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("chatguard-hook")
                        && !thread.getName().startsWith("any-api"))
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("[0-9]+", "#"), TreeMap::new, Collectors.counting()));
    }
}
