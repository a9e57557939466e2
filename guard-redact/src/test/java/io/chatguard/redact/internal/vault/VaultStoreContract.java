package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.spi.VaultStore;
import io.chatguard.spi.VaultStore.Draft;
import io.chatguard.spi.VaultStore.Row;
import io.chatguard.testkit.Soak;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does; a class for each store says how one is opened. */
abstract class VaultStoreContract {

    protected static final Duration LIFE = Duration.ofDays(30);

    protected final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private VaultStore store;

    /** Opens the test's store; again, where it can be opened by several at a time. */
    abstract VaultStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static Draft draft(String value, String entity, String type) {
        return new Draft(
                value,
                entity,
                type,
                (ordinal, variant) -> (value + ordinal + "/" + variant).getBytes(StandardCharsets.US_ASCII));
    }

    static Draft draft(String value) {
        return draft(value, value, "PERSON");
    }

    private Instant until() {
        return now.get().plus(LIFE);
    }

    private List<Row> assign(String scope, Draft... drafts) {
        return store.assign(scope, List.of(drafts)).orElseThrow();
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream()
                .map(r -> r.type() + "_" + r.ordinal() + "." + r.variant())
                .toList();
    }

    @Test
    void new_values_are_numbered_by_type_and_known_ones_keep_their_rows() {
        store.open("s", until());
        assertThat(names(assign("s", draft("a"), draft("b"), draft("x", "x", "URL"), draft("a"))))
                .containsExactly("PERSON_1.0", "PERSON_2.0", "URL_1.0", "PERSON_1.0");
        assertThat(names(assign("s", draft("c"), draft("b")))).containsExactly("PERSON_3.0", "PERSON_2.0");
        assertThat(new String(assign("s", draft("b")).get(0).sealed(), StandardCharsets.US_ASCII))
                .isEqualTo("b2/0");
    }

    @Test
    void spellings_of_an_entity_share_its_ordinal() {
        store.open("s", until());
        assertThat(names(assign("s", draft("a"), draft("A", "a", "PERSON"), draft("b"))))
                .containsExactly("PERSON_1.0", "PERSON_1.1", "PERSON_2.0");
        assertThat(names(assign("s", draft("AA", "a", "PERSON")))).containsExactly("PERSON_1.2");
    }

    @Test
    void scopes_know_nothing_of_each_other() {
        store.open("s", until());
        store.open("t", until());
        assign("s", draft("a"));
        assertThat(names(assign("t", draft("b")))).containsExactly("PERSON_1.0");
        assertThat(store.rows("t", 0).orElseThrow()).hasSize(1);
    }

    @Test
    void rows_are_read_from_a_revision_on() {
        store.open("s", until());
        assertThat(store.rows("s", 0).orElseThrow()).isEmpty();
        assign("s", draft("a"), draft("b"));
        List<Row> first = store.rows("s", 0).orElseThrow();
        assertThat(names(first)).containsExactly("PERSON_1.0", "PERSON_2.0");
        assign("s", draft("c"));
        assertThat(names(store.rows("s", first.get(1).revision()).orElseThrow()))
                .containsExactly("PERSON_3.0");
        assertThat(store.rows("s", Long.MAX_VALUE)).contains(List.of());
    }

