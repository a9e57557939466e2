package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding.Evidence;
import java.util.function.Consumer;

/** An entity type of your own: employee ids, {@code ACME-} and six digits. */
public final class CustomDetector {
    private static final String PREFIX = "ACME-";
    private static final int DIGITS = 6;

    private CustomDetector() {}

    /** Reports each id; one pass, whatever the text is. */
    static void scan(String text, Consumer<Detector.Span> found) {
        for (int at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
            int end = at + PREFIX.length();
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end - at == PREFIX.length() + DIGITS) {
                found.accept(new Detector.Span(at, end));
            }
        }
    }

    public static void main(String[] args) {
        Detector employees = Detector.ofText(
                EntityType.of("EMPLOYEE_ID"), "acme/employee-id", 0.9, Evidence.STRUCTURE, CustomDetector::scan);
        Policy policy = Policy.defaults();
        Redaction redaction = Redaction.builder(policy).detectors(employees).build();
        try (Playground playground = Playground.open();
                Guard guard = Guard.builder()
                        .policy(policy)
                        .redaction(redaction)
                        .closing(redaction)
                        .build()) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model(playground.model())
                            .addUserMessage("Why may ACME-004217 not open the door? Tell kim.fischer@example.com.")
                            .build())
                    .choices()
                    .forEach(choice ->
                            System.out.println(choice.message().content().orElse("")));
        }
    }
}
