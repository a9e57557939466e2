package io.chatguard.examples.demo;

import io.chatguard.examples.cli.AuditCommand;
import io.chatguard.examples.cli.Surroundings;
import io.chatguard.examples.demo.Ink.Tone;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The trail that all calls before have left, verified as it is, and after somebody was at it. */
final class AuditScene {
    private static final String SETTING = "audit: {path: trail, key: audit.key}";
    private static final String COMMAND = "chatguard audit verify trail --key audit.pub";
    private static final String SAID = "\"segments_request\":1";
    private static final String INSTEAD = "\"segments_request\":0";

    private final Trail trail;
    private final Screen screen;

    AuditScene(Trail trail, Screen screen) {
        this.trail = trail;
        this.screen = screen;
    }

    void tampered() {
        screen.heading("10  An audit trail that shows tampering");
        screen.paragraph(
                Tone.FAINT,
                "Each decision was on the device before its request left, and each record holds the hash of the one"
                        + " before. These are the records of all calls above:");
        screen.paragraph(Tone.STRONG, SETTING);
        trail.end();
        verify();
        List<String> lines = new ArrayList<>(trail.lines());
        int at = 0;
        while (!lines.get(at).contains(SAID)) {
            at++;
        }
        screen.paragraph(
                Tone.FAINT,
                "Then somebody hides that a text was screened: in line " + (at + 1) + " " + SAID + " becomes 0.");
        lines.set(at, lines.get(at).replace(SAID, INSTEAD));
        trail.rewrite(lines);
        verify();
        screen.breathe();
    }

    /** What the command prints. */
    private void verify() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditCommand command = new AuditCommand(new Surroundings(
                InputStream.nullInputStream(), out, new PrintStream(out, true, StandardCharsets.UTF_8), Map.of()));
        int status = new CommandLine(command)
                .execute(
                        "verify",
                        trail.records().toString(),
                        "--key",
                        trail.publicKey().toString());
        screen.paragraph(Tone.STRONG, COMMAND);
        screen.listing(out.toString(StandardCharsets.UTF_8).strip() + " (exit status " + status + ")");
    }
}
