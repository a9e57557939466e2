package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Property(tries = 2_000)
    void anyTextComesBackFromItsWrittenForm(@ForAll long seed) {
        String text = RandomJson.text(new Random(seed));
        byte[] written = JsonText.quote(text);
        assertThat(JsonIndex.of(written, JsonLimits.DEFAULT).text(0)).isEqualTo(text);
        assertThat("\"" + JsonText.escape(text) + "\"").isEqualTo(new String(written, StandardCharsets.UTF_8));
    }

    @Test
    void escapesWhatJsonDemandsAndLeavesTheRest() {
        assertThat(JsonText.escape("a\"b\\c/é😀\u2028\u007f\n\u0001\ud800"))
                .isEqualTo("a\\\"b\\\\c/é😀\u2028\u007f\\n\\u0001\\ud800");
    }
}
