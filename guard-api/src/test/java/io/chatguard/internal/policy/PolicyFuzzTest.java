package io.chatguard.internal.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import java.nio.charset.StandardCharsets;

/** Policy files that a fuzzer makes: a policy or a configuration error that names the file, never another failure. */
class PolicyFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void givesAPolicyOrAConfigurationError(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (String name : new String[] {"p.yaml", "p.json"}) {
            try {
                Policy.parse(text, name);
            } catch (GuardException e) {
                if (e.reason() != Reason.CONFIGURATION || !e.getMessage().contains(name)) {
                    throw new AssertionError("another error than one of configuration", e);
                }
            }
        }
    }
}
