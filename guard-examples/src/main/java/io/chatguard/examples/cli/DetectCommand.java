package io.chatguard.examples.cli;

import io.chatguard.Policy;
import io.chatguard.redact.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is recognised in many texts, and where. */
@Command(
        name = "detect",
        description = {
            "Says what is recognised in texts, and where: for each line {\"text\": ...} of the input one line",
            "{\"spans\":[{\"start\",\"end\",\"label\",\"score\",\"rule\"}]}, in the same order.",
            "",
            "Each text stands for itself; other members of a line are not looked at. A blank line stays blank. Spans"
                    + " come by start, longer ones first. They may overlap: everything that reaches the score is"
                    + " reported, one span once for each label. Nothing is replaced and no action of the policy"
                    + " counts; use 'redact' for that. With --preset, what it lets pass is left out.",
            "",
            "With files or folders: says file, line, column (in UTF-16 units), rule, label and length of what is in"
                    + " them, never the value. Files that git ignores, tracked ones too, and binary ones are left out,"
                    + " links are not followed. Exit status 0: nothing found, 1: something found, 2: not everything could"
                    + " be read.",
            "",
            "Example: chatguard detect --in texts.jsonl --out spans.jsonl --labels EMAIL_ADDRESS,PHONE_NUMBER",
            "Example: chatguard detect --preset secrets-only --in lines.jsonl",
            "Example: chatguard detect --preset secrets-only --format sarif --out found.sarif .",
            ""
        })
public final class DetectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final InOut files = new InOut();

    @Mixin
    private final RecognitionOptions options = new RecognitionOptions();

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "Looks into these files, and into all below these folders, in place of JSON lines.")
    private List<Path> paths = List.of();

    @Option(
            names = "--format",
            paramLabel = "text|jsonl|sarif",
            description = "How findings in files are written; sarif is SARIF 2.1.0. Default: text")
    private ScanReport.@Nullable Format format;

    @Option(names = "--no-ignore", description = "Looks into files that git ignores, too.")
    private boolean noIgnore;

    @Option(
            names = "--offsets",
            paramLabel = "codepoint|utf16",
            defaultValue = "codepoint",
            description = "What start and end count: Unicode code points, as Python does, or UTF-16 units, as Java and"
                    + " JavaScript do. Default: codepoint")
    private Offsets offsets = Offsets.CODEPOINT;

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = ",",
            description =
                    "Reports these types only, separated by commas; 'chatguard rules' lists them with their rules."
                            + " Default: all")
    private List<String> labels = List.of();

    @Mixin
    private final PolicyChoice choice = new PolicyChoice();

    /** A command that reads and writes there. */
    public DetectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        checkInput();
        try {
            return detect();
        } catch (IOException | RuntimeException e) {
            if (paths.isEmpty()) {
                throw e;
            }
            // Status 1 says that something was found.
            throw CliFailure.explained(e).as(ExitCode.INCOMPLETE);
        }
    }

    private int detect() throws IOException {
        Policy policy = options.tiered(choice.policy(), choice.isGiven());
        Recognition recognition = Recognition.of(
                        policy, options.minScore(policy), RecognitionOptions.types(labels, policy))
                .only(choice.reported());
        return paths.isEmpty() ? detectInLines(recognition) : detectInFiles(recognition, policy);
    }

    private void checkInput() {
        if (!paths.isEmpty() && files.isNamed()) {
            throw CliFailure.usage("give --in for JSON lines, or files and folders to look into, not both");
        }
        if (paths.isEmpty() && (format != null || noIgnore)) {
            throw CliFailure.usage("--format and --no-ignore are for files and folders; name some");
        }
    }

    private int detectInFiles(Recognition recognition, Policy policy) throws IOException {
        FolderWalk.Ignored ignored = noIgnore ? FolderWalk.Ignored.READ : FolderWalk.Ignored.SKIP;
        FolderWalk walk = new FolderWalk(paths, ignored);
        // Only a bar asks how much there is.
        Optional<Long> bytes =
                Terminal.showsErrors() ? Optional.of(new FolderWalk(paths, ignored).bytes()) : Optional.empty();
        try (Output out = files.output(surroundings);
                Progress progress = Progress.of("detect", bytes, surroundings.err())) {
            ScanReport report = (format == null ? ScanReport.Format.TEXT : format).report(out, RuleCatalog.of(policy));
            return new FileScan(out, report, progress, surroundings).run(walk, recognition);
        }
    }

    private int detectInLines(Recognition recognition) throws IOException {
        String name = files.inputName();
        try (InputStream in = files.open(surroundings);
                Output out = files.output(surroundings);
                Progress progress = Progress.of("detect", files.size(), surroundings.err())) {
            Conveyor.run(
                    new Blocks(in, name, files.maxLine()),
                    () -> new DetectWork(name, recognition, offsets),
                    new Writing(out, progress));
            out.finish();
        }
        return ExitCode.OK;
    }

    private record Writing(Output out, Progress progress) implements Conveyor.Sink<DetectWork.Done> {
        @Override
        public void take(DetectWork.Done done) throws IOException {
            out.write(done.lines());
            progress.done(done.bytes());
        }

        @Override
        public void idle() throws IOException {
            out.flush();
        }
    }
}
