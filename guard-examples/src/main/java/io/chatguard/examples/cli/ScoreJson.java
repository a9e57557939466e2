package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.chatguard.examples.cli.score.Score;
import io.chatguard.examples.cli.score.Tally;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Tells scores to programs, as one JSON object; shares are rounded to four digits. */
final class ScoreJson {
    private static final int DIGITS = 4;

    private ScoreJson() {}

    /** One line for configurations that scored the same texts. */
    static String of(List<String> names, List<Score> scores) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("texts", scores.get(0).texts());
            json.writeNumberField("texts_without_gold", scores.get(0).plain());
            json.writeArrayFieldStart("configurations");
            for (int i = 0; i < names.size(); i++) {
                Score score = scores.get(i);
                json.writeStartObject();
                json.writeStringField("name", names.get(i));
                json.writeNumberField("texts_left_alone", score.leftAlone());
                write(json, "overall", score.overall());
                json.writeObjectFieldStart("labels");
                for (Map.Entry<String, Tally> label : score.byLabel().entrySet()) {
                    write(json, label.getKey(), label.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, String name, Tally tally) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("gold", tally.gold());
        json.writeNumberField("full", tally.full());
        json.writeNumberField("partial", tally.partial());
        json.writeNumberField("missed", tally.missed());
        json.writeNumberField("touched", tally.touched());
        json.writeNumberField("exact", tally.exact());
        json.writeNumberField("characters", tally.characters());
        json.writeNumberField("leaked", tally.leaked());
        json.writeNumberField("predicted", tally.predicted());
        json.writeNumberField("false_positives", tally.falsePositives());
        json.writeNumberField("mapped", tally.mapped());
        json.writeNumberField("recall", rounded(tally.recall()));
        json.writeNumberField("touched_recall", rounded(tally.touchedRecall()));
        json.writeNumberField("exact_recall", rounded(tally.exactRecall()));
        json.writeNumberField("precision", rounded(tally.precision()));
        json.writeNumberField("mapped_precision", rounded(tally.mappedPrecision()));
        json.writeNumberField("f1", rounded(tally.f(1)));
        json.writeNumberField("f2", rounded(tally.f(2)));
        json.writeNumberField("leaked_chars", rounded(tally.leakedShare()));
        json.writeEndObject();
    }

    private static double rounded(double share) {
        return new BigDecimal(share).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }
}
