package io.chatguard.redact.names.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.tagger.Gazetteer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer of the model of names, on a small corpus of its own. */
class NameTrainerTest {

    private static final String CORPUS = """
            {"text": "Anna Schmidt wrote to Ben.", "spans": [{"start": 0, "end": 12, "label": "PER"}, {"start": 22, "end": 25, "label": "PER"}]}
            {"text": "They met in Bonn \\ud83d\\ude00 with Clara", "spans": [{"start": 12, "end": 16, "label": "LOC"}, {"start": 24, "end": 29, "label": "PER"}]}
            {"text": "Nothing to see here.", "spans": []}
            """;

    @Test
    void the_same_data_give_the_same_bytes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("wikigold.jsonl"), CORPUS);
        List<Templates.Template> few = Templates.all().stream()
                .filter(t -> NameTrainer.spread(t.line()) % 25 == 0)
                .toList();
        NameTrainer.train(folder, folder.resolve("one"), few);
        NameTrainer.train(folder, folder.resolve("two"), few);
        for (String file : List.of("names.bin", "gazetteer.bin", "names-provenance.txt")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
        assertThat(folder.resolve("one/names-provenance.txt"))
                .content()
                .contains("Corpus wikigold (CC-BY-4.0;", ": 3 texts.");
    }

    @Test
    void offsets_of_corpora_count_code_points(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), CORPUS);
        List<Annotated> texts =
                Corpora.read(file, "plain", Corpora.labels("PER=PERSON"), new Gazetteer.Builder().build());
        Annotated.Span clara = texts.get(1).spans().get(0);
        assertThat(texts.get(1).text().substring(clara.start(), clara.end())).isEqualTo("Clara");
    }

    @Test
    void every_template_can_be_filled_and_marks_names_where_they_stand() throws IOException {
        Templates templates = new Templates(People.read(Path.of("no such folder")));
        Random random = new Random(1);
        for (Templates.Template template : Templates.all()) {
            Annotated text = templates.fill(template, random);
            int end = 0;
            for (Annotated.Span span : text.spans()) {
                assertThat(span.start()).as(template.line()).isGreaterThanOrEqualTo(end);
                assertThat(text.text().substring(span.start(), span.end()))
                        .as(template.line())
                        .isNotBlank();
                end = span.end();
            }
        }
    }

    @Test
    void sets_for_measuring_are_no_corpora() {
        assertThat(Corpora.sources().stream().map(Corpora.Source::name))
                .noneMatch(name -> name.contains("presidio")
                        || name.contains("uner")
                        || name.contains("crossner")
                        || name.endsWith("_dev"));
    }
}
