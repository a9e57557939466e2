package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.ModelMaker;
import io.chatguard.redact.internal.tagger.states.HeadMaker;
import io.chatguard.redact.internal.tagger.states.StatesTagger;
import io.chatguard.redact.names.train.Annotated.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Trains the head of names of tier 2 on the material of {@link NameTrainer}: the same texts, the same ones held out. */
final class StatesTrainer {

    private static final List<EntityType> TYPES =
            List.of(EntityType.PERSON, EntityType.of("LOCATION"), EntityType.of("ORGANIZATION"));

    /** Of a longer text, such as a chapter of a book, the beginning is learned: no corpus shall outweigh the others. */
    private static final int LONGEST = 4_000;

    private StatesTrainer() {}

    /** Writes {@code head.bin}; what it was made of and how well it does goes to {@code note}. */
    static void train(
            List<Annotated> training,
            Map<String, List<Annotated>> held,
            GazetteerMaker names,
            Path out,
            Consumer<String> note)
            throws IOException {
        Gazetteer gazetteer = names.all().build();
        byte[] raw;
        try (HeadMaker maker = new HeadMaker(names.most())) {
            for (Annotated text : training) {
                learn(maker, text);
            }
            note.accept("Head: " + training.size() + " texts, " + maker.tokens() + " tokens; " + HeadMaker.settings()
                    + ".");
            raw = maker.train();
        }
        List<Annotated> dev = held.values().stream().flatMap(List::stream).toList();
        byte[] head;
        try (StatesTagger tagger = HeadMaker.tagger(raw, gazetteer)) {
            double[][] lines = new Evaluation(tagger, dev).calibration();
            double[][] ours =
                    TYPES.stream().map(type -> lines[ModelMaker.type(type)]).toArray(double[][]::new);
            head = HeadMaker.calibrated(raw, TYPES, ours);
        }
        try (StatesTagger tagger = HeadMaker.tagger(head, gazetteer)) {
            held.forEach((set, texts) -> {
                Evaluation evaluation = new Evaluation(tagger, texts);
                TYPES.forEach(type -> note.accept("Held out, " + set + ", tier 2: " + evaluation.line(type)));
            });
        }
        Files.createDirectories(out);
        Files.write(out.resolve("head.bin"), head);
    }

    private static void learn(HeadMaker maker, Annotated whole) {
        Annotated text = whole.text().length() > LONGEST ? whole.piece(0, LONGEST) : whole;
        List<EntityType> types = new ArrayList<>();
        List<int[]> offsets = new ArrayList<>();
        for (Span span : text.spans()) {
            if (HeadMaker.knows(span.type())) {
                types.add(span.type());
                offsets.add(new int[] {span.start(), span.end()});
            }
        }
        maker.learn(text.text(), types, offsets);
    }
}
