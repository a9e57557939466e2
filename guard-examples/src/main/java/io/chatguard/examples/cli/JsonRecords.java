package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds chosen strings in one JSON object; every other byte stays as it is.
 *
 * <p>Strict: one object, no repeated names, at most {@value InputFailures#DEEPEST} levels, every record has at least
 * one chosen string.
 */
final class JsonRecords {
    private static final int BYTE_ORDER_MARK = 3;

    private final JsonFactory json;
    private final List<JsonField> fields;

    JsonRecords(List<JsonField> fields, int maxBytes) {
        this.fields = List.copyOf(fields);
        this.json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(InputFailures.DEEPEST)
                        .maxStringLength(maxBytes)
                        .maxNameLength(maxBytes)
                        .maxNumberLength(maxBytes)
                        .build())
                .build();
    }

    /** A string literal from its opening quote to behind its closing one, and what it says. */
    record Spot(int from, int to, String text) {
        @Override
        public String toString() {
            return "Spot[" + from + "-" + to + "]";
        }
    }

    /** One line and the chosen strings in it. */
    record Row(byte[] line, List<Spot> spots) {

        /** Writes the line with these texts; a string that stays the same keeps its very bytes. */
        void write(List<String> texts, ByteArrayOutputStream out) {
            int copied = 0;
            for (int i = 0; i < spots.size(); i++) {
                Spot spot = spots.get(i);
                if (!texts.get(i).equals(spot.text())) {
                    out.write(line, copied, spot.from() - copied);
                    out.writeBytes(JsonQuoting.quoted(texts.get(i)));
                    copied = spot.to();
                }
            }
            out.write(line, copied, line.length - copied);
        }

        @Override
        public String toString() {
            return "Row[" + spots.size() + " strings]";
        }
    }

    /** Reads a line that is not blank. */
    Row read(byte[] line, String place) throws IOException {
        int start = startsWithByteOrderMark(line) ? BYTE_ORDER_MARK : 0;
        List<Spot> spots = new ArrayList<>();
        try (JsonParser parser = json.createParser(line, start, line.length - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw syntax("not a JSON object", place, parser);
            }
            for (int depth = 1; depth > 0; ) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw syntax("the JSON object does not end", place, parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING && isChosen(parser)) {
                    int from = start + (int) parser.currentTokenLocation().getByteOffset();
                    String text = parser.getText();
                    spots.add(new Spot(
                            from, start + (int) parser.currentLocation().getByteOffset(), text));
                }
            }
            if (parser.nextToken() != null) {
                throw syntax("more than one JSON value", place, parser);
            }
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw InputFailures.json("not valid JSON", place, column);
        }
        if (spots.isEmpty()) {
            throw CliFailure.of(
                    "none of the named fields holds a string",
                    place,
                    "jsonl/field",
                    "name the fields that hold text with --field, or every string with --field '*'");
        }
        return new Row(line, spots);
    }

    private boolean isChosen(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        for (JsonField field : fields) {
            if (field.fits(pointer)) {
                return true;
            }
        }
        return false;
    }

    private static CliFailure syntax(String summary, String place, JsonParser parser) {
        return InputFailures.json(summary, place, parser.currentTokenLocation().getColumnNr());
    }

    private static boolean startsWithByteOrderMark(byte[] line) {
        return line.length >= BYTE_ORDER_MARK
                && line[0] == (byte) 0xEF
                && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF;
    }
}
