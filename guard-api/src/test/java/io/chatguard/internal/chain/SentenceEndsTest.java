package io.chatguard.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceEndsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "One. Two;One.| Two",
                "One! Two? Three;One!| Two?| Three",
                "Wait... what;Wait...| what",
                "He said \"no.\" Then;He said \"no.\"| Then",
                "(Yes!) No;(Yes!)| No",
                "pi is 3.14 or so;pi is 3.14 or so",
                "see a.b.c/d?x=1;see a.b.c/d?x=1",
                "你好。再见！好;你好。|再见！|好",
                "「你好。」再见;「你好。」|再见",
                "नमस्ते। फिर;नमस्ते।| फिर",
                "No end here;No end here",
                "Ends here.;Ends here."
            })
    void sentencesEndWhereAReaderWouldPause(String text, String parts) {
        assertThat(String.join("|", split(text))).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"'a\nb','a\n|b'", "'a.\r\nb','a.|\r\n|b'", "'a\u2028b','a\u2028|b'"},
            ignoreLeadingAndTrailingWhitespace = false)
    void aLineEndEndsASentence(String text, String parts) {
        assertThat(String.join("|", split(text))).isEqualTo(parts);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end; (end = SentenceEnds.first(text, start, start + 400)) > 0; start = end) {
            parts.add(text.substring(start, end));
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
