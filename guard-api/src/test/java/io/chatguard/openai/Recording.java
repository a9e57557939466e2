package io.chatguard.openai;

import static io.chatguard.openai.SwapRedaction.SURROGATE;

import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Splitter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of one streamed reply as a server sent them.
 *
 * @param name what is in it
 * @param api which API it belongs to
 * @param choices how many choices were asked for
 * @param body the events
 */
record Recording(String name, Api api, int choices, byte[] body) {

    enum Api {
        CHAT,
        RESPONSES
    }

    private static final String TEXT = "Dear " + SURROGATE + ", 🦓";
    private static final String ARGUMENTS = "{\"who\":\"" + SURROGATE + "\",\"n\":[1]}";
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]%s}";
    private static final String RESPONSE = "{\"model\":\"gpt-4o\",\"stream\":true,\"input\":\"x\"}";

    /** One of each kind of stream. */
    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        try (FakeOpenAi fake = FakeOpenAi.start()) {
            fake.split(Splitter.every(9));
            all.add(chat(fake, "chat", 1, "", Reply.text(TEXT)));
            all.add(chat(
                    fake,
                    "chat with three interleaved choices",
                    3,
                    ",\"n\":3",
                    Reply.choices(Reply.text(TEXT), Reply.text("No"), Reply.text("To " + SURROGATE))));
            all.add(chat(fake, "chat with logprobs", 1, ",\"logprobs\":true", Reply.text("a " + SURROGATE)));
            all.add(chat(
                    fake,
                    "chat with usage",
                    1,
                    ",\"stream_options\":{\"include_usage\":true}",
                    Reply.text("a " + SURROGATE)));
            all.add(chat(
                    fake,
                    "chat with an error",
                    1,
                    "",
                    Reply.text(TEXT).with(Fault.streamErrorAfterEvents(4, "c", "m"))));
            all.add(interleavedTools());
            all.add(response(fake, "response with text", Reply.text(TEXT)));
            all.add(response(fake, "response with a function call", Reply.toolCall("greet", ARGUMENTS)));
            all.add(response(fake, "response with reasoning", Reply.text("Hi").reasoning("About " + SURROGATE)));
            all.add(response(fake, "response with a refusal", Reply.refusal("Not for " + SURROGATE)));
            all.add(response(
                    fake,
                    "response with an error event",
                    Reply.text(TEXT).with(Fault.streamErrorAfterEvents(6, "c", "m"))));
            all.add(response(
                    fake,
                    "response that failed",
                    Reply.text(TEXT).with(Fault.responseFailedAfterEvents(6, "server_error", "m"))));
            all.add(response(
                    fake, "response that is incomplete", Reply.text(TEXT).finish("length")));
        }
        return all;
    }

    private static Recording chat(FakeOpenAi fake, String name, int choices, String more, Reply reply) {
        return new Recording(
                name, Api.CHAT, choices, recorded(fake, "/chat/completions", String.format(CHAT, more), reply));
    }

    private static Recording response(FakeOpenAi fake, String name, Reply reply) {
        return new Recording(name, Api.RESPONSES, 1, recorded(fake, "/responses", RESPONSE, reply));
    }

    private static byte[] recorded(FakeOpenAi fake, String path, String body, Reply reply) {
        fake.enqueue(reply);
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.baseUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two calls whose pieces take turns, and a last chunk that holds a piece of each and the finish reason. */
    private static Recording interleavedTools() {
        StringBuilder body = new StringBuilder();
        chunk(body, "{\"role\":\"assistant\",\"content\":null}", "null");
        for (int i = 0; i < 2; i++) {
            chunk(
                    body,
                    "{\"tool_calls\":[{\"index\":" + i + ",\"id\":\"call_" + i
                            + "\",\"type\":\"function\",\"function\":{\"name\":\"greet\",\"arguments\":\"\"}}]}",
                    "null");
        }
        for (int at = 0; at < ARGUMENTS.length() - 3; at += 5) {
            for (int i = 0; i < 2; i++) {
                String piece = ARGUMENTS.substring(at, Math.min(at + 5, ARGUMENTS.length() - 3));
                chunk(body, "{\"tool_calls\":[" + piece(i, piece) + "]}", "null");
            }
        }
        String rest = ARGUMENTS.substring(ARGUMENTS.length() - 3);
        chunk(body, "{\"tool_calls\":[" + piece(1, rest) + "," + piece(0, rest) + "]}", "\"tool_calls\"");
        body.append("data: [DONE]\n\n");
        return new Recording(
                "chat with interleaved tool calls", Api.CHAT, 1, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String piece(int index, String piece) {
        return "{\"index\":" + index + ",\"function\":{\"arguments\":\""
                + piece.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}}";
    }

    private static void chunk(StringBuilder out, String delta, String reason) {
        out.append(
                        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",")
                .append("\"choices\":[{\"index\":0,\"delta\":")
                .append(delta)
                .append(",\"logprobs\":null,\"finish_reason\":")
                .append(reason)
                .append("}]}\n\n");
    }

    /** The first bytes only. */
    byte[] cut(int length) {
        return Arrays.copyOf(body, length);
    }

    /** Behind which bytes an event ends; the last is the whole. */
    List<Integer> ends() {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < body.length; i++) {
            if (body[i] == '\n' && body[i - 1] == '\n') {
                ends.add(i + 1);
            }
        }
        return ends;
    }

    @Override
    public String toString() {
        return name;
    }
}
