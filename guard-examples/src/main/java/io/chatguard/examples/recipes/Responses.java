package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;

/** The Responses API: a call that continues a stored response continues its scope, and needs no pinning. */
public final class Responses {
    private Responses() {}

    public static void main(String[] args) {
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(Policy.defaults())) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);

            Response first = client.responses()
                    .create(ResponseCreateParams.builder()
                            .model(playground.model())
                            .input("The invoice goes to kim.fischer@example.com, IBAN DE89 3704 0044 0532 0130 00.")
                            .build());
            print(first);

            Response second = client.responses()
                    .create(ResponseCreateParams.builder()
                            .model(playground.model())
                            .previousResponseId(first.id())
                            .input("Where does it go?")
                            .build());
            print(second);
        }
    }

    private static void print(Response response) {
        response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .forEach(text -> System.out.println(text.text()));
    }
}
