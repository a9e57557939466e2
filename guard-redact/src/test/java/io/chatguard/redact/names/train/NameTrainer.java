package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.ModelMaker;
import io.chatguard.redact.internal.tagger.NameModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Trains the model of names and makes the gazetteer: {@code NameTrainer CORPORA OUT}. The folder CORPORA holds the files
 * that {@code corpora.txt} names; of those that are missing there is a line in the provenance. OUT gets
 * {@code names.bin}, {@code gazetteer.bin} and {@code names-provenance.txt}, the same bytes for the same data. With a third
 * argument {@code states} it makes the head of tier 2 instead: {@code head.bin}, {@code head-provenance.txt}.
 *
 * <pre>
 * mvn -Pnames -pl guard-redact -am test-compile exec:java@train-names -Dnames.corpora=CORPORA -Dnames.out=OUT
 * </pre>
 */
public final class NameTrainer {

    static final long SEED = 20_261_124L;

    /** A template is filled so often. */
    private static final int FILLS = 5;

    private static final int PASSES = 11;
    private static final int CUTOFF = 4;

    private final List<Annotated> training = new ArrayList<>();
    private final Map<String, List<Annotated>> held = new LinkedHashMap<>();
    private final List<String> provenance = new ArrayList<>();

    private NameTrainer() {}

    public static void main(String[] args) throws IOException {
        boolean states = args.length == 3 && args[2].equals("states");
        if (args.length != 2 && !states) {
            throw new IllegalArgumentException("usage: NameTrainer CORPORA OUT [states]");
        }
        NameTrainer trainer = new NameTrainer();
        if (states) {
            trainer.states(Path.of(args[0]), Path.of(args[1]), Templates.all());
        } else {
            trainer.run(Path.of(args[0]), Path.of(args[1]), Templates.all());
        }
        trainer.provenance.forEach(System.out::println);
    }

    static NameModel train(Path corpora, Path out, List<Templates.Template> templates) throws IOException {
        return new NameTrainer().run(corpora, out, templates);
    }

    private NameModel run(Path corpora, Path out, List<Templates.Template> templates) throws IOException {
        People people = People.read(corpora);
        GazetteerMaker names = new GazetteerMaker().names(people, corpora).places();
        note(
                "Names: people.txt, places.txt, fillers.txt, common-words-*.txt of this project; gaz_popular_names (CC0-1.0), "
                        + "gaz_smashew_names (Unlicense).");
        corpora(corpora, names.all().build());
        templates(templates, new Templates(people));
        names.words(training);
        note("Gazetteer: " + names.all().size() + " entries.");

        ModelMaker maker = new ModelMaker(names.most());
        for (Annotated text : training) {
            learn(maker, text);
        }
        note("Training: " + training.size() + " texts, " + maker.size() + " tokens, seed " + SEED + ", " + PASSES
                + " passes, cutoff " + CUTOFF + ".");
        Gazetteer gazetteer = names.all().build();
        NameModel raw = ModelMaker.with(maker.train(PASSES, CUTOFF, SEED), gazetteer, new double[0][]);
        List<Annotated> dev = held.values().stream().flatMap(List::stream).toList();
        NameModel model = ModelMaker.with(raw, gazetteer, new Evaluation(raw, dev).calibration());
        note("Model: " + ModelMaker.features(model) + " features.");
        held.forEach((set, texts) -> figures(model, set, texts));
        figures(model, "all held out", dev);
        write(out, model, names);
        return model;
    }

    /** Trains the head of tier 2 on the same material, and on names of people that name streets and firms. */
    private void states(Path corpora, Path out, List<Templates.Template> templates) throws IOException {
        People people = People.read(corpora);
        GazetteerMaker names = new GazetteerMaker().names(people, corpora).places();
        corpora(corpora, names.all().build());
        templates(templates, new Templates(people));
        names.words(training);
        training.addAll(StreetsAndFirms.all(new Templates(people), SEED));
        StatesTrainer.train(training, held, names, out, this::note);
        Files.write(out.resolve("head-provenance.txt"), provenance);
    }

