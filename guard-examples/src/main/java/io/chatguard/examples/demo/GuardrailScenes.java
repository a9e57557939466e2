package io.chatguard.examples.demo;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.examples.demo.Ink.Tone;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Answers that the guard does not let through as they are. */
final class GuardrailScenes {
    private static final String LINKS = "guardrails: {links: {allow: [example.com]}}";
    private static final String TERMS = "guardrails: {terms: [{name: projects, words: [project falcon]}]}";

    private final Endpoint endpoint;
    private final Guards guards;
    private final Screen screen;

    GuardrailScenes(Endpoint endpoint, Guards guards, Screen screen) {
        this.endpoint = endpoint;
        this.guards = guards;
        this.screen = screen;
    }

    void link() {
        screen.heading("6  A link that would carry text away");
        screen.paragraph(
                Tone.FAINT,
                "A page that the model read told it to show an image: whoever renders it sends what stands in its address."
                        + " Links to other hosts than these become notes, and nothing is ever fetched:");
        screen.paragraph(Tone.STRONG, LINKS);
        endpoint.answers(Scripts.linking());
        String wrote = "What does the page say about refunds? Link to it.";
        ChatCompletion reply = wrap(LINKS).chat().completions().create(ask(wrote));
        screen.panel(Panel.of(
                wrote,
                endpoint.newestRequest(),
                ModelAnswer.whole(endpoint.newestAnswer()),
                reply.choices().get(0).message().content().orElse("")));
    }

    void midStream() {
        screen.heading("7  An answer that is stopped in mid-stream");
        screen.paragraph(
                Tone.FAINT,
                "Sentences pass once they are judged. Nothing of the one with the forbidden term is shown:");
        screen.paragraph(Tone.STRONG, TERMS);
        endpoint.answers(Scripts.naming());
        String wrote = "What is new this week?";
        List<String> read = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                wrap(TERMS).chat().completions().createStreaming(ask(wrote))) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            while (chunks.hasNext()) {
                chunks.next().choices().stream()
                        .flatMap(choice -> choice.delta().content().stream())
                        .filter(delta -> !delta.isEmpty())
                        .forEach(read::add);
            }
        } catch (GuardException e) {
            read.add("\nGuardException " + e.reason() + ":\n" + e.getMessage());
        }
        screen.panel(new Panel(List.of(
                Column.of(Panel.Titles.WROTE, wrote),
                Column.of(Panel.Titles.LEFT, endpoint.newestRequest()),
                Column.of(Panel.Titles.ANSWERED, String.join("", ModelAnswer.deltas(endpoint.newestAnswer()))),
                Column.of(Panel.Titles.READ, String.join("", read)))));
    }

    private OpenAIClient wrap(String line) {
        return guards.wrap(
                endpoint.client(), Policy.parse("version: 1\nname: guardrails\n" + line + "\n", "demo.yaml"));
    }

    private ChatCompletionCreateParams ask(String text) {
        return ChatCompletionCreateParams.builder()
                .model(endpoint.model())
                .addUserMessage(text)
                .build();
    }
}
