package io.chatguard.redact.testkit;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Prompt;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Sends a conversation bare and guarded to a model that repeats all it was told, and compares what the two callers
 * read.
 */
final class ConversationCheck {

    private final OpenAIClient guarded;
    private final OpenAIClient bare;
    private final FakeOpenAi fake;

    ConversationCheck(OpenAIClient guarded, OpenAIClient bare, FakeOpenAi fake) {
        this.guarded = guarded;
        this.bare = bare;
        this.fake = fake;
    }

    Optional<String> problem(Conversation conversation, boolean restore) {
        fake.model(repeatingAll());
        String expected = restore ? read(bare, conversation) : "";
        fake.clear();
        String read = read(guarded, conversation);
        List<Recorded> requests = fake.requests();
        Optional<String> leak = LeakCheck.leak(requests, conversation.planted());
        if (leak.isPresent() || !restore || Alignment.equalButForSurrogates(expected, read)) {
            return leak;
        }
        int at = 0;
        while (at < Math.min(expected.length(), read.length()) && expected.charAt(at) == read.charAt(at)) {
            at++;
        }
        return Optional.of("the answer does not read as it was written, from character " + at + " on:\nwritten: "
                + excerpt(expected, at) + "\nread:    " + excerpt(read, at));
    }

    private static String excerpt(String text, int at) {
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 120));
    }

    /** A model that says everything it was told, and calls a tool with the last arguments that it was shown. */
    private static Model repeatingAll() {
        return prompt -> {
            StringBuilder all = new StringBuilder();
            for (Prompt.Turn turn : prompt.turns()) {
                all.append(turn.role()).append(": ").append(turn.text()).append('\n');
            }
            return Reply.text(all.toString());
        };
    }

    private static String read(OpenAIClient client, Conversation conversation) {
        boolean streamed = conversation.transfer() == Conversation.Transfer.STREAMED;
        StringBuilder read = new StringBuilder();
        if (conversation.api() == Conversation.Api.CHAT) {
            ChatCompletionCreateParams params = ConversationCalls.chat(conversation);
            if (streamed) {
                try (var stream = client.chat().completions().createStreaming(params)) {
                    stream.stream()
                            .forEach(chunk -> chunk.choices()
                                    .forEach(c -> c.delta().content().ifPresent(read::append)));
                }
            } else {
                client.chat()
                        .completions()
                        .create(params)
                        .choices()
                        .forEach(c -> c.message().content().ifPresent(read::append));
            }
            return read.toString();
        }
        ResponseCreateParams params = ConversationCalls.response(conversation);
        if (streamed) {
            try (var stream = client.responses().createStreaming(params)) {
                stream.stream().forEach(event -> event.outputTextDelta().ifPresent(d -> read.append(d.delta())));
            }
        } else {
            client.responses()
                    .create(params)
                    .output()
                    .forEach(item -> item.message()
                            .ifPresent(m ->
                                    m.content().forEach(c -> c.outputText().ifPresent(t -> read.append(t.text())))));
        }
        return read.toString();
    }

    /** The conversation for a reader of a failed test; every value in it is invented. */
    static String printed(Conversation conversation) {
        StringBuilder out = new StringBuilder(conversation.toString()).append('\n');
        for (Message message : conversation.messages()) {
            out.append("  ")
                    .append(message.role())
                    .append('/')
                    .append(message.shape())
                    .append(": ");
            out.append(message.text());
            if (!message.arguments().isEmpty()) {
                out.append(' ').append(message.arguments());
            }
            out.append('\n');
        }
        conversation
                .planted()
                .forEach(p -> out.append("  planted ")
                        .append(p.type())
                        .append(": ")
                        .append(p.value())
                        .append('\n'));
        return out.toString();
    }
}
