package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.ResilienceSettings;
import io.chatguard.ResilienceSettings.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResilienceSectionTest {

    @TempDir
    Path folder;

    private ResilienceSettings read(String section) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), "version: 1\n".concat(section));
        return Policy.load(file).section(ResilienceSettings.class);
    }

    @Test
    void withoutTheSectionTheClientKeepsItsRetries() throws IOException {
        assertThat(read("").owner()).isEqualTo(Owner.CLIENT);
        assertThat(Policy.defaults().section(ResilienceSettings.class).owner()).isEqualTo(Owner.CLIENT);
    }

    @Test
    void anEmptySectionMeansSafeDefaults() throws IOException {
        assertThat(read("resilience: {}\n")).isEqualTo(ResilienceSettings.defaults());
    }

    @Test
    void everySettingCanBeWritten() throws IOException {
        ResilienceSettings read = read("""
                resilience:
                  deadline: 30s
                  attempt_timeout: 5s
                  kill_file: /run/chatguard/kill
                  retry: {attempts: 5, budget: 1, reserve: 2, base_delay: 10ms, max_delay: 1s}
                  breaker: {failure_rate: 0.9, window: 10, min_calls: 5, open_for: 1s, trial_calls: 1}
                  bulkhead: {concurrent: 8, waiting: 0}
                  rate: {requests_per_minute: 500, tokens_per_minute: 200000}
                """);
        assertThat(read)
                .isEqualTo(ResilienceSettings.defaults()
                        .withTimes(Duration.ofSeconds(30), Duration.ofSeconds(5))
                        .withKillFile(Path.of("/run/chatguard/kill"))
                        .withRetry(new ResilienceSettings.Retry(5, 1, 2, Duration.ofMillis(10), Duration.ofSeconds(1)))
                        .withBreaker(new ResilienceSettings.Breaker(0.9, 10, 5, Duration.ofSeconds(1), 1))
                        .withBulkhead(new ResilienceSettings.Bulkhead(8, 0))
                        .withRate(new ResilienceSettings.Rate(OptionalLong.of(500), OptionalLong.of(200_000))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deadlin: 3s|p.yaml:3:3: resilience.deadlin: unknown key|did you mean 'deadline'?",
                "deadline: 0s|p.yaml:3:13: resilience.deadline: expected a time longer than nothing|30s",
                "deadline: 3|p.yaml:3:13: resilience.deadline: expected a duration|30s",
                "retry: {attempts: 0}|p.yaml:3:21: resilience.retry.attempts: expected|1 to 20",
                "retry: {budget: 2}|p.yaml:3:19: resilience.retry.budget: expected|0.0 to 1.0",
                "retry: {base_delay: 9s, max_delay: 8s}|p.yaml:3:10: resilience.retry: max_delay|not shorter",
                "breaker: {window: 5, min_calls: 9}|p.yaml:3:12: resilience.breaker: min_calls|at most window",
                "bulkhead: 5|p.yaml:3:13: resilience.bulkhead: expected a map|map",
                "rate: {requests_per_minute: none}|p.yaml:3:31: resilience.rate.requests_per_minute|whole number",
                "kill_file: ''|p.yaml:3:14: resilience.kill_file: expected the path|file"
            })
    void aMistakeIsToldWithItsPlace(String line, String start, String remedy) {
        assertThatThrownBy(() -> read("resilience:\n  %s\n".formatted(line)))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining(start)
                .hasMessageContaining(remedy);
    }
}
