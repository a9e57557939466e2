package io.chatguard.internal.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.PolicySection;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.List;

/** The JSON Schema of policy files: that of the core keys with each section's own put in. */
final class PolicySchema {

    private static final String CORE = "/io/chatguard/policy-core.schema.json";
    private static final JsonFactory JSON = new JsonFactory();

    private PolicySchema() {}

    /** The same text for the same sections, whatever the platform. */
    static String merged(List<PolicySection<?>> sections) {
        StringWriter out = new StringWriter();
        try (InputStream core = PolicySchema.class.getResourceAsStream(CORE)) {
            if (core == null) {
                throw GuardException.of(Reason.CONFIGURATION, "the schema resource " + CORE + " is missing")
                        .remedy("keep the resources of guard-api when repackaging it")
                        .build();
            }
            try (JsonParser in = JSON.createParser(core);
                    JsonGenerator json = JSON.createGenerator(out).setPrettyPrinter(printer())) {
                copy(in, json, sections);
            }
        } catch (IOException broken) {
            throw GuardException.of(Reason.CONFIGURATION, "a policy section's schema is not valid JSON")
                    .origin(broken)
                    .build();
        }
        return out.append('\n').toString();
    }

    /** Copies the core's schema and adds the sections at the end of its top-level {@code properties}. */
    private static void copy(JsonParser in, JsonGenerator json, List<PolicySection<?>> sections) throws IOException {
        int depth = 0;
        boolean properties = false;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token == JsonToken.FIELD_NAME && depth == 1) {
                properties = in.currentName().equals("properties");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.END_OBJECT && depth == 1 && properties) {
                for (PolicySection<?> section : sections) {
                    json.writeFieldName(section.key());
                    try (JsonParser fragment = JSON.createParser(section.schema())) {
                        fragment.nextToken();
                        json.copyCurrentStructure(fragment);
                    }
                }
            }
            json.copyCurrentEvent(in);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        return printer;
    }
}
