package io.chatguard.examples.recipes;

import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.redact.testkit.LeakCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A property test of a prompt template of your own: copy it, put in your guard and your template. */
class PromptTemplateTest {

    /** The template under test, as an application builds it. */
    private static String complaint(String customer, String phone, String card) {
        return """
                Summarise this complaint in two sentences, for the account of %s:

                "I called from %s three times. My card (%s) was charged twice, and nobody writes back to %s."
                """.formatted(customer, phone, card, customer);
    }

    @Test
    void nothingOfAComplaintLeavesInClear() {
        try (Guard guard = Guard.from(Policy.defaults())) {
            LeakCheck.of(guard)
                    .template(v -> complaint(
                            v.get(EntityType.EMAIL_ADDRESS),
                            v.get(EntityType.PHONE_NUMBER),
                            v.get(EntityType.CREDIT_CARD)));
        }
    }

    @Test
    void underAPolicyThatMasksItAsksForLeaksOnly() throws IOException {
        try (Guard guard = Guard.from(PolicyFile.policy())) {
            LeakCheck.of(guard)
                    .withoutRestore()
                    .template(v -> "Is " + v.get(EntityType.CREDIT_CARD) + " of " + v.get(EntityType.EMAIL_ADDRESS)
                            + " charged twice? Seen from " + v.get(EntityType.IP_ADDRESS) + ".");
        }
    }
}
