package io.chatguard.examples.recipes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;

/** An answer as an object of a class: the values are back before the SDK reads the JSON. */
public final class StructuredOutput {
    private StructuredOutput() {}

    /** What the answer is to be. */
    public record Contact(
            @JsonProperty("email") String email,
            @JsonProperty("phone") String phone) {}

    public static void main(String[] args) {
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(Policy.defaults())) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            StructuredChatCompletionCreateParams<Contact> question = ChatCompletionCreateParams.builder()
                    .model(playground.model())
                    .addUserMessage("Extract the contact: write to kim.fischer@example.com or call +49 30 901820.")
                    .responseFormat(Contact.class)
                    .build();

            client.chat().completions().create(question).choices().stream()
                    .flatMap(choice -> choice.message().content().stream())
                    .forEach(contact -> System.out.println(contact.email() + " and " + contact.phone()));
        }
    }
}
