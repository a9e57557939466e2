package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.testkit.Soak;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Surrogates that this scope did not issue: forged, of another scope or tenant, or mutations of its own. */
class ForgeryTest {

    private static final String CHECK = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ISSUED = 50;

    private final InMemoryVaultStore store = new InMemoryVaultStore(InstantSource.system(), 10_000);
    private final SplittableRandom random = new SplittableRandom(Soak.seed());

    /** Fixed keys: 30 bits of check let one forgery in a billion through, and this is no lottery. */
    private ScopeVault scope(String tenant, String conversation, int key) {
        byte[] dataKey = new byte[Crypto.KEY_BYTES];
        dataKey[0] = (byte) key;
        ScopeKeys keys = new ScopeKeys(Scope.of(tenant, conversation), dataKey);
        store.open(keys.name(), Instant.MAX);
        ScopeVault vault = new ScopeVault(keys, store);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < ISSUED; i++) {
            values.add(new Value("PERSON", tenant + conversation + i));
        }
        assertThat(vault.assign(values)).isTrue();
        return vault;
    }

    private static Optional<Value> resolved(ScopeVault vault, String word) {
        return SurrogateForm.read(word, 0, word.length()).flatMap(vault::resolve);
    }

    @Test
    void a_forged_check_resolves_nothing() {
        ScopeVault vault = scope("t", "c", 1);
        SplittableRandom fixed = new SplittableRandom(4_711);
        int count = Soak.cases(1_000_000, 10_000_000);
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder("PERSON_")
                    .append(1 + fixed.nextInt(ISSUED))
                    .append('_');
            for (int s = 0; s < 6; s++) {
                word.append(CHECK.charAt(fixed.nextInt(32)));
            }
            Optional<Value> found = resolved(vault, word.toString());
            if (found.isPresent()) {
                String own = vault.surrogateOf(found.get()).orElseThrow();
                assertThat(own).as("guessed, not resolved wrongly").isEqualTo(word.toString());
                assertThat(i).as("one guess in 2^30 may hit").isNegative();
            }
        }
    }

    @Test
    void foreign_unknown_and_forged_surrogates_are_one_and_the_same_nothing() {
        ScopeVault own = scope("t", "c", 1);
        ScopeVault sibling = scope("t", "d", 2);
        ScopeVault foreign = scope("u", "c", 3);
        for (ScopeVault other : List.of(sibling, foreign)) {
            for (Value value : other.held()) {
                String word = other.surrogateOf(value).orElseThrow();
                assertThat(resolved(other, word)).contains(value);
                assertThat(resolved(own, word)).isSameAs(Optional.empty());
            }
        }
        assertThat(resolved(own, "PERSON_1_000000")).isSameAs(resolved(own, "PERSON_4000_000000"));
    }

    /** Identity is exact but for what Markdown and readers do: another word is another surrogate or none. */
    @Test
    void a_mutated_surrogate_means_its_own_value_or_nothing() {
        ScopeVault vault = scope("t", "c", 1);
        List<Value> held = vault.held();
        int count = Soak.cases(1_000_000, 50_000_000);
        for (int i = 0; i < count; i++) {
            Value value = held.get(random.nextInt(held.size()));
            String word = vault.surrogateOf(value).orElseThrow();
            Optional<Value> found = resolved(vault, mutated(word));
            assertThat(found.isEmpty() || found.get().equals(value)).isTrue();
        }
    }

    private String mutated(String word) {
        StringBuilder out = new StringBuilder(word);
        int changes = 1 + random.nextInt(3);
        for (int c = 0; c < changes; c++) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.setCharAt(at, (char) (0x20 + random.nextInt(0x5f)));
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.insert(at, (char) (0x20 + random.nextInt(0x5f)));
                default ->
                    out.setCharAt(
                            at,
                            Character.isLowerCase(out.charAt(at))
                                    ? Character.toUpperCase(out.charAt(at))
                                    : Character.toLowerCase(out.charAt(at)));
            }
        }
        return out.toString();
    }
}
