package io.chatguard.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The {@code logprobs} of chat completions, where asked for: the text once more, in pieces with their bytes. */
final class Logprobs {
    private Logprobs() {}

    static Object whole(Prompt prompt, String text) {
        return of(prompt, Splitter.every(4).split(text));
    }

    static Object delta(Prompt prompt, String piece) {
        return of(prompt, List.of(piece));
    }

    private static Object of(Prompt prompt, List<String> pieces) {
        if (!Json.isTrue(prompt.body(), "logprobs")) {
            return Json.NULL;
        }
        List<Object> content = new ArrayList<>();
        for (String piece : pieces) {
            List<Object> bytes = new ArrayList<>();
            for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xFF);
            }
            content.add(Json.object("token", piece)
                    .and("logprob", -0.125)
                    .and("bytes", bytes)
                    .and("top_logprobs", List.of()));
        }
        return Json.object("content", content).and("refusal", Json.NULL);
    }
}
