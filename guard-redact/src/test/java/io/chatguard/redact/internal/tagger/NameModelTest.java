package io.chatguard.redact.internal.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import opennlp.tools.ml.maxent.GISModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped model says of texts, and that it says what OpenNLP would. */
class NameModelTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            value = {
                "Hi, my name is Anna Schmidt and I live in Berlin. \u00a6 PERSON:Anna Schmidt LOCATION:Berlin",
                "can you ask sarah about the invoice \u00a6 PERSON:sarah",
                "Sehr geehrte Frau M\u00fcller, \u00a6 PERSON:M\u00fcller",
                "Bonjour, je m'appelle Camille Durand. \u00a6 PERSON:Camille Durand",
                "me llamo Luc\u00eda P\u00e9rez \u00a6 PERSON:Luc\u00eda P\u00e9rez",
                "mi chiamo Giulia Rossi \u00a6 PERSON:Giulia Rossi",
                "Ol\u00e1, sou o Jo\u00e3o Ferreira \u00a6 PERSON:Jo\u00e3o Ferreira",
                "will you mark it as done on monday? \u00a6 ''",
                "The S3 bucket and the EKS cluster are up. \u00a6 ''",
            })
    void names_are_told_in_six_languages_and_words_are_not(String text, String names) {
        assertThat(String.join(" ", told(NameModel.load(), text))).isEqualTo(names);
    }

    @Test
    void a_sentence_gets_the_same_answer_in_any_company() {
        String sentence = "Please call Maria Lopez in Madrid.";
        List<String> alone = told(NameModel.load(), sentence);
        assertThat(told(NameModel.load(), "All is well here.\n\n\n" + sentence + "\n\n\nAll is well here."))
                .isEqualTo(alone);
        assertThat(alone).isNotEmpty();
    }

    @Test
    void a_range_of_tokens_is_told_alone() {
        String text = "Anna Schmidt called.\nBen Weber called.";
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        NameModel.load().tag(text, tokens, tokens.firstOf(1), tokens.lastOf(1), sink(text, tokens, out));
        assertThat(out).containsExactly("PERSON:Ben Weber");
        NameModel.load().tag(text, tokens, 3, 2, sink(text, tokens, out));
        assertThat(out).hasSize(1);
    }

    @Test
    void threads_share_a_model() {
        String text = "Dear Mr Okafor, Priya Sharma will meet you in Lagos.";
        List<String> alone = told(NameModel.load(), text);
        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> told(NameModel.load(), text)))
                .allMatch(alone::equals);
    }

    @Test
    void chances_are_those_of_opennlp() {
        Gazetteer names = new Gazetteer.Builder()
                .add("anna", Gazetteer.FORENAME)
                .add("ben", Gazetteer.FORENAME)
                .build();
        ModelMaker maker = new ModelMaker(names);
        for (int i = 0; i < 20; i++) {
            maker.learn("hi anna , ask ben about it", new int[][] {{0, 3, 7}, {0, 14, 17}});
            maker.learn("it is in bonn , ask them", new int[][] {{1, 9, 13}});
        }
        GISModel theirs = maker.maxent(3, 2, 7);
        Weights ours = maker.compact(theirs).weights();
        String text = "ask anna in bonn";
        Tokens tokens = Tokens.of(text);
        FeatureWindow window = new FeatureWindow(names);
        window.read(text, tokens, 0);
        for (int i = 0; i < tokens.count(); i++) {
            int[] seen = Arrays.copyOf(window.features(i), window.size());
            double[] expected =
                    theirs.eval(Arrays.stream(seen).mapToObj(Integer::toString).toArray(String[]::new));
            double[] sums = new double[Outcomes.COUNT];
            ours.sum(seen, seen.length, sums);
            double total = Arrays.stream(sums).map(Math::exp).sum();
            for (int o = 0; o < Outcomes.COUNT; o++) {
                assertThat(Math.exp(sums[o]) / total)
                        .isCloseTo(expected[theirs.getIndex(Integer.toString(o))], within(0.02));
            }
        }
    }

    private static List<String> told(NameModel model, String text) {
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        model.tag(text, tokens, 0, tokens.count() - 1, sink(text, tokens, out));
        return out;
    }

    private static Tagger.Sink sink(String text, Tokens tokens, List<String> out) {
        return (type, first, last, chance) -> {
            assertThat(chance).isBetween(0.0, 1.0);
            out.add(type.name() + ":" + text.substring(tokens.start(first), tokens.end(last)));
        };
    }
}
