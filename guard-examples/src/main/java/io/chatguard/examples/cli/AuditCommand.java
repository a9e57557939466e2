package io.chatguard.examples.cli;

import io.chatguard.AuditTrail;
import io.chatguard.AuditTrail.Anchor;
import io.chatguard.AuditTrail.Problem;
import io.chatguard.AuditTrail.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works with audit trails: verifies them, shows their end, makes their keys. */
@Command(name = "audit", description = "Verifies an audit trail, shows its last records, or makes its key.")
public final class AuditCommand implements Callable<Integer> {

    private static final int LONGEST_TAIL = 100_000;

    private final Surroundings surroundings;

    /** A command that writes there. */
    public AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        throw CliFailure.usage("say which: audit verify PATH..., audit tail PATH, or audit key FILE");
    }

    /** Verifies chain and signatures, and names file, line and kind of what was done to them. */
    @Command(
            name = "verify",
            description =
                    "Verifies chain and signatures of a trail; names file, line and what was done of each damage.")
    int verify(
            @Parameters(paramLabel = "PATH", arity = "1..*", description = "The trail's folder, or files in order.")
                    List<Path> paths,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = "PEM file with the public key that must have signed; may be repeated.")
                    List<Path> keyFiles,
            @Option(
                            names = "--anchor",
                            paramLabel = "SEQ:HASH",
                            description = "A checkpoint that was kept elsewhere, as the log tells it; may be repeated.")
                    List<String> anchors) {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : orNone(keyFiles)) {
            keys.add(AuditTrail.publicKey(file));
        }
        Report report = AuditTrail.verify(
                paths, keys, orNone(anchors).stream().map(AuditCommand::anchor).toList());
        PrintWriter out = writer();
        for (Problem problem : report.problems()) {
            out.println(line(problem));
        }
        for (String notice : report.notices()) {
            out.println("note: " + notice);
        }
        out.println(report.files() + " files, records " + report.first() + " to " + report.last() + " ("
                + report.decisions() + " decisions, " + report.outcomes() + " outcomes), signed up to "
                + report.signedUpTo() + ", from " + report.from() + " to " + report.to());
        out.println("last record " + report.last() + ":" + report.lastHash());
        out.println(report.isWhole() ? "whole" : "DAMAGED: " + report.problems().size() + " problems");
        out.flush();
        return report.isWhole() ? ExitCode.OK : ExitCode.DAMAGED;
    }

    private static String line(Problem problem) {
        String lines = problem.fromLine() == 0
                ? ""
                : problem.fromLine() == problem.toLine()
                        ? " line " + problem.toLine()
                        : " lines " + problem.fromLine() + " to " + problem.toLine();
        return problem.damage().name().toLowerCase(Locale.ROOT) + ": " + problem.file() + lines + " (record "
                + problem.sequence() + "): " + problem.what();
    }

    private static Anchor anchor(String text) {
        int colon = text.indexOf(':');
        try {
            return new Anchor(Long.parseLong(text, 0, Math.max(0, colon), 10), text.substring(colon + 1));
        } catch (IllegalArgumentException notAnAnchor) {
            throw CliFailure.usage("--anchor wants SEQ:HASH, a record's number and 64 digits of hexadecimal");
        }
    }

    /** Shows the last records, one on a line. */
    @Command(
            name = "tail",
            description = "Shows the last records of a trail, one on a line: number, time, kind and what it counts.")
    int tail(
            @Parameters(paramLabel = "PATH", description = "A file of the trail, or its folder for the last file.")
                    Path path,
            @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many; default 10.")
                    int count)
            throws IOException {
        if (count < 1 || count > LONGEST_TAIL) {
            throw CliFailure.usage("-n wants a number from 1 to " + LONGEST_TAIL);
        }
        PrintWriter out = writer();
        AuditTail.of(path, count).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    /** Makes a key pair, and prints the public key in PEM. */
    @Command(
            name = "key",
            description = "Makes an Ed25519 key pair in a new file for its owner only, and prints the public key.")
    int key(@Parameters(paramLabel = "FILE", description = "A new file; keep it apart from the trail.") Path file) {
        PublicKey key = AuditTrail.createKey(file);
        PrintWriter out = writer();
        out.println("-----BEGIN PUBLIC KEY-----");
        out.println(Base64.getEncoder().encodeToString(key.getEncoded()));
        out.println("-----END PUBLIC KEY-----");
        out.flush();
        return ExitCode.OK;
    }

    private static <T> List<T> orNone(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private PrintWriter writer() {
        return new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8);
    }
}
