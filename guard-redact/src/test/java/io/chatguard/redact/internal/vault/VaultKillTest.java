package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.vault.jdbc.Postgres;
import io.chatguard.testkit.Soak;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping that was acknowledged outlives any kill -9 of a process that uses the vault, or of the database's (A127). */
class VaultKillTest {

    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    @Test
    void no_kill_of_a_process_loses_a_mapping_in_sqlite() throws Exception {
        Random random = new Random(Soak.seed());
        String rows = "jdbc:sqlite:" + folder.resolve("vault.db");
        String ring = "jdbc:sqlite:" + folder.resolve("keys.db");
        Set<String> acknowledged = new HashSet<>();
        int kills = Soak.cases(20, 1_000);
        for (int run = 0; run < kills; run++) {
            acknowledged.addAll(killed(rows, ring, "r" + run, 1 + random.nextInt(60)));
        }
        assertAllThere(rows, ring, acknowledged);
    }

    /**
     * The server's postmaster and the client in turn. A postmaster that is killed takes its children along; the client
     * goes on when it is back, and is killed then.
     */
    @Test
    void no_kill_of_a_process_or_of_the_postmaster_loses_a_mapping_in_postgresql() throws Exception {
        Random random = new Random(Soak.seed());
        Set<String> acknowledged = new HashSet<>();
        try (EmbeddedPostgres server = Postgres.start()) {
            String rows = Postgres.freshUrl(server);
            String ring = Postgres.freshUrl(server);
            int kills = Soak.cases(20, 1_000);
            for (int run = 0; run < kills; run += 2) {
                acknowledged.addAll(bothKilled(server, rows, ring, "r" + run, random));
            }
            assertAllThere(rows, ring, acknowledged);
        }
    }

    private static List<String> killed(String rows, String ring, String run, int after) throws Exception {
        Process child = VaultChild.start(List.of(), rows, ring, run, THREADS, 0, 0);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = reader(child)) {
            read(out, after, acknowledged);
            VaultChild.kill(child);
            out.lines().forEach(acknowledged::add);
        } finally {
            VaultChild.kill(child);
        }
        return acknowledged;
    }

    private static List<String> bothKilled(EmbeddedPostgres server, String rows, String ring, String run, Random random)
            throws Exception {
        Process child = VaultChild.start(List.of(), rows, ring, run, THREADS, 0, 0);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = reader(child)) {
            read(out, 1 + random.nextInt(40), acknowledged);
            killPostmaster(server);
            restart(server);
            // What was under way may still have been told: more than that is told by the server that came back.
            read(out, 4 * THREADS + random.nextInt(40), acknowledged);
            VaultChild.kill(child);
            out.lines().forEach(acknowledged::add);
        } finally {
            VaultChild.kill(child);
        }
        return acknowledged;
    }

    private static BufferedReader reader(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void read(BufferedReader out, int count, List<String> acknowledged) throws IOException {
        for (int i = 0; i < count; i++) {
            String line = out.readLine();
            assertThat(line).as("it writes until it is killed").isNotNull();
            acknowledged.add(line);
        }
    }

    private static void killPostmaster(EmbeddedPostgres server) throws Exception {
        List<String> pid = Files.readAllLines(data(server).resolve("postmaster.pid"));
        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(pid.get(0).trim())).orElseThrow();
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().get();
        }
    }

    private static Path data(EmbeddedPostgres server) throws Exception {
        var field = EmbeddedPostgres.class.getDeclaredField("dataDirectory");
        field.setAccessible(true);
        return ((File) field.get(server)).toPath();
    }

    private static void restart(EmbeddedPostgres server) throws Exception {
        var started = EmbeddedPostgres.class.getDeclaredField("started");
        started.setAccessible(true);
        ((AtomicBoolean) started.get(server)).set(false);
        var start = EmbeddedPostgres.class.getDeclaredMethod("startPostmaster");
        start.setAccessible(true);
        start.invoke(server);
    }

    private static void assertAllThere(String rows, String ring, Set<String> acknowledged) {
        Map<String, String> surrogates = new HashMap<>();
        try (Vault vault = VaultChild.open(rows, ring)) {
            for (String line : acknowledged) {
                String[] parts = line.split("\\|", -1);
                if (parts.length < 3 || parts[2].length() < "PERSON_1_ABCDEF".length()) {
                    continue; // the last line of a killed process may be torn
                }
                assertThat(DurableVaults.meaning(vault, VaultChild.scope(parts[0]), parts[2]))
                        .as(line)
                        .contains(parts[1]);
                assertThat(surrogates.merge(parts[0] + parts[2], parts[1], (a, b) -> a))
                        .as("no surrogate has two values")
                        .isEqualTo(parts[1]);
            }
            assertThat(vault.check().problems()).isEmpty();
        }
        assertThat(surrogates).isNotEmpty();
    }
}
