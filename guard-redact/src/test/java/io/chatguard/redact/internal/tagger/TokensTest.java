package io.chatguard.redact.internal.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts are cut into tokens and sentences. */
class TokensTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            quoteCharacter = '\u00a7',
            value = {
                "i'm anna's friend \u00a6 i 'm anna 's friend",
                "don't ask O\u2019Brien or D'Angelo \u00a6 don't ask O\u2019Brien or D' Angelo",
                "l'avion d'Anna, Jean-Luc \u00a6 l' avion d' Anna , Jean-Luc",
                "@anna #berlin \u00a6 @ anna # berlin",
                "mail anna.schmidt@example.com. bye \u00a6 mail anna.schmidt@example.com . bye",
                "see https://example.com/a?b=c, ok \u00a6 see https://example.com/a?b=c , ok",
                "in /usr/lib/x and src/Main.java: \u00a6 in /usr/lib/x and src/Main.java :",
                "and/or Anna/Ben \u00a6 and / or Anna / Ben",
                "Dr. J. R. Smith of the U.S. Army \u00a6 Dr. J. R. Smith of the U.S. Army",
                "ask J.Smith or J.R.R. Tolkien \u00a6 ask J. Smith or J.R.R. Tolkien",
                "order_id fooBar java.lang.String x1 \u00a6 order_id fooBar java.lang.String x1",
                "done.Anna is here \u00a6 done . Anna is here",
                "AT&T & Q&A \u00a6 AT&T & Q&A",
                "**Anna** ... -- \u00a6 ** Anna ** ... --",
                "1,234.50 on 3/4/2024 at 10:30, 3pm \u00a6 1,234.50 on 3/4/2024 at 10:30 , 3pm",
                "\u7530\u4e2d\u3055\u3093\u306f\u30c6\u30b9\u30c8\u3067\u3059 \u00a6 \u7530\u4e2d \u3055\u3093\u306f \u30c6\u30b9\u30c8 \u3067\u3059",
                "\uae40\ubbfc\uc218 \uc528 \u00a6 \uae40\ubbfc\uc218 \uc528",
                "Anna\ud83d\udc69\u200d\ud83d\udcbbok \u00a6 Anna \ud83d\udc69\u200d\ud83d\udcbb ok",
                "Zoe\u0308 M\u00fcller \u00a6 Zoe\u0308 M\u00fcller",
            })
    void text_is_cut_as_people_write(String text, String tokens) {
        assertThat(String.join(" ", tokens(text))).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            quoteCharacter = '\u00a7',
            value = {
                "Hi Anna. how are you? fine \u00a6 Hi Anna . / how are you ? / fine",
                "hi\\n\\nanna here \u00a6 hi / anna here",
                "1. call Dr. Smith\\n2. wait \u00a6 1 . call Dr. Smith / 2 . wait",
                "|Anna|Bonn| \u00a6 | / Anna | / Bonn |",
                "Anna\\tBonn \u00a6 Anna / Bonn",
                "v1.2.3 is out. Yes \u00a6 v1.2.3 is out . / Yes",
                "\u884c\u304f\u3002\u6765\u308b \u00a6 \u884c \u304f \u3002 / \u6765 \u308b",
            })
    void sentences_end_with_lines_cells_and_full_stops(String text, String expected) {
        String read = text.replace("\\n", "\n").replace("\\t", "\t");
        Tokens tokens = Tokens.of(read);
        List<String> sentences = new ArrayList<>();
        for (int s = 0; s < tokens.sentences(); s++) {
            List<String> words = new ArrayList<>();
            for (int t = tokens.firstOf(s); t <= tokens.lastOf(s); t++) {
                assertThat(tokens.sentenceOf(t)).isEqualTo(s);
                words.add(tokens.text(read, t));
            }
            sentences.add(String.join(" ", words));
        }
        assertThat(String.join(" / ", sentences)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "anna,WORD,LOWER", "Anna,WORD,TITLE", "Jean-Luc,WORD,TITLE", "ANNA,WORD,UPPER", "J.,WORD,INITIAL",
        "McDonald,WORD,MIXED", "12,NUMBER,NONE", "x_1,CODE,LOWER", "a@b.de,ADDRESS,NONE", "!!,PUNCTUATION,NONE",
        "\u00c9mile,WORD,TITLE", "\u20ac,SYMBOL,NONE", "\u5c71\u7530,WORD,NONE",
    })
    void a_token_tells_what_it_is_made_of(String word, Kind kind, Casing casing) {
        String text = word + " Smith";
        Tokens tokens = Tokens.of(text);
        assertThat(tokens.text(text, 0)).isEqualTo(word);
        assertThat(tokens.kind(0)).isEqualTo(kind);
        assertThat(tokens.casing(0)).isEqualTo(casing);
    }

    @Property
    void tokens_cover_all_but_blanks_in_their_order(@ForAll @StringLength(max = 200) String text) {
        Tokens tokens = Tokens.of(text);
        int at = 0;
        for (int t = 0; t < tokens.count(); t++) {
            assertThat(tokens.start(t)).isGreaterThanOrEqualTo(at).isLessThan(tokens.end(t));
            assertThat(text.substring(at, tokens.start(t)).chars().allMatch(TokensTest::blank))
                    .isTrue();
            at = tokens.end(t);
        }
        assertThat(text.substring(at).chars().allMatch(TokensTest::blank)).isTrue();
    }

    @Test
    void no_sentence_is_longer_than_the_bound() {
        Tokens tokens = Tokens.of("anna und ben, ".repeat(500));
        for (int s = 0; s < tokens.sentences(); s++) {
            assertThat(tokens.lastOf(s) - tokens.firstOf(s)).isLessThan(Tokens.LONGEST_SENTENCE);
        }
        assertThat(tokens.lastOf(tokens.sentences() - 1)).isEqualTo(tokens.count() - 1);
    }

    @Test
    void an_instance_reads_one_text_after_the_other() {
        Tokens tokens = new Tokens();
        tokens.read("a b c");
        tokens.read("");
        assertThat(tokens.count()).isZero();
        assertThat(tokens.sentences()).isZero();
        tokens.read("d");
        assertThat(tokens.count()).isEqualTo(1);
    }

    private static boolean blank(int c) {
        return NameFold.blank((char) c) || c == 0x2028 || c == 0x2029 || c == 0x85;
    }

    private static List<String> tokens(String text) {
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        for (int t = 0; t < tokens.count(); t++) {
            out.add(tokens.text(text, t));
        }
        return out;
    }
}
