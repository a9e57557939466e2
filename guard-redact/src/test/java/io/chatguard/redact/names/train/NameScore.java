package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.ModelMaker;
import io.chatguard.redact.internal.tagger.NameModel;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scores a trained model on annotated texts: {@code NameScore MODEL FILE LABEL=TYPE,…}, MODEL a folder that
 * {@link NameTrainer} wrote. Prints figures only; with {@code -Dnames.show} the findings that touch no name too, for
 * files that are open to look at.
 */
public final class NameScore {

    private NameScore() {}

    public static void main(String[] args) throws IOException {
        NameModel model = model(Path.of(args[0]));
        for (int i = 1; i + 1 < args.length; i += 2) {
            Path file = Path.of(args[i]);
            Map<String, EntityType> labels = Corpora.labels(args[i + 1]);
            List<Annotated> texts = Corpora.read(file, "plain", labels, new Gazetteer.Builder().build());
            print(model, file + " (" + texts.size() + ")", texts, labels);
            print(
                    model,
                    "  in small letters",
                    texts.stream().map(Annotated::lower).toList(),
                    labels);
            if (System.getProperty("names.show") != null) {
                texts.forEach(text -> show(model, text));
            }
        }
    }

    private static void print(NameModel model, String what, List<Annotated> texts, Map<String, EntityType> labels) {
        double least = Double.parseDouble(System.getProperty("names.least", "0"));
        Tagger sure =
                (text, tokens, from, to, sink) -> model.tag(text, tokens, from, to, (type, first, last, chance) -> {
                    if (chance >= least) {
                        sink.name(type, first, last, chance);
                    }
                });
        Evaluation evaluation = new Evaluation(sure, texts);
        labels.values().stream()
                .distinct()
                .sorted()
                .forEach(type -> System.out.println(what + ": " + evaluation.line(type)));
    }

    private static void show(NameModel model, Annotated text) {
        Tokens tokens = Tokens.of(text.text());
        StringBuilder told = new StringBuilder();
        model.tag(text.text(), tokens, 0, tokens.count() - 1, (type, first, last, chance) -> {
            if (type.equals(EntityType.PERSON)
                    && text.spans().stream()
                            .noneMatch(s -> s.start() < tokens.end(last) && tokens.start(first) < s.end())) {
                told.append(" false:").append(text.text(), tokens.start(first), tokens.end(last));
                told.append(String.format(Locale.ROOT, "(%.2f)", chance));
            }
        });
        text.spans().stream().filter(s -> s.type().equals(EntityType.PERSON)).forEach(s -> {
            boolean[] hit = new boolean[1];
            model.tag(
                    text.text(),
                    tokens,
                    0,
                    tokens.count() - 1,
                    (type, first, last, chance) -> hit[0] |= type.equals(EntityType.PERSON)
                            && s.start() < tokens.end(last)
                            && tokens.start(first) < s.end());
            if (!hit[0]) {
                told.append(" missed:").append(text.text(), s.start(), s.end());
            }
        });
        if (told.length() > 0) {
            System.out.println(text.text().replace('\n', ' ') + " =>" + told);
        }
    }

    static NameModel model(Path folder) throws IOException {
        try (InputStream model = Files.newInputStream(folder.resolve("names.bin"));
                InputStream gazetteer = Files.newInputStream(folder.resolve("gazetteer.bin"))) {
            return ModelMaker.read(model, gazetteer);
        }
    }
}
