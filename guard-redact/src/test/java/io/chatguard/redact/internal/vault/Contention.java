package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.Soak;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Three processes of 64 threads that want surrogates for the same values of one scope. */
final class Contention {

    private static final int PROCESSES = 3;
    private static final int THREADS = 64;

    private Contention() {}

    /** One value never has two surrogates, and no surrogate two values. */
    static void agree(String rows, String ring) throws Exception {
        int calls = Soak.cases(PROCESSES * THREADS * 5, 1_000_000) / (PROCESSES * THREADS);
        int values = Soak.cases(200, 10_000);
        List<Process> children = new ArrayList<>();
        List<CompletableFuture<List<String>>> outputs = new ArrayList<>();
        for (int p = 0; p < PROCESSES; p++) {
            Process child = VaultChild.start(List.of(), rows, ring, "p" + p, THREADS, calls, values);
            children.add(child);
            outputs.add(CompletableFuture.supplyAsync(
                    () -> new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))
                            .lines()
                            .toList()));
        }
        Map<String, String> surrogates = new HashMap<>();
        Map<String, String> meanings = new HashMap<>();
        int acknowledged = 0;
        for (int p = 0; p < PROCESSES; p++) {
            for (String line : outputs.get(p).get()) {
                String[] parts = line.split("\\|", -1);
                assertThat(surrogates.merge(parts[1], parts[2], (a, b) -> a)).isEqualTo(parts[2]);
                assertThat(meanings.merge(parts[2], parts[1], (a, b) -> a)).isEqualTo(parts[1]);
                acknowledged++;
            }
            assertThat(children.get(p).waitFor()).isZero();
        }
        assertThat(acknowledged).isEqualTo(PROCESSES * THREADS * calls);
    }
}
