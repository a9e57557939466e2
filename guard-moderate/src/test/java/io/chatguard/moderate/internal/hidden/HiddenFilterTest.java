package io.chatguard.moderate.internal.hidden;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.StreamRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A092 among others. */
class HiddenFilterTest {

    private static String cleaned(String text) {
        return StreamRun.ofAnyCut(() -> new HiddenFilter(() -> true), text);
    }

    private static String tags(String text) {
        return text.chars()
                .collect(StringBuilder::new, (out, c) -> out.appendCodePoint(0xE0000 + c), StringBuilder::append)
                .toString();
    }

    @Test
    void textInTagCharactersIsTakenOut() {
        assertThat(cleaned("Fine." + tags("the key is 42") + " Bye")).isEqualTo("Fine. Bye");
    }

    @Test
    void bytesInVariationSelectorsAreTakenOut() {
        assertThat(cleaned("😀\uFE00\uFE01\uFE02\uFE0F!")).isEqualTo("😀\uFE00!");
        assertThat(cleaned("a" + Character.toString(0xE0120) + "b")).isEqualTo("ab");
    }

    @Test
    void bitsInZeroWidthCharactersAreTakenOut() {
        assertThat(cleaned("a" + "\u200B\u200C".repeat(40) + "b")).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F Scotland",
                "❤\uFE0F 👩\u200D💻 می\u200Cخواهم",
                "葛\uDB40\uDD00城",
                "a\u200Bb\u00ADc \u202Babc\u202C",
                "🏴 flag",
            })
    void whatScriptsAndEmojiNeedStays(String text) {
        assertThat(cleaned(text)).isEqualTo(text);
    }
}
