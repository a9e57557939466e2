package io.chatguard.examples.cli;

import io.chatguard.Policy;
import io.chatguard.examples.cli.score.LabelMap;
import io.chatguard.examples.cli.score.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures detections against spans that people marked. */
@Command(
        name = "evaluate",
        description = {
            "Measures detections against a gold set: recall, precision, F1, F2 and leaked characters, in all and for each"
                    + " label.",
            "",
            "Gold lines are {\"text\":...,\"spans\":[{\"start\",\"end\",\"label\"}]}. Detections are files with a line"
                    + " for each gold line, as 'detect' writes them (--pred), or are made here (--policy, --preset); give"
                    + " several to see them side by side. Without any, the default policy detects.",
            "",
            "  full       share of gold spans of which every character but white space is covered, by any label",
            "  touched    share of which anything is covered",
            "  exact      share that a detection equals",
            "  leaked     share of the gold spans' characters, but white space, that nothing covers; chars: how many",
            "  precision  share of detections that overlap any gold span",
            "  mapped     share that overlap one of a label that they stand for",
            "  F1, F2     of precision and full recall",
            "",
            "In a label's row are its gold spans and the detections that stand for it.",
            "",
            "Example: chatguard evaluate --gold marked.jsonl --policy old.yaml --policy new.yaml",
            ""
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST = 26;

    private final Surroundings surroundings;

    @Mixin
    private final RecognitionOptions options = new RecognitionOptions();

    @Option(
            names = "--gold",
            paramLabel = "FILE",
            required = true,
            description = "The gold set; '-' is standard input.")
    private Path gold = Path.of("");

    @Option(names = "--pred", paramLabel = "FILE", description = "Detections for the gold set, line by line.")
    private List<Path> predictionFiles = List.of();

    @Option(names = "--policy", paramLabel = "FILE", description = "Detects with the section 'detect' of this policy.")
    private List<Path> policyFiles = List.of();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Detects what this preset acts on: default, strict, secrets-only, pci, gdpr or hipaa.")
    private List<String> presets = List.of();

    @Option(
            names = "--label-map",
            paramLabel = "FILE",
            description = "Which gold labels a detector's labels stand for: lines LABEL = GOLD, GOLD; # starts a"
                    + " comment. A label that is not listed stands for itself.")
    private @Nullable Path labelMap;

    @Option(
            names = "--gold-labels",
            paramLabel = "LABEL",
            split = ",",
            description = "Measures recall of these gold labels only. The others still make a detection right.")
    private List<String> goldLabels = List.of();

    @Option(
            names = "--pred-labels",
            paramLabel = "LABEL",
            split = ",",
            description = "Looks at detections of these labels only.")
    private List<String> predictedLabels = List.of();

    @Option(
            names = "--offsets",
            paramLabel = "codepoint|utf16",
            defaultValue = "codepoint",
            description = "What start and end count in the files. Default: codepoint")
    private Offsets offsets = Offsets.CODEPOINT;

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            defaultValue = "8388608",
            description = "The longest line that is read, from 1 KiB to 512 MiB. Default: 8 MiB")
    private int maxLine;

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    /** A command that reads and writes there. */
    public EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        List<Predictions> predictions = predictions();
        LabelMap labels = labelMap == null ? LabelMap.identity() : LabelMapFile.read(labelMap);
        Supplier<Score> none = () -> new Score(labels, Set.copyOf(goldLabels));
        List<Score> scores = predictions.stream().map(source -> none.get()).toList();
        List<InputStream> opened = new ArrayList<>();
        try (Progress progress = Progress.of("evaluate", size(), surroundings.err())) {
            Lines goldLines = lines(gold, opened);
            List<Lines> files = new ArrayList<>();
            for (Path file : predictionFiles) {
                files.add(lines(file, opened));
            }
            EvaluateWork.Terms terms = new EvaluateWork.Terms(Set.copyOf(predictedLabels), options.minScore(), offsets);
            EvaluateWork work = new EvaluateWork(goldLines, files, predictions, new SpanRecords(maxLine), terms, none);
            Conveyor.run(new GoldBatches(goldLines, files), () -> work, done -> {
                for (int i = 0; i < scores.size(); i++) {
                    scores.get(i).add(done.scores().get(i));
                }
                progress.done(done.bytes());
            });
        } finally {
            for (InputStream in : opened) {
                in.close();
            }
        }
        print(predictions.stream().map(Predictions::name).toList(), scores);
        return ExitCode.OK;
    }

    private List<Predictions> predictions() {
        List<Predictions> all = new ArrayList<>();
        for (Path file : predictionFiles) {
            all.add(new Predictions.Lines(InOut.name(file), all.size()));
        }
        for (Path file : policyFiles) {
            all.add(recognised(InOut.name(file), options.tiered(Policy.load(file), true)));
        }
        for (String name : presets) {
            Policy policy = options.tiered(Policy.of(PolicyChoice.named(name)), true);
            Recognition recognition = Recognition.of(policy, options.minScore(policy), Set.of());
            all.add(new Predictions.Recognised("preset " + name, recognition.only(PolicyChoice.actedOn(policy))));
        }
        if (all.isEmpty()) {
            all.add(recognised("the default policy", options.tiered(Policy.defaults(), false)));
        }
        if (all.size() > MOST) {
            throw CliFailure.usage("evaluate compares " + MOST + " configurations at most");
        }
        long standard = predictionFiles.stream().filter(InOut::isStandard).count() + (InOut.isStandard(gold) ? 1 : 0);
        if (standard > 1) {
            throw CliFailure.usage("standard input can be read once: name the other files");
        }
        return all;
    }

    private Predictions recognised(String name, Policy policy) {
        return new Predictions.Recognised(name, Recognition.of(policy, options.minScore(policy), Set.of()));
    }

    private Lines lines(Path file, List<InputStream> opened) throws IOException {
        InputStream in = InOut.open(file, surroundings);
        opened.add(in);
        return new Lines(in, InOut.name(file), InOut.checked(maxLine));
    }

    private Optional<Long> size() throws IOException {
        Optional<Long> size = InOut.size(gold);
        for (Path file : predictionFiles) {
            Optional<Long> more = InOut.size(file);
            size = size.flatMap(bytes -> more.map(own -> bytes + own));
        }
        return size;
    }

    private void print(List<String> names, List<Score> scores) throws IOException {
        List<String> lines = json ? List.of(ScoreJson.of(names, scores)) : ScoreTable.lines(names, scores);
        Output out = Output.toStream(surroundings.out());
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.finish();
    }
}
