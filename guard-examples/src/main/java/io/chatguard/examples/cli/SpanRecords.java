package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.chatguard.examples.cli.SpanRecord.Raw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines {@code {"text", "spans":[{"start","end","label","score"}]}}; other members are passed over, of a repeated
 * one the last counts. Thread-safe.
 */
final class SpanRecords {
    private final JsonFactory json;

    /** Reads lines of so many bytes at most. */
    SpanRecords(int maxBytes) {
        this.json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(InputFailures.DEEPEST)
                        .maxStringLength(maxBytes)
                        .maxNameLength(maxBytes)
                        .maxNumberLength(maxBytes)
                        .build())
                .build();
    }

    /** Reads a line that is not blank. */
    SpanRecord read(String line, String place) throws IOException {
        try (JsonParser parser = json.createParser(line.startsWith("\uFEFF") ? line.substring(1) : line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw InputFailures.json("not a JSON object", place, 1);
            }
            Optional<String> text = Optional.empty();
            Optional<List<Raw>> spans = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                    text = Optional.of(parser.getText());
                } else if (name.equals("spans")) {
                    spans = Optional.of(spans(parser, place));
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw InputFailures.json(
                        "more than one JSON value",
                        place,
                        parser.currentTokenLocation().getColumnNr());
            }
            return new SpanRecord(text, spans);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw InputFailures.json("not valid JSON", place, column);
        }
    }

    private static List<Raw> spans(JsonParser parser, String place) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw noSpan(place);
        }
        List<Raw> spans = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            spans.add(span(parser, place));
        }
        return spans;
    }

    private static Raw span(JsonParser parser, String place) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw noSpan(place);
        }
        int start = -1;
        int end = -1;
        double score = 1;
        @Nullable String label = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && name.equals("start")) {
                start = parser.getIntValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("end")) {
                end = parser.getIntValue();
            } else if (value == JsonToken.VALUE_STRING && name.equals("label")) {
                label = parser.getText();
            } else if (value.isNumeric() && name.equals("score")) {
                score = parser.getDoubleValue();
            } else {
                parser.skipChildren();
            }
        }
        if (start < 0 || end < start || label == null) {
            throw noSpan(place);
        }
        return new Raw(start, end, label, score);
    }

    private static CliFailure noSpan(String place) {
        return CliFailure.of(
                "this is not a list of spans",
                place,
                "evaluate/spans",
                "write \"spans\":[{\"start\":0,\"end\":4,\"label\":\"PERSON\"}] with 0 <= start <= end");
    }
}
