package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.chatguard.examples.cli.ScanPiece.Located;
import io.chatguard.examples.cli.ScanPiece.Scanned;
import io.chatguard.examples.cli.ScanPiece.Source;
import io.chatguard.examples.cli.ScanPiece.Trouble;
import io.chatguard.redact.CatalogRule;
import io.chatguard.redact.RuleCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a log of the form <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>.
 *
 * <p>Results come first and the rules that gave them last, so that no result is kept. There are no snippets. Paths are
 * relative to the top of the repository, or to the folder that was named; where that lies is not told.
 */
final class SarifReport implements ScanReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
    private static final double SURE = 0.8;
    private static final double LIKELY = 0.5;

    private final Output out;
    private final RuleCatalog catalog;
    private final Map<String, Integer> rules = new LinkedHashMap<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private Optional<JsonGenerator> begun = Optional.empty();

    SarifReport(Output out, RuleCatalog catalog) {
        this.out = out;
        this.catalog = catalog;
    }

    @Override
    public void found(Scanned scanned) throws IOException {
        JsonGenerator json = json();
        for (Located at : scanned.found()) {
            result(json, scanned.source(), at);
        }
    }

    @Override
    public void trouble(Trouble trouble) {
        troubles.add(trouble);
    }

    @Override
    public void end() throws IOException {
        JsonGenerator json = json();
        json.writeEndArray();
        tool(json);
        invocation(json);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private JsonGenerator json() throws IOException {
        if (begun.isPresent()) {
            return begun.get();
        }
        JsonGenerator json = new JsonFactory().createGenerator(new ToOutput(out));
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        begun = Optional.of(json);
        return json;
    }

    private void result(JsonGenerator json, Source source, Located at) throws IOException {
        rules.putIfAbsent(at.rule(), rules.size());
        json.writeStartObject();
        json.writeStringField("ruleId", at.rule());
        json.writeNumberField("ruleIndex", rules.getOrDefault(at.rule(), -1));
        json.writeStringField("level", at.score() >= SURE ? "error" : at.score() >= LIKELY ? "warning" : "note");
        Optional<CatalogRule> rule = catalog.rule(at.rule());
        message(
                json,
                "message",
                at.label() + rule.flatMap(ScanReport::secret).orElse("") + ", " + at.length()
                        + " characters, which are not shown");
        if (rule.isPresent() && rule.get().kind().isPresent()) {
            json.writeObjectFieldStart("properties");
            ScanReport.secrecy(json, rule.get());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(source.relative()));
        json.writeStringField("uriBaseId", source.root() == 1 ? "SRCROOT" : "SRCROOT" + source.root());
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", at.startLine());
        json.writeNumberField("startColumn", at.startColumn());
        json.writeNumberField("endLine", at.endLine());
        json.writeNumberField("endColumn", at.endColumn());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "chatguard");
        json.writeStringField(
                "version",
                Optional.ofNullable(SarifReport.class.getPackage().getImplementationVersion())
                        .orElse("not packaged"));
        json.writeArrayFieldStart("rules");
        for (String id : rules.keySet()) {
            json.writeStartObject();
            json.writeStringField("id", id);
            Optional<CatalogRule> rule = catalog.rule(id);
            String about =
                    rule.map(CatalogRule::about).filter(said -> !said.isEmpty()).orElse(id);
            message(json, "shortDescription", about);
            Optional<String> help = rule.flatMap(SarifReport::page);
            if (help.isPresent()) {
                json.writeStringField("helpUri", help.get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void invocation(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", troubles.isEmpty());
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (Trouble trouble : troubles) {
            json.writeStartObject();
            json.writeStringField("level", "error");
            message(json, "message", "could not be read: " + trouble.shown() + " (" + trouble.what() + ")");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void message(JsonGenerator json, String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** The first page among the sources of a rule. */
    private static Optional<String> page(CatalogRule rule) {
        return rule.sources().stream()
                .flatMap(source -> List.of(source.split(" ", -1)).stream())
                .filter(word -> word.startsWith("https://") || word.startsWith("http://"))
                .findFirst();
    }

    /** A relative reference; a first name with a colon would be taken for a scheme. */
    private static String uri(String path) throws IOException {
        try {
            String uri = new URI(null, null, "/" + path, null).toASCIIString();
            return uri.substring(1).replace(":", "%3A");
        } catch (URISyntaxException e) {
            throw new IOException("a path that is no URI", null);
        }
    }

    private static final class ToOutput extends OutputStream {
        private final Output out;

        ToOutput(Output out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(Arrays.copyOfRange(bytes, from, from + length));
        }
    }
}
