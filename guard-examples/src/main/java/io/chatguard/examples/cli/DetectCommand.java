package io.chatguard.examples.cli;

import io.chatguard.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "Example: chatguard detect --in texts.jsonl --out spans.jsonl --labels EMAIL_ADDRESS,PHONE_NUMBER",
            "Example: chatguard detect --preset secrets-only --in lines.jsonl",
            ""
        })
public final class DetectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final InOut files = new InOut();

    @Mixin
    private final RecognitionOptions options = new RecognitionOptions();

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
        Policy policy = choice.policy();
        Recognition recognition = Recognition.of(
                        policy, options.minScore(policy), RecognitionOptions.types(labels, policy))
                .only(choice.reported());
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
