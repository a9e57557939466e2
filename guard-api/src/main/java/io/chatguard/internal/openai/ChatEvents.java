package io.chatguard.internal.openai;

import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonEdits;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonText;
import io.chatguard.internal.json.SseAnswer;
import io.chatguard.internal.json.SseEvent;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a streamed chat completion.
 *
 * <p>What a filter holds back goes into the chunk that carries the choice's {@code finish_reason}, because the SDK's
 * accumulators accept nothing after it.
 */
final class ChatEvents {

    /** The API allows 64 characters. */
    private static final int LONGEST_NAME = 1_000;

    private static final String TOOL_CALLS = "tool_calls";
    private static final String FUNCTION_CALL = "function_call";

    private final ExchangeRun run;
    private final Channels channels;
    private final boolean structured;
    private final Map<Channels.Key, String> toolFields = new HashMap<>();
    private final Map<Long, String> toolNames = new HashMap<>();
    private final Set<Integer> started = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    /** Chunks say {@code "usage": null} where one with the usage follows the last finish reason. */
    private boolean usageAwaited;

    private @Nullable JsonIndex last;

    ChatEvents(ExchangeRun run) {
        this.run = run;
        this.channels = new Channels(run, this::place);
        this.structured = run.facts().format() != Facts.Format.TEXT;
    }

    /** Whether every choice that was asked for or begun has had its finish reason, and the usage has come if it is due. */
    boolean isComplete() {
        return finished.size() >= run.facts().choices() && finished.containsAll(started) && !usageAwaited;
    }

    void onChunk(JsonIndex chunk, SseEvent event, SseAnswer out) {
        last = chunk;
        int usage = chunk.child(0, "usage");
        usageAwaited = usage < 0 ? usageAwaited : chunk.kind(usage) == JsonKind.NULL;
        JsonEdits edits = JsonEdits.on(chunk);
        int choices = chunk.child(0, "choices");
        for (int choice = first(chunk, choices); choice >= 0; choice = chunk.nextSibling(choice)) {
            choice(chunk, choice, edits);
        }
        if (edits.isEmpty()) {
            out.forward();
        } else {
            out.replaceData(edits.apply());
        }
    }

    /** Adds a chunk with what is still held back, for a reply that ends without finish reasons. */
    void flush(SseAnswer out) {
        JsonIndex chunk = last;
        if (chunk == null) {
            return;
        }
        StringBuilder choices = new StringBuilder();
        for (int choice : channels.unfinished().stream()
                .map(Channels.Key::choice)
                .distinct()
                .toList()) {
            String delta = String.join(",", held(choice));
            if (!delta.isEmpty()) {
                choices.append(choices.isEmpty() ? "" : ",")
                        .append("{\"index\":" + choice + ",\"delta\":{" + delta + "},\"finish_reason\":null}");
            }
        }
        if (choices.isEmpty()) {
            return;
        }
        JsonEdits edits = JsonEdits.on(chunk);
        edits.replaceRaw(chunk.child(0, "choices"), bytes("[" + choices + "]"));
        int usage = chunk.child(0, "usage");
        if (usage >= 0) {
            edits.replaceRaw(usage, bytes("null"));
        }
        out.insertBefore("", edits.apply());
    }

    /** Where that text stands in a reply that is not streamed. */
    private String place(Channels.Key key) {
        String holder = toolFields.get(key);
        String field = Positions.table().names(key.field()) ? key.field() : "*";
        String message = "/choices/" + key.choice() + "/message/";
        if (holder == null) {
            return message + field;
        }
        return message + (key.toolIndex() < 0 ? "" : TOOL_CALLS + "/" + key.toolIndex() + "/") + holder + "/" + field;
    }

    private void choice(JsonIndex chunk, int node, JsonEdits edits) {
        int choice = StreamPlaces.index(chunk, chunk.child(node, "index"));
        started.add(choice);
        if (started.size() > Channels.MOST) {
            throw Refusals.tooManyTexts();
        }
        int reason = chunk.child(node, "finish_reason");
        boolean ends = reason >= 0 && chunk.kind(reason) != JsonKind.NULL;
        int delta = chunk.child(node, "delta");
        boolean object = delta >= 0 && chunk.kind(delta) == JsonKind.OBJECT;
        if (object) {
            for (int member = chunk.firstChild(delta); member >= 0; member = chunk.nextSibling(member)) {
                member(chunk, choice, member, ends, edits);
            }
        }
        legacy(chunk, choice, node, ends, edits);
        if (!ends) {
            return;
        }
        finished.add(choice);
        List<String> held = held(choice);
        if (held.isEmpty()) {
            return;
        }
        append(chunk, node, delta, object, held, edits);
    }

    /** The text of a legacy completion, which stands in the choice itself. */
    private void legacy(JsonIndex chunk, int choice, int node, boolean ends, JsonEdits edits) {
        int text = chunk.child(node, "text");
        if (text >= 0 && chunk.kind(text) == JsonKind.STRING) {
            Channels.Key key = new Channels.Key(choice, 0, "text", -1);
            text(chunk, text, channels.text(key, "", Kind.PROSE, false), ends, edits);
        }
    }

