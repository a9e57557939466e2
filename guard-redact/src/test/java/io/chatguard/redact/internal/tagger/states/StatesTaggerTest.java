package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chatguard.redact.internal.tagger.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTaggerTest {

    private static final StatesTagger TAGGER = StatesTagger.open();

    @AfterAll
    static void close() {
        TAGGER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can you tell *priya* that the report is done?",
                "My name is *Anna Schmidt* and I need help.",
                "Bitte ruf *Jürgen Wolff* zurück.",
                "Merci *Camille*, à demain",
                "hola, soy *Lucía Fernández*",
                "Grazie *Giulia*, ci sentiamo domani",
                "O meu nome é *João Pereira* e preciso de ajuda.",
                "Please write a test for the parser.",
                "the invoice of march is late"
            })
    void namesAreFoundAsPeopleWriteThem(String marked) {
        List<String> expected = new ArrayList<>();
        String[] parts = marked.split("\\*", -1);
        for (int i = 1; i < parts.length; i += 2) {
            expected.add("PERSON " + parts[i]);
        }
        assertThat(found(marked.replace("*", ""))).containsExactlyElementsOf(expected);
    }

    @Test
    void namesOutsideTheRangeAreNotTold() {
        String text = "Anna Schmidt called.\nMaria Lopez answered.";
        Tokens tokens = Tokens.of(text);
        List<String> told = new ArrayList<>();
        TAGGER.tag(
                text,
                tokens,
                tokens.firstOf(1),
                tokens.lastOf(1),
                (type, first, last, probability) -> told.add(text.substring(tokens.start(first), tokens.end(last))));
        assertThat(told).containsExactly("Maria Lopez");
    }

    @Test
    void nothingIsToldOfAnEmptyRange() {
        assertThat(found("")).isEmpty();
    }

    @Test
    void manyThreadsGetTheSameAnswers() throws Exception {
        String text = "Anna Schmidt wrote to Maria Lopez about the flat.";
        List<String> expected = found(text);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<List<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(threads.submit(() -> found(text)));
            }
            for (Future<List<String>> call : calls) {
                assertThat(call.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedTaggerRefuses() {
        StatesTagger closed = StatesTagger.open();
        closed.close();
        Tokens tokens = Tokens.of("Anna");
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.tag("Anna", tokens, 0, 0, (type, first, last, probability) -> {}))
                .withMessageNotContaining("Anna");
    }

    private static List<String> found(String text) {
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        TAGGER.tag(text, tokens, 0, tokens.count() - 1, (type, first, last, probability) -> {
            assertThat(probability).isBetween(0.0, 1.0);
            if (probability >= 0.5) {
                out.add(type.name() + " " + text.substring(tokens.start(first), tokens.end(last)));
            }
        });
        return out;
    }
}
