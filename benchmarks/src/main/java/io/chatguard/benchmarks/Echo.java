package io.chatguard.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that repeats the last message, without parsing: the bytes of the last {@code content} of a request are the
 * content of its reply. So a guarded call gets its surrogates back, and the model's own time is a few microseconds.
 */
final class Echo {

    private static final byte[] CONTENT = bytes("\"content\":\"");
    private static final byte[] STREAM = bytes("\"stream\":true");

    private static final byte[] HEAD =
            bytes("{\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion\","
                    + "\"created\":1767225600,\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"");
    private static final byte[] TAIL = bytes("\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":482,\"completion_tokens\":211,"
            + "\"total_tokens\":693,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\","
            + "\"system_fingerprint\":\"fp_fc9f1d7035\"}");

    private static final String CHUNK = "data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"gpt-4o-2024-08-06\","
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_fc9f1d7035\",\"choices\":[{\"index\":0,\"delta\":";
    private static final byte[] FIRST_CHUNK = bytes(
            CHUNK
                    + "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
    private static final byte[] DELTA_HEAD = bytes(CHUNK + "{\"content\":\"");
    private static final byte[] DELTA_TAIL = bytes("\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
    private static final byte[] LAST_CHUNK = bytes(CHUNK + "{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n");
    private static final byte[] DONE = bytes("data: [DONE]\n\n");

    /** Characters of a delta: about a model's token. */
    private static final int DELTA = 4;

    private Echo() {}

    static boolean isStreamed(byte[] request) {
        return lastIndexOf(request, STREAM, request.length) >= 0;
    }

    static byte[] reply(byte[] request) {
        int from = contentStart(request);
        int to = contentEnd(request, from);
        byte[] reply = new byte[HEAD.length + to - from + TAIL.length];
        System.arraycopy(HEAD, 0, reply, 0, HEAD.length);
        System.arraycopy(request, from, reply, HEAD.length, to - from);
        System.arraycopy(TAIL, 0, reply, HEAD.length + to - from, TAIL.length);
        return reply;
    }

    /** The events of the streamed reply, each with its blank line. */
    static List<byte[]> events(byte[] request) {
        int at = contentStart(request);
        int to = contentEnd(request, at);
        List<byte[]> events = new ArrayList<>();
        events.add(FIRST_CHUNK);
        while (at < to) {
            int end = at;
            for (int i = 0; i < DELTA && end < to; i++) {
                end = nextCharacter(request, end);
            }
            ByteArrayOutputStream event = new ByteArrayOutputStream(DELTA_HEAD.length + DELTA_TAIL.length + end - at);
            event.writeBytes(DELTA_HEAD);
            event.write(request, at, end - at);
            event.writeBytes(DELTA_TAIL);
            events.add(event.toByteArray());
            at = end;
        }
        events.add(LAST_CHUNK);
        events.add(DONE);
        return events;
    }

    /** Escapes and UTF-8 sequences stay whole. */
    private static int nextCharacter(byte[] json, int at) {
        if (json[at] == '\\') {
            return at + (json[at + 1] == 'u' ? 6 : 2);
        }
        int end = at + 1;
        while ((json[end] & 0xC0) == 0x80) {
            end++;
        }
        return end;
    }

    private static int contentStart(byte[] request) {
        int at = lastIndexOf(request, CONTENT, request.length);
        if (at < 0) {
            throw new IllegalArgumentException("the request has no message with a string as its content");
        }
        return at + CONTENT.length;
    }

    private static int contentEnd(byte[] request, int from) {
        int at = from;
        while (request[at] != '"') {
            at += request[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static int lastIndexOf(byte[] in, byte[] what, int before) {
        for (int at = before - what.length; at >= 0; at--) {
            int i = 0;
            while (i < what.length && in[at + i] == what[i]) {
                i++;
            }
            if (i == what.length) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
