package io.chatguard.redact.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatguard.testkit.Recorded;
import java.io.IOException;

/** Tells where in a recorded request a value stands. */
final class Whereabouts {

    private Whereabouts() {}

    static String of(Recorded request, String value) {
        try (JsonParser json = new JsonFactory().createParser(request.decodedBody())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                    if (json.getText().contains(value)) {
                        return json.getParsingContext().pathAsPointer().toString()
                                + (token == JsonToken.FIELD_NAME ? " (name)" : "");
                    }
                }
            }
        } catch (IOException e) {
            return "the body, which is not JSON";
        }
        return request.target().contains(value) ? "the path or query" : "a header, or an encoded form";
    }
}
