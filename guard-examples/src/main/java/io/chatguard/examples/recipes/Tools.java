package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.ToolRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool that gets one value in clear: e-mail addresses, in the argument {@code to}, of {@code send_mail}, nothing else. */
public final class Tools {
    private Tools() {}

    public static void main(String[] args) {
        ToolRule opened = new ToolRule("send_mail", Optional.of("/to"), Optional.of(EntityType.EMAIL_ADDRESS));
        Policy policy = Policy.builder()
                .section(ReidentifySettings.class, ReidentifySettings.defaults().withTools(List.of(opened)))
                .build();
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("to", Map.of("type", "string"));
        arguments.put("body", Map.of("type", "string"));
        FunctionDefinition sendMail = FunctionDefinition.builder()
                .name("send_mail")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(arguments))
                        .putAdditionalProperty("required", JsonValue.from(List.of("to", "body")))
                        .build())
                .build();
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(policy)) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                    .model(playground.model())
                    .addUserMessage("Mail kim.fischer@example.com that we call her at +49 30 901820.")
                    .addFunctionTool(sendMail)
                    .toolChoice(ChatCompletionNamedToolChoice.builder()
                            .function(ChatCompletionNamedToolChoice.Function.builder()
                                    .name("send_mail")
                                    .build())
                            .build())
                    .build();

            client.chat().completions().create(question).choices().get(0).message().toolCalls().stream()
                    .flatMap(List::stream)
                    .map(call -> call.asFunction().function())
                    .forEach(call -> System.out.println(call.name() + " " + call.arguments()));
        }
    }
}
