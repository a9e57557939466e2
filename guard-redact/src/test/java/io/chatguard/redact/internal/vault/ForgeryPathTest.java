package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.surrogate.SurrogateId;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.spi.VaultStore;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What resolving a surrogate costs, counted: the check of each is computed once, and only a right one is looked up. */
class ForgeryPathTest {

    private static final int ISSUED = 20;

    private record Cost(long macs, long lookUps, long storeCalls, Optional<Value> result) {}

    private final CountedMacs macs = new CountedMacs();
    private final AtomicLong lookUps = new AtomicLong();
    private final AtomicLong storeCalls = new AtomicLong();
    private final VaultStore store = counted(new InMemoryVaultStore(InstantSource.system(), 10_000));
    private ScopeVault own;
    private ScopeVault sibling;
    private ScopeVault foreign;

    @BeforeEach
    void threeScopes() {
        own = scope("t", "c", 1);
        sibling = scope("t", "d", 2);
        foreign = scope("u", "c", 3);
    }

    @AfterEach
    void close() {
        macs.close();
    }

    private VaultStore counted(VaultStore of) {
        return (VaultStore) Proxy.newProxyInstance(
                VaultStore.class.getClassLoader(), new Class<?>[] {VaultStore.class}, (proxy, method, arguments) -> {
                    storeCalls.incrementAndGet();
                    return method.invoke(of, arguments);
                });
    }

    private ScopeVault scope(String tenant, String conversation, int key) {
        byte[] dataKey = new byte[Crypto.KEY_BYTES];
        dataKey[0] = (byte) key;
        ScopeKeys keys = new ScopeKeys(Scope.of(tenant, conversation), dataKey);
        store.open(keys.name(), Instant.MAX);
        ScopeVault vault = new ScopeVault(keys, store, new ConcurrentHashMap<>() {
            @Override
            public Value get(Object key) {
                lookUps.incrementAndGet();
                return super.get(key);
            }
        });
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < ISSUED; i++) {
            values.add(new Value("PERSON", tenant + conversation + i));
        }
        assertThat(vault.assign(values)).isTrue();
        return vault;
    }

    /** What {@link #own} does with the word. */
    private Cost cost(String word) {
        SurrogateForm.Read read = SurrogateForm.read(word, 0, word.length()).orElseThrow();
        long macsBefore = macs.count();
        long lookUpsBefore = lookUps.get();
        long callsBefore = storeCalls.get();
        Optional<Value> result = own.resolve(read);
        return new Cost(
                macs.count() - macsBefore, lookUps.get() - lookUpsBefore, storeCalls.get() - callsBefore, result);
    }

    private static String surrogate(ScopeVault of, Value value) {
        return of.surrogateOf(value).orElseThrow();
    }

    @Test
    void one_of_its_own_costs_one_hmac_and_one_look_up() {
        for (Value value : own.held()) {
            assertThat(cost(surrogate(own, value))).isEqualTo(new Cost(1, 1, 0, Optional.of(value)));
        }
    }

    @Test
    void a_forged_one_fails_before_any_look_up() {
        for (Value value : own.held()) {
            String word = surrogate(own, value);
            for (char symbol : new char[] {'0', '7', 'Z'}) {
                String forged = word.substring(0, word.length() - 1) + symbol;
                if (!forged.equals(word)) {
                    assertThat(cost(forged)).isEqualTo(new Cost(1, 0, 0, Optional.empty()));
                }
            }
        }
    }

    @Test
    void foreign_and_unknown_ones_take_the_same_path_to_the_same_object() {
        Cost unknown = cost("PERSON_4000_ABCDEF");
        Cost unknownType = cost("LOCATION_1_ABCDEF");
        assertThat(unknown).isEqualTo(new Cost(1, 0, 0, Optional.empty())).isEqualTo(unknownType);
        for (ScopeVault other : List.of(sibling, foreign)) {
            for (Value value : other.held()) {
                Cost foreignOne = cost(surrogate(other, value));
                assertThat(foreignOne).isEqualTo(unknown);
                assertThat(foreignOne.result()).isSameAs(unknown.result());
            }
        }
    }

    /** Nobody can make one without the keys; if the scope's own check is right and nothing was issued, it is as unknown. */
    @Test
    void one_that_was_never_issued_has_the_same_result_with_the_right_check() {
        SurrogateId id = new SurrogateId("PERSON", ISSUED + 1, 0);
        Cost never = cost(id.withCheck(own.keys().check(id)));
        assertThat(never).isEqualTo(new Cost(1, 1, 0, Optional.empty()));
        assertThat(never.result()).isSameAs(cost("PERSON_4000_ABCDEF").result());
    }

    @Test
    void the_same_is_true_of_words_that_are_repaired() {
        Value value = own.held().get(0);
        assertThat(cost(surrogate(own, value).toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(new Cost(1, 1, 0, Optional.of(value)));
    }
}
