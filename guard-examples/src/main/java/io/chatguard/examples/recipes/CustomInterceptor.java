package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.View;

/** A stage of your own: it adds an instruction to each request and counts what the model is asked. */
public final class CustomInterceptor implements Interceptor {

    @Override
    public String name() {
        return "acme/house-style";
    }

    /** It sees surrogates only. Ask for {@link View#CLEAR} to see what the user wrote. */
    @Override
    public View view() {
        return View.PSEUDONYMISED;
    }

    @Override
    public Call open(Exchange exchange) {
        return new Call() {
            @Override
            public Content onRequest(Content request) {
                int characters = request.segments().stream()
                        .mapToInt(s -> s.text().length())
                        .sum();
                System.out.println(exchange.facts().operation() + ": " + characters + " characters leave");
                return request.withInstruction("Answer in one sentence.");
            }

            @Override
            public void onEnd(Ending ending) {
                System.out.println("ended: " + ending);
            }
        };
    }

    public static void main(String[] args) {
        try (Playground playground = Playground.open();
                Guard guard = Guard.builder()
                        .policy(Policy.defaults())
                        .interceptor(new CustomInterceptor())
                        .build()) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model(playground.model())
                            .addUserMessage("Thank kim.fischer@example.com for her patience.")
                            .build())
                    .choices()
                    .forEach(choice ->
                            System.out.println(choice.message().content().orElse("")));
        }
    }
}
