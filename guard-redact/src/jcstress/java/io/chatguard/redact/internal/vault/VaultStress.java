package io.chatguard.redact.internal.vault;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads at one scope of a vault. What is not listed is forbidden. */
final class VaultStress {

    private static final Scope SCOPE = Scope.of("tenant", "conversation");
    private static final Value ALICE = new Value("PERSON", "Alice");
    private static final Value BOB = new Value("PERSON", "Bob");
    private static final ProcessKeyProvider KEYS = new ProcessKeyProvider();

    private VaultStress() {}

    private static Vault vault() {
        return new Vault(
                new InMemoryVaultStore(Clock.systemUTC(), 1_000), KEYS, Clock.systemUTC(), Duration.ofHours(1));
    }

    /** The surrogate's type and ordinal if the vault gives back the value that it stands for. */
    private static String ordinal(ScopeVault vault, Value value) {
        String surrogate = vault.surrogateOf(value).orElse("");
        boolean back = SurrogateForm.read(surrogate, 0, surrogate.length())
                .flatMap(vault::resolve)
                .filter(value::equals)
                .isPresent();
        return back ? surrogate.substring(0, surrogate.lastIndexOf('_')) : "lost";
    }

    /** One value from two threads has one surrogate. */
    @JCStressTest
    @Outcome(id = "PERSON_1, PERSON_1, 1", expect = ACCEPTABLE, desc = "one surrogate, held once")
    @State
    public static class SameValue {
        private final Vault vault = vault();

        @Actor
        public void one(LLL_Result r) {
            r.r1 = ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
        }

        @Actor
        public void other(LLL_Result r) {
            r.r2 = ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
        }

        @Arbiter
        public void after(LLL_Result r) {
            r.r3 = vault.find(SCOPE).orElseThrow().held().size();
        }
    }

    /** Two values have two surrogates; neither is lost, and both threads' views end the same. */
    @JCStressTest
    @Outcome(id = "PERSON_1, PERSON_2, 2", expect = ACCEPTABLE, desc = "in this order")
    @Outcome(id = "PERSON_2, PERSON_1, 2", expect = ACCEPTABLE, desc = "in the other order")
    @State
    public static class TwoValues {
        private final Vault vault = vault();

        @Actor
        public void one(LLL_Result r) {
            r.r1 = ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
        }

        @Actor
        public void other(LLL_Result r) {
            r.r2 = ordinal(vault.assign(SCOPE, List.of(BOB)), BOB);
        }

        @Arbiter
        public void after(LLL_Result r) {
            r.r3 = vault.find(SCOPE).orElseThrow().held().size();
        }
    }

    /** A reader beside a writer sees nothing or the whole entry. */
    @JCStressTest
    @Outcome(id = "PERSON_1, none", expect = ACCEPTABLE, desc = "before")
    @Outcome(id = "PERSON_1, PERSON_1", expect = ACCEPTABLE, desc = "after")
    @State
    public static class ReaderBesideWriter {
        private final Vault vault = vault();
        private final ScopeVault scope = vault.open(SCOPE);

        @Actor
        public void writer(LL_Result r) {
            r.r1 = ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
        }

        @Actor
        public void reader(LL_Result r) {
            r.r2 = scope.held().isEmpty() ? "none" : ordinal(scope, scope.held().get(0));
        }
    }

    /** A scope that is forgotten meanwhile: the value has its surrogate in the old scope or in the new. */
    @JCStressTest
    @Outcome(id = "PERSON_1, 0", expect = ACCEPTABLE, desc = "forgotten afterwards")
    @Outcome(id = "PERSON_1, 1", expect = ACCEPTABLE, desc = "forgotten before")
    @State
    public static class ForgottenMeanwhile {
        private final Vault vault = vault();

        public ForgottenMeanwhile() {
            vault.open(SCOPE);
        }

        @Actor
        public void writer(LL_Result r) {
            r.r1 = ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
        }

        @Actor
        public void forgetter() {
            vault.end(SCOPE);
        }

        @Arbiter
        public void after(LL_Result r) {
            r.r2 = vault.find(SCOPE).map(scope -> scope.held().size()).orElse(0);
        }
    }

    /** A vault that is closed meanwhile: the writer has a whole entry or a refusal, and later calls are refused. */
    @JCStressTest
    @Outcome(id = "PERSON_1, refused", expect = ACCEPTABLE, desc = "closed afterwards")
    @Outcome(id = "refused, refused", expect = ACCEPTABLE, desc = "closed before")
    @State
    public static class ClosedMeanwhile {
        private final Vault vault = vault();

        @Actor
        public void writer(LL_Result r) {
            r.r1 = assigned();
        }

        @Actor
        public void closer() {
            vault.close();
        }

        @Arbiter
        public void after(LL_Result r) {
            r.r2 = assigned();
        }

        private String assigned() {
            try {
                return ordinal(vault.assign(SCOPE, List.of(ALICE)), ALICE);
            } catch (GuardException | IllegalStateException e) {
                return "refused";
            }
        }
    }
}
