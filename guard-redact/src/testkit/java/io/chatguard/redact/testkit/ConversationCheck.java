package io.chatguard.redact.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Prompt;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    /**
     * A model that says everything it was told, the strings of JSON documents one by one, and makes every tool call
     * that it was shown once more.
     */
    private static Model repeatingAll() {
        return prompt -> {
            StringBuilder all = new StringBuilder();
            List<String> calls = new ArrayList<>();
            for (Prompt.Turn turn : prompt.turns()) {
                boolean document = turn.text().startsWith("{\"") && turn.text().endsWith("}");
                if (document && turn.role().equals("assistant")) {
                    calls.add(turn.text());
                } else {
                    String text = document ? strings(turn.text()) : turn.text();
                    all.append(turn.role()).append(": ").append(text).append('\n');
                }
            }
            Reply reply = Reply.text(all.toString());
            for (String arguments : calls) {
                reply = reply.andToolCall(ConversationCalls.TOOL, arguments);
            }
            return reply;
        };
    }

    /** Names and strings of a document, a line each. */
    private static String strings(String json) {
        StringBuilder out = new StringBuilder();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    out.append(parser.getText()).append('\n');
                }
            }
        } catch (IOException e) {
            return out.append("no valid document from here on").toString();
        }
        return out.toString();
    }

    private static String read(OpenAIClient client, Conversation conversation) {
        boolean streamed = conversation.transfer() == Conversation.Transfer.STREAMED;
        Answer answer = new Answer();
        if (conversation.api() == Conversation.Api.CHAT) {
            ChatCompletionCreateParams params = ConversationCalls.chat(conversation);
            if (streamed) {
                try (var stream = client.chat().completions().createStreaming(params)) {
                    stream.stream().forEach(answer::add);
                }
            } else {
                answer.add(client.chat().completions().create(params));
            }
        } else {
            ResponseCreateParams params = ConversationCalls.response(conversation);
            if (streamed) {
                try (var stream = client.responses().createStreaming(params)) {
                    stream.stream().forEach(answer::add);
                }
            } else {
                answer.add(client.responses().create(params));
            }
        }
        return answer.read();
    }

    /** What the caller gets to see: the text, then each call's arguments; where a stream says it twice, both times. */
    private static final class Answer {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder again = new StringBuilder();
        private final Map<Long, StringBuilder> calls = new TreeMap<>();
        private final Map<Long, String> callsAgain = new TreeMap<>();
        private boolean twice;

        void add(ChatCompletion completion) {
            completion.choices().forEach(choice -> {
                choice.message().content().ifPresent(text::append);
                choice.message()
                        .toolCalls()
                        .ifPresent(all -> all.forEach(call -> calls.put(
                                (long) calls.size(),
                                new StringBuilder(call.asFunction().function().arguments()))));
            });
        }

        void add(ChatCompletionChunk chunk) {
            chunk.choices().forEach(choice -> {
                choice.delta().content().ifPresent(text::append);
                choice.delta()
                        .toolCalls()
                        .ifPresent(all -> all.forEach(call -> call.function()
                                .flatMap(ChatCompletionChunk.Choice.Delta.ToolCall.Function::arguments)
                                .ifPresent(delta -> call(call.index()).append(delta))));
            });
        }

        void add(Response response) {
            response.output().forEach(item -> {
                item.message()
                        .ifPresent(m -> m.content().forEach(c -> c.outputText().ifPresent(t -> text.append(t.text()))));
                item.functionCall().ifPresent(call -> call((long) calls.size()).append(call.arguments()));
            });
        }

        void add(ResponseStreamEvent event) {
            event.outputTextDelta().ifPresent(delta -> text.append(delta.delta()));
            event.functionCallArgumentsDelta()
                    .ifPresent(delta -> call(delta.outputIndex()).append(delta.delta()));
            event.outputTextDone().ifPresent(done -> again.append(done.text()));
            event.functionCallArgumentsDone().ifPresent(done -> callsAgain.put(done.outputIndex(), done.arguments()));
            event.completed().ifPresent(done -> {
                twice = true;
                Answer whole = new Answer();
                whole.add(done.response());
                if (!whole.read().equals(read(text, calls.values()))) {
                    text.append("\n[the completed response differs from the deltas]");
                }
            });
        }

        private StringBuilder call(long index) {
            return calls.computeIfAbsent(index, i -> new StringBuilder());
        }

        String read() {
            String read = read(text, calls.values());
            if (twice && !read.equals(read(again, callsAgain.values()))) {
                return read + "\n[the .done events differ from the deltas]";
            }
            return read;
        }

        private static String read(CharSequence text, Collection<? extends CharSequence> calls) {
            StringBuilder out = new StringBuilder(text);
            for (CharSequence arguments : calls) {
                out.append("\ncall:\n").append(strings(arguments.toString()));
            }
            return out.toString();
        }
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