    private void member(JsonIndex chunk, int choice, int member, boolean ends, JsonEdits edits) {
        String name = chunk.name(member);
        switch (chunk.kind(member)) {
            case STRING -> {
                if (!name.equals("role")) {
                    Kind kind = structured && name.equals("content") ? Kind.STRUCTURED : Kind.PROSE;
                    Channels.Key key = new Channels.Key(choice, 0, name, -1);
                    text(chunk, member, channels.text(key, "", kind, kind == Kind.STRUCTURED), ends, edits);
                }
            }
            case ARRAY -> {
                if (name.equals(TOOL_CALLS)) {
                    for (int call = chunk.firstChild(member); call >= 0; call = chunk.nextSibling(call)) {
                        toolCall(chunk, choice, call, ends, edits);
                    }
                } else if (name.equals("annotations")) {
                    Channels.Key content = new Channels.Key(choice, 0, "content", -1);
                    AnnotationOffsets.shift(chunk, edits, member, offset -> channels.map(content, offset));
                }
            }
            case OBJECT -> {
                if (name.equals(FUNCTION_CALL)) {
                    tool(chunk, choice, -1, member, FUNCTION_CALL, "arguments", ends, edits);
                }
            }
            default -> {}
        }
    }

    private void toolCall(JsonIndex chunk, int choice, int call, boolean ends, JsonEdits edits) {
        int index = StreamPlaces.index(chunk, chunk.child(call, "index"));
        int function = chunk.child(call, "function");
        if (function >= 0) {
            tool(chunk, choice, index, function, "function", "arguments", ends, edits);
        }
        int custom = chunk.child(call, "custom");
        if (custom >= 0) {
            tool(chunk, choice, index, custom, "custom", "input", ends, edits);
        }
    }

    private void tool(
            JsonIndex chunk,
            int choice,
            int toolIndex,
            int holder,
            String holderName,
            String field,
            boolean ends,
            JsonEdits edits) {
        long id = ((long) choice << 32) | (toolIndex & 0xffffffffL);
        int name = chunk.child(holder, "name");
        if (name >= 0 && chunk.kind(name) == JsonKind.STRING) {
            if (toolNames.size() >= Channels.MOST) {
                throw Refusals.tooManyTexts();
            }
            toolNames.merge(id, chunk.text(name), ChatEvents::joined);
        }
        int text = chunk.child(holder, field);
        if (text < 0 || chunk.kind(text) != JsonKind.STRING) {
            return;
        }
        Channels.Key key = new Channels.Key(choice, 0, field, toolIndex);
        toolFields.put(key, holderName);
        boolean json = field.equals("arguments");
        ChannelText channel = channels.text(key, toolNames.getOrDefault(id, ""), Kind.TOOL_ARGUMENT, json);
        text(chunk, text, channel, ends, edits);
    }

    /** The pieces of a name; one that is too long for a name stays as it is, so that it cannot grow for ever. */
    private static String joined(String name, String piece) {
        return name.length() > LONGEST_NAME ? name : name.concat(piece);
    }

    private static void text(JsonIndex chunk, int node, ChannelText channel, boolean ends, JsonEdits edits) {
        String before = chunk.text(node);
        String after = channel.feed(before);
        if (ends) {
            after += channel.finish();
        }
        if (!after.equals(before)) {
            edits.replaceText(node, after);
        }
    }

    /** Ends the choice's texts; the members of a delta that carries what they held back. */
    private List<String> held(int choice) {
        List<String> members = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        for (Channels.Key key : channels.unfinished(choice)) {
            String rest = channels.finish(key);
            if (rest.isEmpty()) {
                continue;
            }
            String value = new String(JsonText.quote(rest), StandardCharsets.UTF_8);
            String holder = toolFields.get(key);
            if (holder == null) {
                members.add(quoted(key.field()) + ":" + value);
            } else if (key.toolIndex() < 0) {
                members.add(quoted(holder) + ":{" + quoted(key.field()) + ":" + value + "}");
            } else {
                calls.add("{\"index\":" + key.toolIndex() + "," + quoted(holder) + ":{" + quoted(key.field()) + ":"
                        + value + "}}");
            }
        }
        if (!calls.isEmpty()) {
            members.add("\"" + TOOL_CALLS + "\":[" + String.join(",", calls) + "]");
        }
        return members;
    }

    private static void append(
            JsonIndex chunk, int choice, int delta, boolean object, List<String> held, JsonEdits edits) {
        if (!object) {
            byte[] fresh = bytes("{" + String.join(",", held) + "}");
            if (delta >= 0) {
                edits.replaceRaw(delta, fresh);
            } else {
                edits.appendMember(choice, "delta", fresh);
            }
            return;
        }
        for (String member : held) {
            int colon = member.indexOf("\":");
            String name = member.substring(1, colon);
            String value = member.substring(colon + 2);
            int present = chunk.child(delta, name);
            if (present < 0) {
                edits.appendMember(delta, name, bytes(value));
            } else if (chunk.kind(present) == JsonKind.ARRAY) {
                int at = 0;
                for (int n = chunk.firstChild(present); n >= 0; n = chunk.nextSibling(n)) {
                    at++;
                }
                edits.insertElement(present, at, bytes(value.substring(1, value.length() - 1)));
            } else {
                edits.replaceRaw(present, bytes(value));
            }
        }
    }

    private static String quoted(String text) {
        return new String(JsonText.quote(text), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static int first(JsonIndex chunk, int array) {
        return chunk.kind(array) == JsonKind.ARRAY ? chunk.firstChild(array) : -1;
    }
}
