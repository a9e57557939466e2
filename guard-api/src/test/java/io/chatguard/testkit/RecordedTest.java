package io.chatguard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RecordedTest {
    private static final String PLANTED = "Zoë <alice@example.com>";

    private static Recorded body(String body) {
        return new Recorded("POST", "/v1/responses", Map.of(), body.getBytes(UTF_8));
    }

    @Test
    void aValueIsFoundInEveryPlaceOfARequest() {
        String escaped = URLEncoder.encode(PLANTED, UTF_8);

        assertThat(new Recorded("GET", "/v1/x?q=" + escaped, Map.of(), new byte[0]).contains(PLANTED))
                .isTrue();
        assertThat(new Recorded("GET", "/v1/" + escaped, Map.of(), new byte[0]).contains(PLANTED))
                .isTrue();
        assertThat(new Recorded("GET", "/", Map.of("X-note", List.of("a", PLANTED)), new byte[0]).contains(PLANTED))
                .isTrue();
        assertThat(body("{\"" + PLANTED + "\":1}").contains(PLANTED)).isTrue();
    }

    @Test
    void aValueIsFoundInEveryEncoding() {
        String json = Json.write(Json.object("a", PLANTED));
        String base64 = Base64.getEncoder().encodeToString(PLANTED.getBytes(UTF_8));

        assertThat(body(Json.escape(json, true)).contains(PLANTED)).isTrue();
        assertThat(body(Json.write(Json.object("arguments", Json.escape(json, true))))
                        .contains(PLANTED))
                .isTrue();
        assertThat(body("{\"url\":\"data:text/plain;base64," + base64 + "\"}").contains(PLANTED))
                .isTrue();
        assertThat(body("{\"a\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8))
                                + "\"}")
                        .contains(PLANTED))
                .isTrue();
        assertThat(body("{\"number\":4111111111111111}").contains("4111111111111111"))
                .isTrue();
    }

    @Property(tries = 300)
    void base64IsReadBehindAnyLetters(
            @ForAll @AlphaChars @StringLength(max = 5) String before,
            @ForAll @AlphaChars @Chars({'@', '.', ' '}) @StringLength(min = 9, max = 30) String value) {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8));

        assertThat(body("{\"a\":\"" + before + base64 + "\"}").contains(value)).isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(body("{\"a\":\"PERSON_1_7KQXM4 50%\"}").contains("alice")).isFalse();
    }

    @Test
    void aPointerReadsStringsAndOtherScalars() {
        Recorded recorded = body("{\"a/b\":[{\"~\":\"x\"},12.50,null]}");

        assertThat(recorded.at("/a~1b/0/~0")).isEqualTo("x");
        assertThat(recorded.at("/a~1b/1")).isEqualTo("12.50");
        assertThat(recorded.at("/a~1b/2")).isEqualTo("null");
        assertThatThrownBy(() -> recorded.at("/a~1b/3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> body("nothing").at("/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("nothing");
    }

    @Test
    void bytesHandedOutAreCopies() {
        Recorded recorded = body("abc");

        recorded.body()[0] = 'x';
        recorded.decodedBody()[0] = 'x';

        assertThat(recorded.text()).isEqualTo("abc");
    }
}
