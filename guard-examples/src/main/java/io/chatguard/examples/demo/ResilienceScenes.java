package io.chatguard.examples.demo;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.examples.demo.Ink.Tone;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.Gate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A provider in trouble, and a hand on the switch: on the server in this process, since no other is told to fail. */
final class ResilienceScenes {
    private static final String RESILIENCE = "resilience: {deadline: 30s}";
    private static final String REQUEST_ID = "X-Client-Request-Id";
    private static final String NOTHING = "(nothing: no request was made)";
    private static final String NOT_ASKED = "(it was not asked)";
    /** So many events of the stream pass before the switch is thrown: the role and some words. */
    private static final int BEFORE = 6;

    private final Endpoint endpoint;
    private final Guards guards;
    private final Screen screen;

    ResilienceScenes(Endpoint endpoint, Guards guards, Screen screen) {
        this.endpoint = endpoint;
        this.guards = guards;
        this.screen = screen;
    }

    void busy() {
        screen.heading("8  A provider that is busy");
        screen.paragraph(
                Tone.FAINT,
                "It answers 503 once. The guard asks again within the call's deadline: one call for your code, two"
                        + " requests with one id, and the text was screened once:");
        screen.paragraph(Tone.STRONG, RESILIENCE);
        endpoint.does(Scripts.unavailable());
        endpoint.answers(Scripts.acknowledging());
        int before = endpoint.count();
        String wrote = "Tell " + Cast.ON_CALL + " when the delivery comes.";
        ChatCompletion reply = GuardedOpenAI.wrap(endpoint.client(), guard(RESILIENCE))
                .chat()
                .completions()
                .create(ask(wrote));
        Receipt receipt = guards.receipts().get(guards.receipts().size() - 1);
        String ids = String.join(
                "\n", endpoint.headers(REQUEST_ID).stream().skip(before).toList());
        screen.panel(Panel.of(
                wrote,
                endpoint.newestRequest() + "\n" + REQUEST_ID + ":\n" + ids,
                String.join(
                                ", then ",
                                receipt.attempts().stream()
                                        .map(a -> "" + a.status())
                                        .toList()) + ":\n" + ModelAnswer.whole(endpoint.newestAnswer()),
                text(reply)));
    }

    void killed() {
        screen.heading("9  The kill switch");
        screen.paragraph(
                Tone.FAINT,
                "guard.kill() while an answer streams: the stream stops at its next chunk, and nothing is sent any"
                        + " more. A file that the policy names does the same.");
        Guard guard = guard("");
        OpenAIClient client = GuardedOpenAI.wrap(endpoint.client(), guard);
        Gate gate = Gate.closed();
        endpoint.does(Scripts.telling(gate));
        gate.pass(BEFORE);
        String wrote = "How was the year?";
        List<String> read = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask(wrote))) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            for (int chunk = 1; chunks.hasNext(); chunk++) {
                chunks.next()
                        .choices()
                        .forEach(choice -> choice.delta().content().ifPresent(read::add));
                if (chunk == BEFORE) {
                    guard.kill();
                    gate.open();
                }
            }
        } catch (GuardException e) {
            read.add("\n" + stopped(e));
        }
        screen.panel(Panel.of(
                wrote,
                endpoint.newestRequest(),
                String.join("", ModelAnswer.deltas(endpoint.newestAnswer())),
                String.join("", read)));

        endpoint.answers(Scripts.greeting());
        int before = endpoint.count();
        String next;
        try {
            next = text(client.chat().completions().create(ask("Good morning.")));
        } catch (GuardException e) {
            next = stopped(e);
        }
        boolean left = endpoint.count() > before;
        screen.panel(Panel.of(
                "Good morning.",
                left ? endpoint.newestRequest() : NOTHING,
                left ? ModelAnswer.whole(endpoint.newestAnswer()) : NOT_ASKED,
                next));
        guard.revive();
        String again = text(client.chat().completions().create(ask("Good morning.")));
        screen.paragraph(Tone.FAINT, "After guard.revive() the same call is answered: " + again);
    }

    private Guard guard(String line) {
        return guards.guard(Policy.parse("version: 1\nname: resilience\n" + line + "\n", "demo.yaml"));
    }

    private ChatCompletionCreateParams ask(String text) {
        return ChatCompletionCreateParams.builder()
                .model(endpoint.model())
                .addUserMessage(text)
                .build();
    }

    private static String stopped(GuardException e) {
        return "GuardException " + e.reason() + ":\n" + e.getMessage();
    }

    private static String text(ChatCompletion reply) {
        return reply.choices().get(0).message().content().orElse("");
    }
}
