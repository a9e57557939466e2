package io.chatguard.redact.internal.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists of names know of a word. */
class GazetteerTest {

    private static final Gazetteer NAMES = new Gazetteer.Builder()
            .add("Jos\u00e9", Gazetteer.FORENAME)
            .add("Wei\u00df", Gazetteer.SURNAME | Gazetteer.WORD)
            .add("O'Brien", Gazetteer.SURNAME)
            .add("New York", Gazetteer.PLACE)
            .add("S\u00f8ren", Gazetteer.FORENAME)
            .add("\u0410\u043d\u043d\u0430", Gazetteer.FORENAME)
            .build();

    @ParameterizedTest
    @CsvSource({"jose", "JOS\u00c9", "Jose\u0301", "S\u00d8REN", "soren", "\u0430\u043d\u043d\u0430"})
    void letter_case_and_accents_do_not_matter(String word) {
        assertThat(NAMES.flags(word, 0, word.length())).isEqualTo(Gazetteer.FORENAME);
    }

    @ParameterizedTest
    @CsvSource({"weiss", "WEI\u1e9e", "weisS"})
    void a_letter_that_stands_for_two_is_read_as_two(String word) {
        assertThat(NAMES.flags(word, 0, word.length())).isEqualTo(Gazetteer.SURNAME | Gazetteer.WORD);
    }

    @Test
    void any_apostrophe_and_any_blanks_are_the_same() {
        assertThat(NAMES.flags("o\u2019brien", 0, 7)).isEqualTo(Gazetteer.SURNAME);
        assertThat(NAMES.flags("in new \n york.", 3, 13)).isEqualTo(Gazetteer.PLACE);
    }

    @Test
    void the_first_words_of_a_longer_name_are_told_apart() {
        assertThat(NAMES.flags("new", 0, 3)).isEqualTo(Gazetteer.OPENS);
        assertThat(NAMES.flags("york", 0, 4)).isZero();
    }

    @Test
    void what_is_written_is_read_again() throws IOException {
        Gazetteer.Builder builder = new Gazetteer.Builder();
        for (int i = 0; i < 5_000; i++) {
            builder.add("name" + i, 1 + i % 1000);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        builder.write(bytes);
        Gazetteer read = Gazetteer.read(new ByteArrayInputStream(bytes.toByteArray()));
        for (int i = 0; i < 5_000; i++) {
            String name = "NAME" + i;
            assertThat(read.flags(name, 0, name.length())).isEqualTo(1 + i % 1000);
        }
        assertThat(read.flags("other", 0, 5)).isZero();
    }
}
