package io.chatguard.examples.demo;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import io.chatguard.Caller;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.examples.demo.Ink.Tone;
import io.chatguard.openai.GuardedOpenAI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The demo's conversations, each shown from four places. */
final class Scenes {
    private static final String HINT =
            "Words in capitals with underscores are placeholders: repeat them exactly. Answer in at most two sentences.";
    private static final String OPEN_TOOLS = "reidentify: {tools: '*'}";
    private static final String NOTHING = "(nothing: no request was made)";
    private static final String NOT_ASKED = "(it was not asked)";

    private final Endpoint endpoint;
    private final Guards guards;
    private final Screen screen;
    private final OpenAIClient client;

    Scenes(Endpoint endpoint, Guards guards, Screen screen) {
        this.endpoint = endpoint;
        this.guards = guards;
        this.screen = screen;
        this.client = guards.wrap(endpoint.client(), Policy.defaults());
    }

    void chat() {
        screen.heading("1  A chat");
        screen.paragraph(
                Tone.FAINT,
                "Found values leave as surrogates. The reply brings surrogates, the reader gets the values.");
        endpoint.answers(Scripts.confirming());
        String wrote = "Please confirm the order of " + Cast.NAME + " to " + Cast.CUSTOMER + " and call " + Cast.PHONE
                + " if anything is wrong. The card is " + Cast.CARD + ", refunds go to IBAN " + Cast.IBAN + ".";
        ChatCompletion reply = client.chat().completions().create(ask(wrote).build());
        screen.panel(Panel.of(wrote, endpoint.newestRequest(), answered(), text(reply)));
    }

    void streaming() {
        screen.heading("2  The same, streamed");
        screen.paragraph(
                Tone.FAINT,
                "Each " + screen.deltaMark()
                        + " is where one delta ends. A surrogate arrives in pieces; the guard holds"
                        + " back only what can still become one, and the value appears whole.");
        endpoint.answers(Scripts.reporting());
        String wrote = "Write a note to " + Cast.ON_CALL + ": host " + Cast.HOST + " is down since Monday, phone "
                + Cast.PHONE + ".";
        List<String> read = new ArrayList<>();
        screen.begin();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask(wrote).build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            while (chunks.hasNext()) {
                chunks.next().choices().stream()
                        .flatMap(choice -> choice.delta().content().stream())
                        .filter(delta -> !delta.isEmpty())
                        .forEach(read::add);
                if (screen.isLive()) {
                    screen.draw(streamed(wrote, read));
                    screen.tick();
                }
            }
        }
        if (!screen.isLive()) {
            screen.draw(streamed(wrote, read));
        }
        screen.breathe();
    }

    private Panel streamed(String wrote, List<String> read) {
        return new Panel(List.of(
                Column.of(Panel.Titles.WROTE, wrote),
                Column.of(Panel.Titles.LEFT, endpoint.newestRequest()),
                new Column(Panel.Titles.ANSWERED, ModelAnswer.deltas(endpoint.newestAnswer())),
                new Column(Panel.Titles.READ, read)));
    }

    void twoTurns() {
        screen.heading("3  Two turns of one conversation");
        screen.paragraph(
                Tone.FAINT,
                "GuardedOpenAI.withScope pins the scope: the same value has the same surrogate in every turn, so the"
                        + " history stays readable to the model.");
        OpenAIClient pinned = GuardedOpenAI.withScope(client, Scope.of("demo", "invoice-chat"), Caller.anonymous());
        endpoint.answers(Scripts.noting());
        String first = "Customer " + Cast.COLLEAGUE + " asks for an invoice over 240 euros.";
        ChatCompletion reply = pinned.chat().completions().create(ask(first).build());
        screen.panel(Panel.of(first, endpoint.newestRequest(), answered(), text(reply)));

        endpoint.answers(Scripts.recalling());
        String second = "To which address does it go?";
        ChatCompletionCreateParams.Builder history =
                ask(first).addAssistantMessage(text(reply)).addUserMessage(second);
        ChatCompletion again = pinned.chat().completions().create(history.build());
        screen.panel(Panel.of(second, endpoint.newestRequest(), answered(), text(again)));
    }

    void tools() {
        screen.heading("4  A tool call");
        screen.paragraph(
                Tone.FAINT,
                "A tool acts on its arguments, and text that somebody else wrote may have steered the model. So tools"
                        + " get the surrogate...");
        endpoint.answers(Scripts.mailing());
        toolCall(client);
        screen.paragraph(Tone.FAINT, "...unless the policy says otherwise. With this line tools get the values:");
        screen.paragraph(Tone.STRONG, OPEN_TOOLS);
        toolCall(guards.wrap(
                endpoint.client(), Policy.parse("version: 1\nname: open-tools\n" + OPEN_TOOLS, "demo.yaml")));
    }

    private void toolCall(OpenAIClient with) {
        String wrote = "Mail the invoice to " + Cast.COLLEAGUE + ".";
        ChatCompletion reply = with.chat()
                .completions()
                .create(ask(wrote)
                        .addFunctionTool(sendMail())
                        .toolChoice(chosen())
                        .build());
        String called = reply.choices().get(0).message().toolCalls().stream()
                .flatMap(List::stream)
                .map(call -> call.asFunction().function())
                .map(function -> ModelAnswer.call(function.name(), function.arguments()))
                .findFirst()
                .orElse(text(reply));
        screen.panel(new Panel(List.of(
                Column.of(Panel.Titles.WROTE, wrote),
                Column.of(Panel.Titles.LEFT, endpoint.newestRequest()),
                Column.of(Panel.Titles.ANSWERED, answered()),
                Column.of("your tool gets", called))));
    }

    private static FunctionDefinition sendMail() {
        Map<String, Object> text = Map.of("type", "string");
        return FunctionDefinition.builder()
                .name("send_mail")
                .description("Sends a mail.")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("to", text, "subject", text)))
                        .build())
                .build();
    }

    private static ChatCompletionNamedToolChoice chosen() {
        return ChatCompletionNamedToolChoice.builder()
                .function(ChatCompletionNamedToolChoice.Function.builder()
                        .name("send_mail")
                        .build())
                .build();
    }

    void blocked() {
        screen.heading("5  A prompt that must not leave");
        screen.paragraph(Tone.FAINT, "There is a cloud key in it. Credentials block the call before anything is sent.");
        String wrote = "Why does the deployment fail? AWS_ACCESS_KEY_ID=" + Cast.KEY;
        int before = endpoint.count();
        String read;
        try {
            read = text(client.chat().completions().create(ask(wrote).build()));
        } catch (GuardException e) {
            read = "GuardException " + e.reason() + ":\n" + e.getMessage();
        }
        boolean left = endpoint.count() > before;
        screen.panel(Panel.of(wrote, left ? endpoint.newestRequest() : NOTHING, left ? answered() : NOT_ASKED, read));
    }

    private ChatCompletionCreateParams.Builder ask(String text) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(endpoint.model());
        if (endpoint.isReal()) {
            params.addSystemMessage(HINT);
        }
        return params.addUserMessage(text);
    }

    private String answered() {
        return ModelAnswer.whole(endpoint.newestAnswer());
    }

    private static String text(ChatCompletion reply) {
        return reply.choices().get(0).message().content().orElse("");
    }
}