    @Test
    void many_values_at_once_are_one_step() {
        store.open("s", until());
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            drafts.add(draft("v" + i));
        }
        assertThat(store.assign("s", drafts).orElseThrow()).hasSize(1_500);
        assertThat(store.assign("s", drafts).orElseThrow().get(1_499).ordinal()).isEqualTo(1_500);
    }

    @Test
    void a_scope_that_is_unknown_over_or_erased_is_gone() {
        assertThat(store.assign("none", List.of(draft("a")))).isEmpty();
        assertThat(store.rows("none", 0)).isEmpty();
        assertThat(store.extend("none", until())).isFalse();
        store.open("s", until());
        assign("s", draft("a"));
        assertThat(store.extend("s", until())).isTrue();
        store.erase("s");
        assertThat(store.rows("s", 0)).isEmpty();
        assertThat(store.extend("s", until())).isFalse();
        store.open("o", until());
        assign("o", draft("a"));
        now.updateAndGet(t -> t.plus(LIFE));
        assertThat(store.assign("o", List.of(draft("a")))).isEmpty();
        assertThat(store.rows("o", 0)).isEmpty();
        assertThat(store.extend("o", until())).isFalse();
    }

    @Test
    void a_released_scope_is_gone_at_once_and_with_the_next_write_for_everybody() {
        store.open("s", until());
        assign("s", draft("a"));
        store.open("o", until());
        assign("o", draft("b"));
        store.release("s");
        assertThat(store.rows("s", 0)).isEmpty();
        assertThat(store.extend("s", until())).isFalse();
        assertThat(store.assign("s", List.of(draft("a")))).isEmpty();
        assign("o", draft("c"));
        assertThat(store.size()).isEqualTo(new VaultStore.Size(1, 2, 0));
        store.release("o");
        assertThat(store.size()).isEqualTo(new VaultStore.Size(0, 0, 0));
    }

    @Test
    void what_is_over_is_purged_and_counted() {
        store.open("s", until());
        assign("s", draft("a"), draft("b"));
        store.link("l", new byte[] {1}, until());
        now.updateAndGet(t -> t.plus(LIFE.minusDays(1)));
        store.open("o", until());
        assign("o", draft("a"));
        assertThat(store.purge()).isEqualTo(new VaultStore.Purged(0, 0, 0));
        assertThat(store.size()).isEqualTo(new VaultStore.Size(2, 3, 1));
        now.updateAndGet(t -> t.plusSeconds(86_400));
        assertThat(store.purge()).isEqualTo(new VaultStore.Purged(1, 2, 1));
        assertThat(store.size()).isEqualTo(new VaultStore.Size(1, 1, 0));
    }

    @Test
    void a_link_is_found_until_its_time_is_over_and_may_be_replaced() {
        store.link("l", new byte[] {1}, until());
        store.link("l", new byte[] {2}, until());
        assertThat(store.findLink("l").orElseThrow()).containsExactly(2);
        assertThat(store.findLink("m")).isEmpty();
        now.updateAndGet(t -> t.plus(LIFE));
        assertThat(store.findLink("l")).isEmpty();
    }

    @Test
    void a_sealer_that_fails_leaves_nothing_behind() {
        store.open("s", until());
        assign("s", draft("a"));
        Draft bad = new Draft("c", "c", "PERSON", (ordinal, variant) -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> assign("s", draft("b"), bad)).isInstanceOf(RuntimeException.class);
        assertThat(store.rows("s", 0).orElseThrow()).hasSize(1);
        assertThat(names(assign("s", draft("d"))).get(0)).startsWith("PERSON_");
    }

    /** The store counts one value once, whoever asks, and never gives a surrogate twice. */
    @Test
    void threads_side_by_side_give_one_value_one_surrogate_and_no_surrogate_two_values() throws Exception {
        int threads = 64;
        int calls = Soak.cases(threads * 20, 100_000) / threads;
        int values = Soak.cases(200, 10_000);
        store.open("s", until());
        assign("s");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Map<String, String>>> results = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(Soak.seed() + t);
            results.add(pool.submit(() -> {
                Map<String, String> got = new HashMap<>();
                for (int i = 0; i < calls; i++) {
                    String value = "v" + random.nextInt(values);
                    got.put(value, names(assign("s", draft(value))).get(0));
                }
                return got;
            }));
        }
        Map<String, String> all = new HashMap<>();
        for (Future<Map<String, String>> result : results) {
            result.get()
                    .forEach((value, name) -> assertThat(all.merge(value, name, (a, b) -> a))
                            .as("one value, one surrogate")
                            .isEqualTo(name));
        }
        pool.shutdown();
        Set<String> names = new HashSet<>(all.values());
        assertThat(names).hasSameSizeAs(all.keySet());
        assertThat(store.rows("s", 0).orElseThrow()).hasSize(all.size());
    }
}
