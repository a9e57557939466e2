package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.spi.VaultStore;
import io.chatguard.testkit.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash may leave of SQLite's log: recovery gives exactly the transactions whose commit frame is whole. */
class WalTruncationTest {

    /** https://www.sqlite.org/fileformat2.html#walformat */
    private static final int WAL_HEADER = 32;

    /** Small pages, so that every byte of several transactions is few enough to cut at. */
    private static final int PAGE = 512;

    private static final int FRAME = 24 + PAGE;
    private static final int TRANSACTIONS = 6;

    @TempDir
    private Path folder;

    private final ScopeKeys keys = new ScopeKeys(Scope.of("t", "c"), Crypto.randomKey());

    @Test
    void a_log_cut_anywhere_gives_the_whole_transactions_before_the_cut_and_no_wrong_value() throws Exception {
        Path log = folder.resolve("vault.db-wal");
        List<Long> ends = new ArrayList<>();
        byte[] database;
        byte[] whole;
        open(folder).close(); // the schema goes into the database, so that the log begins with the first transaction
        try (VaultStore store = open(folder)) {
            store.open(keys.name(), Instant.now().plus(DurableVaults.TTL));
            ScopeVault vault = new ScopeVault(keys, store);
            for (int i = 0; i < TRANSACTIONS; i++) {
                // Two rows of each transaction: one without the other would be a torn one.
                assertThat(vault.assign(DurableVaults.people("first " + i, "second " + i)))
                        .isTrue();
                ends.add(Files.size(log));
            }
            database = Files.readAllBytes(folder.resolve("vault.db"));
            whole = Files.readAllBytes(log);
        }
        assertThat((whole.length - WAL_HEADER) % FRAME)
                .as("the log is whole frames")
                .isZero();
        for (int cut : cuts(whole.length)) {
            long survived = ends.stream().filter(end -> end <= cut).count();
            Path copy = Files.createDirectories(folder.resolve("copy"));
            Files.deleteIfExists(copy.resolve("vault.db-shm"));
            Files.write(copy.resolve("vault.db"), database);
            Files.write(copy.resolve("vault.db-wal"), Arrays.copyOf(whole, cut));
            assertThat(held(copy)).as("cut at %d", cut).isEqualTo(expected(survived));
        }
    }

    private static VaultStore open(Path folder) {
        return JdbcVaultStore.open(
                JdbcUrl.of("jdbc:sqlite:" + folder.resolve("vault.db") + "?page_size=" + PAGE),
                name -> null,
                InstantSource.system());
    }

    private List<Value> held(Path copy) {
        try (VaultStore store = open(copy)) {
            ScopeVault vault = new ScopeVault(keys, store);
            return vault.refresh() ? vault.held() : List.of();
        }
    }

    private static List<Value> expected(long transactions) {
        List<Value> out = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            out.addAll(DurableVaults.people("first " + i, "second " + i));
        }
        return out;
    }

    /** Every frame's end and the bytes around it; in a soak run every byte. */
    private static Iterable<Integer> cuts(int length) {
        TreeSet<Integer> cuts = new TreeSet<>();
        Random random = new Random(Soak.seed());
        for (int end = WAL_HEADER; end <= length; end += FRAME) {
            cuts.add(end);
            cuts.add(Math.max(0, end - 1 - random.nextInt(FRAME)));
        }
        cuts.add(0);
        cuts.add(length - 1);
        if (Soak.on()) {
            for (int cut = 0; cut <= length; cut++) {
                cuts.add(cut);
            }
        }
        return cuts;
    }
}
