package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Interceptor;
import io.chatguard.testkit.Soak;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Restoring makes no link, image, tag or attribute, and puts no value into one or into code: commonmark-java with the
 * extensions for bare addresses and tables sees the same before and after. A value that is an address may be a link to
 * itself, and a reference by a surrogate's name may be lost.
 */
class RenderingLawTest {

    private static final Scope SCOPE = Scope.of("t", "c");

    private static final List<String> VALUES = List.of(
            "alice",
            "Alice Smith",
            "bob@example.com",
            "https://u:p@host.example",
            "www.corp.example",
            "corp.example",
            "<b>",
            "\">",
            "x\\",
            "\\",
            "!",
            "a!",
            "(odd)",
            ":",
            "//e.example/",
            "http",
            "http:",
            "mailto",
            "`",
            "~~~",
            "~",
            "# h",
            "- x",
            "-",
            "1.",
            "    four",
            "two\nlines",
            "end\n",
            "\n- item",
            "a\n\nb",
            "a|b",
            "]",
            "[x",
            "[x](http://v.example)",
            "&lt;",
            "'",
            "*a*",
            "_",
            "\u5f20\u4e09",
            "$1 ${x}");

    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "](",
            ")",
            "![",
            "][",
            "]:",
            "[alice]: http://d.example/alice",
            "[alice]",
            "![alice]",
            "[x]: ",
            "<",
            ">",
            "<a href=\"",
            "<a href=",
            "\">",
            "<img src='",
            "'>",
            "<b>",
            "</b>",
            "</a>",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<script>",
            "</script>",
            "http://",
            "https://h.example/",
            "www.",
            "h.example",
            ".",
            "@",
            ":",
            "/",
            "?q=",
            "mailto:",
            "-",
            "+",
            "`",
            "``",
            "```",
            "~~~",
            "\\",
            "!",
            "*",
            "**",
            "_",
            "#",
            "> ",
            "- ",
            "1. ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "\n",
            " ",
            " ",
            " ",
            "word",
            "Word ",
            "|",
            "\n|---|---|\n",
            "\"",
            "'",
            "(",
            "&",
            ";",
            "=",
            "\u7530",
            "\u3002",
            "{",
            "}");

    private static Redaction redaction() {
        return Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(Detector.ofText(
                        EntityType.of("ODD"),
                        "test/all",
                        1,
                        Evidence.STRUCTURE,
                        (text, found) -> found.accept(new Detector.Span(0, text.length()))))
                .build();
    }

    @Test
    void rendering_before_and_after_has_the_same_links_and_tags_and_no_value_in_code() {
        Random random = new Random(Soak.seed());
        try (Redaction redaction = redaction()) {
            Map<String, String> surrogates = new LinkedHashMap<>();
            for (String value : VALUES) {
                surrogates.put(redaction.pseudonymise(SCOPE, value), value);
            }
            List<String> names = List.copyOf(surrogates.keySet());
            int restored = 0;
            for (int i = 0; i < Soak.cases(40_000, 5_000_000); i++) {
                String reply = reply(random, names);
                String read = redaction.reidentify(SCOPE, reply);
                restored += read.equals(reply) ? 0 : 1;
                check(reply, read, surrogates);
                if (i % 8 == 0) {
                    assertThat(streamed(redaction, reply, random)).isEqualTo(read);
                }
            }
            assertThat(restored).isPositive();
        }
    }

    private static String reply(Random random, List<String> names) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(14);
        boolean any = false;
        for (int k = 0; k < pieces || !any; k++) {
            if (random.nextInt(4) == 0 || k >= pieces) {
                text.append(names.get(random.nextInt(names.size())));
                any = true;
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private static String streamed(Redaction redaction, String reply, Random random) {
        Interceptor.Call call = redaction.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
        List<String> cut = new ArrayList<>();
        for (int at = 0; at < reply.length(); ) {
            int end = Math.min(reply.length(), at + 1 + random.nextInt(4));
            cut.add(reply.substring(at, end));
            at = end;
        }
        return Streams.run(call.onStream(Streams.prose()), cut);
    }

    private static void check(String reply, String read, Map<String, String> surrogates) {
        Rendered before = Rendered.of(reply);
        Rendered after = Rendered.of(read);
        List<String> more = new ArrayList<>(after.links());
        List<String> fewer = new ArrayList<>();
        for (String link : before.links()) {
            if (!more.remove(link)) {
                fewer.add(link);
            }
        }
        more.removeIf(link -> isOfValue(link, surrogates));
        assertThat(after.targets().stream().filter(t -> holdsValue(t, before, surrogates)))
                .as("values in links of %s as %s", show(reply), show(read))
                .isEmpty();
        assertThat(more).as("links made of %s as %s", show(reply), show(read)).isEmpty();
        if (!reply.contains("]:")) {
            assertThat(fewer)
                    .as("links lost of %s as %s", show(reply), show(read))
                    .isEmpty();
        }
        assertThat(after.tags()).as("tags of %s as %s", show(reply), show(read)).isEqualTo(before.tags());
        assertThat(after.code()).as("code of %s as %s", show(reply), show(read)).isEqualTo(before.code());
    }

    private static boolean holdsValue(String target, Rendered before, Map<String, String> surrogates) {
        String bare = target.replaceFirst("[*_.,;:!?'\"\\[]+$", "");
        return surrogates.values().stream()
                .filter(v -> v.length() > 7 && target.contains(v) && !isOfValue("link " + bare + " ", surrogates))
                .anyMatch(v -> before.targets().stream().noneMatch(t -> t.contains(v)));
    }

    /**
     * Whether the link goes to nothing but a value, or a part of one, signs of emphasis aside. Of an e-mail address what
     * stands before it may be taken for its beginning, and letters that are not ASCII for its end, which no host has.
     */
    private static boolean isOfValue(String link, Map<String, String> surrogates) {
        String target = link.substring("link ".length(), link.lastIndexOf(' '));
        String bare = target.replaceFirst("^(mailto:|https?://)", "");
        return surrogates.values().stream()
                .anyMatch(
                        v -> v.contains(bare) || v.contains(target) || target.startsWith("mailto:") && isMail(bare, v));
    }

    private static boolean isMail(String address, String value) {
        int at = value.indexOf('@') > 0 ? address.indexOf(value) : -1;
        String behind = at < 0 ? "." : address.substring(at + value.length());
        return behind.isEmpty() || behind.matches("[.]*[^\\x00-\\x7f][^.]*");
    }

    private static String show(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
}
