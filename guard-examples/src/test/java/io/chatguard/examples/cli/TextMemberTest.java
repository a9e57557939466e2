package io.chatguard.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reads of a line what a JSON parser reads, and refuses what that refuses. */
class TextMemberTest {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(200).build())
            .build();

    private final TextMember member = new TextMember("input");

    /** What stands there as {@code text}; empty if the line is refused or blank. */
    private Optional<String> ours(byte[] line) {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        try {
            TextMember.Line kind = member.read(new Blocks.Block(bytes, bytes.length, 1, 0), 0, 1);
            assertThat(member.end()).isEqualTo(line.length);
            return kind == TextMember.Line.BLANK ? Optional.empty() : Optional.of(member.text());
        } catch (CliFailure refused) {
            return Optional.empty();
        }
    }

    private static Optional<String> jacksons(byte[] line) {
        Optional<String> text = Optional.empty();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = parser.currentName().equals("text");
                JsonToken value = parser.nextToken();
                if (wanted && (text.isPresent() || value != JsonToken.VALUE_STRING)) {
                    return Optional.empty();
                }
                if (wanted) {
                    text = Optional.of(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? text : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Property
    void readsWhatAParserReads(@ForAll("lines") String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThat(ours(bytes)).isEqualTo(jacksons(bytes));
    }

    /** One piece of a good line is taken out, doubled or replaced: most of these are refused. */
    @Property
    void refusesWhatAParserRefuses(
            @ForAll("lines") String line, @ForAll("pieces") String piece, @ForAll double where, @ForAll int how) {
        int at = line.isEmpty() ? 0 : (int) (Math.abs(where % 1) * line.length());
        String rest = line.substring(Math.min(line.length(), at + Math.floorMod(how, 3)));
        byte[] bytes = (line.substring(0, at) + piece + rest).getBytes(StandardCharsets.UTF_8);

        assertThat(ours(bytes)).isEqualTo(jacksons(bytes));
    }

    @Example
    void acceptsAndRefusesBoth() {
        List<String> all = lines().sampleStream().limit(500).toList();
        assertThat(all)
                .filteredOn(line -> ours(line.getBytes(StandardCharsets.UTF_8)).isPresent())
                .hasSizeBetween(100, 499);
    }

    @Example
    void refusesUtf8ThatIsNotTheShortestForm() {
        byte[] line = "{\"text\":\"..\"}".getBytes(StandardCharsets.UTF_8);
        line[9] = (byte) 0xC0;
        line[10] = (byte) 0xAF;

        assertThat(ours(line)).isEmpty();
    }

    @Example
    void countsTheLevelsOfAllBrackets() {
        for (int depth : new int[] {199, 200}) {
            String line = "{\"text\":\"x\",\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
            assertThat(ours(line.getBytes(StandardCharsets.UTF_8)).isPresent()).isEqualTo(depth == 199);
        }
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> name = Arbitraries.of("text", "te\\u0078t", "texts", "id", "", "\u00e9", "a\\\"text");
        Arbitrary<String> value = Arbitraries.lazyOf(
                this::strings,
                this::strings,
                () -> Arbitraries.of("0", "-0", "-12.50e+7", "1E9", "true", "false", "null", "[]", "{}", "01", "1."),
                () -> strings().list().ofMaxSize(3).map(all -> "[ " + String.join(" ,", all) + "]"),
                () -> strings().map(s -> "{\"text\":" + s + ",\"x\" : [{}, [1]]}"));
        Arbitrary<String> wanted =
                Arbitraries.of("", "\"text\":").flatMap(n -> strings().map(text -> n.isEmpty() ? n : n + text));
        Arbitrary<List<String>> others =
                name.flatMap(n -> value.map(v -> "\"" + n + "\":" + v)).list().ofMaxSize(3);
        return Combinators.combine(wanted, others, Arbitraries.of("", " ", "\t\r"))
                .as((text, members, space) -> {
                    List<String> all = new ArrayList<>(members);
                    if (!text.isEmpty()) {
                        all.add(all.size() / 2, text);
                    }
                    return "{" + space + String.join(space + "," + space, all) + space + "}" + space;
                });
    }

    Arbitrary<String> strings() {
        return Arbitraries.of(
                        "a",
                        "word ",
                        "longer than eight",
                        "\\n",
                        "\\\\",
                        "\\\"",
                        "\\/",
                        "\\ud83e",
                        "\\udd93",
                        "\\u00E9",
                        "\u00e9",
                        "\u4e2d",
                        "\ufffd",
                        "\uD83E\uDD93",
                        "\u007f",
                        "{",
                        "]",
                        ",",
                        "\\t\\b\\f\\r")
                .list()
                .ofMaxSize(6)
                .map(parts -> "\"" + String.join("", parts) + "\"");
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "",
                "\"",
                "\\",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                " ",
                "\u0001",
                "x",
                "0",
                "-",
                ".",
                "e",
                "\\u12",
                "\\x",
                "\u00e9",
                "null",
                "nul",
                "\"text\":\"y\",");
    }
}
