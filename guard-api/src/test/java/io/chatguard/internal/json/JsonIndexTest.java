package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatguard.internal.json.JsonRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIndexTest {

    private static JsonIndex index(String json) {
        return JsonIndex.of(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static JsonRefused refusal(byte[] json, JsonLimits limits) {
        return catchThrowableOfType(JsonRefused.class, () -> JsonIndex.of(json, limits));
    }

    private static JsonRefused refusal(String json) {
        return refusal(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    @Test
    void givesTheOffsetsOfNamesAndValues() {
        JsonIndex index = index("{ \"é\" : [ \"x\\n\", 12 ] }");
        int array = index.child(0, "é");
        int string = index.firstChild(array);
        assertThat(new int[] {index.nameStart(array), index.nameEnd(array), index.start(array), index.end(array)})
                .containsExactly(2, 6, 9, 22);
        assertThat(new int[] {index.start(string), index.end(string)}).containsExactly(11, 16);
        assertThat(index.text(string)).isEqualTo("x\n");
        assertThat(index.pointer(string)).isEqualTo("/é/0");
        assertThat(index.isPlainAscii(string)).isFalse();
    }

    @Test
    void escapesPointers() {
        JsonIndex index = index("{\"a/b~\":{\"\":[1]}}");
        assertThat(index.pointer(3)).isEqualTo("/a~1b~0//0");
        assertThat(index.find("/a~1b~0//0")).isEqualTo(3);
        assertThat(index.find("")).isZero();
        assertThat(index.find("/a~1b~0//00")).isEqualTo(-1);
        assertThat(index.find("a")).isEqualTo(-1);
    }

    @Test
    void keepsTheCodeUnitOfASurrogateWithoutItsOtherHalf() {
        assertThat(index("\"\\uD800x\\ud83d\\ude00\"").text(0)).isEqualTo("\ud800x😀");
    }

    @Test
    void findsAMemberByItsUnescapedName() {
        JsonIndex index = index("{\"b\":1,\"\\u0061\":2}");
        assertThat(index.child(0, "a")).isEqualTo(2);
        assertThat(index.child(0, "c")).isEqualTo(-1);
        assertThat(index.child(1, "a")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "]",
                "\"",
                "\"a",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "nul",
                "NaN",
                "Infinity",
                "-",
                "+1",
                "[01]",
                ".5",
                "1.",
                "[1.e5]",
                "1e",
                "[/*x*/1]",
                "//x\n1",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\u0000",
                "[1}",
                "{\"a\":1]",
                "{1:2}",
                "{\"a\" 1}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThat(refusal(text).reason()).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "{}x", "\"a\"\"b\"", "[]]", "01", "{}\u0000"})
    void refusesWhatFollowsTheDocument(String text) {
        assertThat(refusal(text).reason()).isEqualTo(Reason.TRAILING_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22c0af22",
                "22c1bf22",
                "22e080af22",
                "22f08080af22",
                "22eda08022",
                "22edb08022",
                "22f490808022",
                "22f888808022",
                "228022",
                "22c3",
                "22e28222",
                "22ff22",
                "efbbbf7b7d",
                "feff007b007d",
                "fffe7b007d00"
            })
    void refusesInvalidUtf8AndByteOrderMarks(String hex) {
        JsonRefused refused = refusal(HexFormat.of().parseHex(hex), JsonLimits.DEFAULT);
        assertThat(refused.reason()).isEqualTo(Reason.INVALID_UTF8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"007b007d", "7b007d00", "0000007b0000007d", "7b0000007d000000"})
    void doesNotGuessOtherEncodings(String hex) {
        JsonRefused refused = refusal(HexFormat.of().parseHex(hex), JsonLimits.DEFAULT);
        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void takesTwoHundredLevelsAndRefusesTheNext() {
        assertThat(index("[".repeat(200) + "]".repeat(200)).size()).isEqualTo(200);
        JsonRefused refused = refusal("[".repeat(201) + "]".repeat(201));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_DEEP);
        assertThat(refused.offset()).isEqualTo(200);
    }

    @Test
    void refusesDepthOneHundredThousandAtTheLimit() {
        assertThat(refusal("{\"a\":".repeat(100_000)).offset()).isEqualTo(200 * 5);
    }

    @Test
    void refusesANameThatStandsTwice() {
        JsonRefused refused = refusal("{\"a\":1,\"b\":2,\"\\u0061\":3}");
        assertThat(refused.reason()).isEqualTo(Reason.DUPLICATE_KEY);
        assertThat(refused.offset()).isEqualTo(13);
        assertThat(index("[{\"a\":1},{\"a\":1}]").size()).isEqualTo(5);
    }

    @Test
    void findsTheOneDuplicateAmongAHundredThousandNamesWithOneHashCode() {
        // Any sequence of "Aa" and "BB" of one length has the same String.hashCode.
        String members = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"" + colliding(i) + "\":0")
                .collect(Collectors.joining(","));
        assertThat(index("{" + members + "}").size()).isEqualTo(100_001);
        JsonRefused refused = refusal("{" + members + ",\"" + colliding(77_777) + "\":0}");
        assertThat(refused.reason()).isEqualTo(Reason.DUPLICATE_KEY);
        assertThat(refused.offset()).isEqualTo(members.length() + 2);
    }

    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void comparesNamesOfLargeObjectsUnescaped() {
        String members =
                IntStream.range(0, 20).mapToObj(i -> "\"é" + i + "\":0").collect(Collectors.joining(","));
        assertThat(index("{" + members + "}").size()).isEqualTo(21);
        assertThat(refusal("{" + members + ",\"\\u00E97\":0}").reason()).isEqualTo(Reason.DUPLICATE_KEY);
    }

    @Test
    void takesNumbersOfAThousandCharactersAndRefusesLongerOnes() {
        assertThat(index("[" + "9".repeat(1_000) + "]").text(1)).hasSize(1_000);
        JsonRefused refused = refusal("[" + "9".repeat(1_001) + "]");
        assertThat(refused.reason()).isEqualTo(Reason.NUMBER_TOO_LONG);
        assertThat(refused.offset()).isEqualTo(1);
    }

    @Test
    void refusesMoreBytesOrValuesThanAllowed() {
        byte[] three = "[1,2]".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(three, new JsonLimits(4, 9, 9, 9)).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(three, new JsonLimits(5, 9, 2, 9)).reason()).isEqualTo(Reason.TOO_MANY_NODES);
        assertThat(JsonIndex.of(three, new JsonLimits(5, 9, 3, 9)).size()).isEqualTo(3);
    }

    @Test
    void takesAStringOfThirtyMegabytes() {
        byte[] bytes = ("[\"" + "x".repeat(30_000_000) + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(JsonIndex.of(bytes, JsonLimits.DEFAULT).end(1)).isEqualTo(bytes.length - 1);
    }

    @Test
    void saysWhereAndWhyButNeverWhat() {
        JsonRefused refused = refusal("{\"anna@example.org\":\"anna@example.org\",\"anna@example.org\":1}");
        assertThat(refused)
                .hasMessage("JSON refused at byte 39 (DUPLICATE_KEY):"
                        + " an object has the same member name twice; send each name once")
                .hasNoCause();
        assertThat(index("{\"anna\":1}")).hasToString("JsonIndex[2 values in 10 bytes]");
    }
}
