package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.AuditTrail.Report;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.redact.testkit.LeakCheck;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges full of planted values, through the SDK and a guard that writes a trail: none of them is in its files. */
class AuditTrailLeakTest {

    @TempDir
    Path root;

    @Test
    void noPlantedValueIsInAnyByteOfTheTrail() throws IOException {
        Path folder = root.resolve("trail");
        Path key = root.resolve("audit.key");
        var open = AuditTrail.createKey(key);
        Policy policy = Policy.builder()
                .section(AuditSettings.class, AuditSettings.in(folder, key))
                .build();
        Set<String> planted = new HashSet<>();
        int tries = Soak.cases(60, 5_000);
        try (Guard guard = Guard.from(policy)) {
            LeakCheck.of(guard).seed(Soak.seed()).tries(tries).template(values -> {
                StringBuilder prompt = new StringBuilder("Zanzibarquestion");
                for (EntityType type : List.of(
                        EntityType.EMAIL_ADDRESS,
                        EntityType.CREDIT_CARD,
                        EntityType.IBAN_CODE,
                        EntityType.PHONE_NUMBER,
                        EntityType.IP_ADDRESS)) {
                    String value = values.get(type);
                    planted.add(value);
                    prompt.append(" about ").append(value);
                }
                return prompt.toString();
            });
        }

        assertThat(planted).hasSizeGreaterThan(tries);
        String trail = everyByte(folder);
        assertThat(trail).contains("\"EMAIL_ADDRESS:pseudonymize\":");
        assertThat(planted).noneMatch(trail::contains);
        assertThat(trail).doesNotContain("Zanzibarquestion", "EMAIL_ADDRESS_1_", "leak-check", "Bearer");
        Report report = AuditTrail.verify(List.of(folder), List.of(open), List.of());
        assertThat(report.problems()).isEmpty();
        assertThat(report.decisions()).isEqualTo(tries);
        assertThat(report.outcomes()).isEqualTo(tries);
    }

    private static String everyByte(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
