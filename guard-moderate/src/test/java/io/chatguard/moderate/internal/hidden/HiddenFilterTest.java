package io.chatguard.moderate.internal.hidden;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.StreamRun;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A016 and A092 among others. */
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
        assertThat(cleaned("A\uDB40\uDD50\uDB40\uDD51\uDB40\uDD52\uFE0F bytes")).isEqualTo("A bytes");
        assertThat(cleaned("h\uFE03e\uFE01l\uFE0Fl\uFE0Eo \uFE01.\uFE02")).isEqualTo("hello .");
        assertThat(cleaned("\uFE01я\uFE02é\uFE03")).isEqualTo("яé");
    }

    @Test
    void whatIsHiddenBetweenJoinersTakesThemWithIt() {
        assertThat(cleaned("a" + "\u200D\uFE01".repeat(40) + "b")).isEqualTo("a\u200Db");
        assertThat(cleaned("a" + ("\u200B" + tags("x")).repeat(40) + "b")).isEqualTo("a\u200Bb");
        assertThat(cleaned("👩\uFE0F\uFE0F\u200D💻")).isEqualTo("👩\uFE0F\u200D💻");
    }

    @Test
    void oneHidingPlaceIsToldOnceHoweverItIsCut() {
        String text = "a" + tags("the key") + "b\uFE00\uFE01" + "\u200B".repeat(30) + "c";
        for (int size = 1; size <= text.length(); size++) {
            AtomicInteger told = new AtomicInteger();
            StreamRun run = StreamRun.begin(new HiddenFilter(() -> told.incrementAndGet() < 0));
            for (int i = 0; i < text.length(); i += size) {
                run.add(text.substring(i, Math.min(text.length(), i + size)));
            }
            assertThat(run.end()).isEqualTo(text);
            assertThat(told).hasValue(2);
        }
    }

    @Property
    void noCutChangesWhatIsTakenOut(@ForAll("texts") String text) {
        String cleaned = cleaned(text);
        assertThat(cleaned(cleaned)).isEqualTo(cleaned);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "1",
                        " ",
                        "葛",
                        "😀",
                        "❤",
                        "🏴",
                        "\uFE00",
                        "\uFE0F",
                        "\uDB40\uDD00",
                        tags("gb"),
                        tags("\u007F"),
                        "\u200B",
                        "\u200D",
                        "\u200B".repeat(5),
                        "\u200C".repeat(7),
                        "\uD83D")
                .list()
                .ofMaxSize(14)
                .map(list -> String.join("", list));
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
                "1\uFE0F\u20E3 ©\uFE0F ☎\uFE0E 0\uFE00 ≨\uFE00 ℹ\uFE0F",
            })
    void whatScriptsAndEmojiNeedStays(String text) {
        assertThat(cleaned(text)).isEqualTo(text);
    }
}