    private void corpora(Path folder, Gazetteer names) throws IOException {
        for (Corpora.Source source : Corpora.sources()) {
            if (!Files.exists(folder.resolve(source.name() + ".jsonl"))) {
                note("Corpus " + source.name() + ": absent.");
                continue;
            }
            List<Annotated> texts = Corpora.read(source, folder, names);
            note("Corpus " + source.name() + " (" + source.licence() + "; " + source.attribution() + "): "
                    + texts.size() + " texts.");
            List<Annotated> dev = held.computeIfAbsent(source.name(), k -> new ArrayList<>());
            for (Annotated text : texts) {
                if (spread(text.text()) % 10 == 0) {
                    dev.add(text);
                } else {
                    training.add(text);
                    if (source.name().equals("wikigold")) {
                        // The only edited prose with all types: it counts twice.
                        training.add(text);
                    }
                    if (!text.spans().isEmpty() || spread(text.text()) % 3 == 0) {
                        training.add(text.lower());
                    }
                }
            }
        }
    }

    private void templates(List<Templates.Template> lines, Templates templates) {
        int[] count = new int[2];
        for (Templates.Template line : lines) {
            boolean dev = spread(line.line()) % 10 == 0;
            count[dev ? 1 : 0]++;
            Random random = new Random(SEED ^ spread(line.language() + line.line()) * 0x9e3779b97f4a7c15L);
            List<Annotated> to =
                    dev ? held.computeIfAbsent("own " + line.language(), k -> new ArrayList<>()) : training;
            boolean nameless = line.genre().startsWith("nameless");
            int fills = line.line().indexOf('{') < 0 ? 1 : nameless ? 2 * FILLS : FILLS;
            for (int i = 0; i < fills; i++) {
                Annotated text = templates.fill(line, random);
                to.add(cased(text, i, random));
                if (fills == 1 && !dev) {
                    to.add(text.lower());
                    if (nameless) {
                        to.addAll(List.of(text, text.lower()));
                    }
                }
            }
        }
        note("Templates: " + count[0] + " to train, " + count[1] + " held out.");
    }

    private static Annotated cased(Annotated text, int turn, Random random) {
        int dice = random.nextInt(100);
        if (turn == 1 || dice < 12) {
            return misspelt(text.lower(), random);
        }
        return dice < 16 ? text.upper() : dice < 24 ? text.lowerNames() : dice < 34 ? misspelt(text, random) : text;
    }

    /** With a slip in one name of three, when it is not at once a name no more. */
    private static Annotated misspelt(Annotated text, Random random) {
        if (text.spans().isEmpty() || random.nextInt(3) != 0) {
            return text;
        }
        Annotated.Span span = text.spans().get(random.nextInt(text.spans().size()));
        String name = text.text().substring(span.start(), span.end());
        String wrong = Misspelling.of(name, random);
        int more = wrong.length() - name.length();
        List<Annotated.Span> spans = new ArrayList<>();
        for (Annotated.Span s : text.spans()) {
            int shift = s.start() > span.start() ? more : 0;
            spans.add(new Annotated.Span(s.type(), s.start() + shift, s.end() + (s.equals(span) ? more : shift)));
        }
        return new Annotated(
                text.text().substring(0, span.start()) + wrong + text.text().substring(span.end()), spans);
    }

    private static void learn(ModelMaker maker, Annotated text) {
        maker.learn(
                text.text(),
                text.spans().stream()
                        .filter(s -> ModelMaker.type(s.type()) >= 0)
                        .map(s -> new int[] {ModelMaker.type(s.type()), s.start(), s.end()})
                        .toArray(int[][]::new));
    }

    private void figures(NameModel model, String set, List<Annotated> texts) {
        Evaluation evaluation = new Evaluation(model, texts);
        for (EntityType type : List.of(EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION)) {
            note("Held out, " + set + ": " + evaluation.line(type));
        }
    }

    private void note(String line) {
        provenance.add(line);
    }

    /** A number that is the same for the same text, everywhere. */
    static int spread(String text) {
        return (text.hashCode() * 0x9e3779b9) >>> 4;
    }

    private void write(Path out, NameModel model, GazetteerMaker names) throws IOException {
        Files.createDirectories(out);
        try (OutputStream file = Files.newOutputStream(out.resolve("names.bin"))) {
            ModelMaker.write(model, file);
        }
        try (OutputStream file = Files.newOutputStream(out.resolve("gazetteer.bin"))) {
            names.all().write(file);
        }
        Files.write(out.resolve("names-provenance.txt"), provenance);
    }
}
