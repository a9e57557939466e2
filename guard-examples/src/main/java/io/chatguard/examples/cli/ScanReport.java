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
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes what a scan of files finds; never a value. */
interface ScanReport {

    /** How a result is written. */
    enum Format {
        TEXT,
        JSONL,
        SARIF;

        ScanReport report(Output out, RuleCatalog rules) {
            return switch (this) {
                case TEXT -> new Lines(out, rules);
                case JSONL -> new JsonLines(out, rules);
                case SARIF -> new SarifReport(out, rules);
            };
        }
    }

    /** The findings in a part of a file. */
    void found(Scanned scanned) throws IOException;

    /** Something could not be read. */
    default void trouble(Trouble trouble) throws IOException {}

    /** That was all. */
    default void end() throws IOException {}

    /** A line for people: a name of a file cannot move the cursor of their terminal. */
    static String printable(String name) {
        StringBuilder safe = new StringBuilder(name);
        for (int i = 0; i < safe.length(); i++) {
            int type = Character.getType(safe.charAt(i));
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR) {
                safe.setCharAt(i, '?');
            }
        }
        return safe.toString();
    }

    /** Whose and what a secret is, as members of the object that is being written; nothing of other rules. */
    static void secrecy(JsonGenerator json, CatalogRule rule) throws IOException {
        if (rule.kind().isEmpty()) {
            return;
        }
        if (rule.vendor().isPresent()) {
            json.writeStringField("vendor", rule.vendor().get());
        }
        json.writeStringField("kind", rule.kind().get());
        json.writeArrayFieldStart("rights");
        for (String right : rule.rights()) {
            json.writeString(right);
        }
        json.writeEndArray();
    }

    /** {@code : Stripe secret key, live}; nothing for what is no secret. */
    static Optional<String> secret(CatalogRule rule) {
        return rule.kind().map(kind -> {
            String whose = rule.vendor().map(vendor -> vendor + " ").orElse("");
            String rights = rule.rights().isEmpty() ? "" : ", " + String.join(", ", rule.rights());
            return ": " + whose + kind + rights;
        });
    }

    /** {@code file:line:column rule LABEL (n characters)}, and of a secret whose and what it is. */
    record Lines(Output out, RuleCatalog rules) implements ScanReport {
        @Override
        public void found(Scanned scanned) throws IOException {
            StringBuilder lines = new StringBuilder();
            for (Located at : scanned.found()) {
                lines.append(printable(scanned.source().shown()))
                        .append(':')
                        .append(at.startLine())
                        .append(':')
                        .append(at.startColumn())
                        .append(' ')
                        .append(at.rule())
                        .append(' ')
                        .append(at.label())
                        .append(" (")
                        .append(at.length())
                        .append(" characters)")
                        .append(rules.rule(at.rule())
                                .flatMap(ScanReport::secret)
                                .orElse(""))
                        .append('\n');
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An object for each finding. */
    record JsonLines(Output out, RuleCatalog rules) implements ScanReport {
        private static final JsonFactory JSON = new JsonFactory();

        @Override
        public void found(Scanned scanned) throws IOException {
            for (Located at : scanned.found()) {
                StringWriter line = new StringWriter();
                try (JsonGenerator json = JSON.createGenerator(line)) {
                    write(json, scanned.source(), at, rules.rule(at.rule()));
                }
                out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        }

        private static void write(JsonGenerator json, Source source, Located at, Optional<CatalogRule> rule)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("file", source.shown());
            json.writeNumberField("start_line", at.startLine());
            json.writeNumberField("start_column", at.startColumn());
            json.writeNumberField("end_line", at.endLine());
            json.writeNumberField("end_column", at.endColumn());
            json.writeStringField("label", at.label());
            json.writeNumberField("score", at.score());
            json.writeStringField("rule", at.rule());
            json.writeNumberField("length", at.length());
            if (rule.isPresent()) {
                secrecy(json, rule.get());
            }
            json.writeEndObject();
        }
    }
}
