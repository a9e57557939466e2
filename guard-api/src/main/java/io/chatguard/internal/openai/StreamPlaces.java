package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import java.util.Map;

/**
 * Where a text of a streamed response stands in the same response when it is not streamed, so that a text which comes
 * in pieces, then whole, then once more within its item and the response has one place in the receipt.
 *
 * <p>Source: the stream events of openai-java 4.101.0 and what their documentation says they are part of.
 */
final class StreamPlaces {

    /** The fields by event, with {@code #} for the index of the part. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("response.output_text", "content/#/text"),
            Map.entry("response.output_text.annotation", "content/#/annotations"),
            Map.entry("response.refusal", "content/#/refusal"),
            Map.entry("response.content_part", "content/#"),
            Map.entry("response.reasoning_text", "content/#/text"),
            Map.entry("response.reasoning_summary_text", "summary/#/text"),
            Map.entry("response.reasoning_summary_part", "summary/#"),
            Map.entry("response.function_call_arguments", "arguments"),
            Map.entry("response.mcp_call_arguments", "arguments"),
            Map.entry("response.custom_tool_call_input", "input"),
            Map.entry("response.code_interpreter_call_code", "code"),
            Map.entry("response.shell_call_command", "action/commands/#"),
            Map.entry("response.shell_call_output_content", "output/#"));

    private StreamPlaces() {}

    /**
     * The place of a text that comes in pieces.
     *
     * @param base the events' type without its last word
     * @param member the member of the delta, or empty where the delta is a text
     */
    static String of(String base, int output, int part, String member) {
        String field = FIELDS.getOrDefault(base, "*").replace("#", Integer.toString(part));
        String shown = Positions.table().names(member) ? member : "*";
        return "/output/" + output + "/" + field + (member.isEmpty() ? "" : "/" + shown);
    }

    /** The place of a text of that event, of which {@code place} is the place within the event. */
    static String of(JsonIndex event, String place) {
        int end = place.indexOf('/', 1);
        String first = end < 0 ? place : place.substring(0, end);
        String rest = end < 0 ? "" : place.substring(end);
        int output = number(event, "output_index");
        String type = type(event);
        String base = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        return switch (first) {
            case "/response" -> rest;
            case "/item" -> "/output/" + output + rest;
            case "/output" -> "/output/" + output + place;
            case "/annotation" -> of(base, output, part(event), "") + "/" + number(event, "annotation_index") + rest;
            default -> {
                String field = "/" + FIELDS.getOrDefault(base, "");
                boolean whole = first.equals("/part") || field.endsWith(first);
                yield whole ? of(base, output, part(event), "") + rest : "/output/" + output + place;
            }
        };
    }

    /** The index of the part that an event is about. */
    static int part(JsonIndex event) {
        for (String name : new String[] {"content_index", "summary_index", "command_index"}) {
            if (event.child(0, name) >= 0) {
                return number(event, name);
            }
        }
        return 0;
    }

    /** An index of an event, as {@link #index}. */
    static int number(JsonIndex event, String name) {
        return index(event, event.child(0, name));
    }

    /**
     * The index that tells a text from others beside it; 0 if there is none, since some servers leave out that of an
     * only one. What is there and is no index is refused: pieces of two texts must not be taken for one.
     */
    static int index(JsonIndex event, int node) {
        if (node < 0 || event.kind(node) == JsonKind.NULL) {
            return 0;
        }
        long index = event.wholeNumber(node).orElse(-1);
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw Refusals.index();
        }
        return (int) index;
    }

    private static String type(JsonIndex event) {
        int type = event.child(0, "type");
        return type >= 0 && event.kind(type) == JsonKind.STRING ? event.text(type) : "";
    }
}
