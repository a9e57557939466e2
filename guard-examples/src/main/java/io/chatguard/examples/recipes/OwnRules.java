package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Employee ids by a rule, customers and a project by their names, in a policy file. In code the same are {@code
 * CustomRule} and {@code CustomTerms}, given to {@code Redaction.builder(policy)}.
 */
public final class OwnRules {
    private static final String FILE = "own-rules.yaml";
    private static final String QUESTION = "Employee ACME-004217 asks what nordwind traders owe Nordwind Traders for"
            + " FALCON. Tell kim.fischer@example.com and Lee Jansen.";

    private OwnRules() {}

    static Policy policy() throws IOException {
        try (InputStream in = Objects.requireNonNull(OwnRules.class.getResourceAsStream(FILE), FILE)) {
            return Policy.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
        }
    }

    public static void main(String[] args) throws IOException {
        Policy policy = policy();
        RuleCatalog.of(policy)
                .explain(QUESTION)
                .forEach(trial -> System.out.println(trial.rule() + " at " + trial.start() + ": "
                        + trial.outcome().sentence()));
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(policy)) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model(playground.model())
                            .addUserMessage(QUESTION)
                            .build())
                    .choices()
                    .forEach(choice ->
                            System.out.println(choice.message().content().orElse("")));
        }
    }
}
