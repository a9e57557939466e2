package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StringSpansLawTest {

    /** The text as some writer may put it: each character as it is, by its short escape, or by its number. */
    private static String written(String text, Random random) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean half = Character.isSurrogate(c);
            if (half
                    && i + 1 < text.length()
                    && Character.isSurrogatePair(c, text.charAt(i + 1))
                    && random.nextBoolean()) {
                out.append(c).append(text.charAt(++i));
            } else if (half || random.nextInt(4) == 0) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                JsonText.escape(String.valueOf(c), out);
            }
        }
        return out.append('"').toString();
    }

    /** Spans that are replaced one by one read as the whole text with those spans replaced, and the rest is untouched. */
    @Property(tries = 500)
    void replacedSpansReadAsTheTextWithThemReplaced(
            @ForAll @StringLength(max = 30) String text,
            @ForAll @StringLength(max = 5) String with,
            @ForAll long seed) {
        Random random = new Random(seed);
        String head = "[1, ";
        byte[] json = (head + written(text, random) + " ,{}]").getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(json, JsonLimits.DEFAULT);
        int node = 2;
        assertThat(index.text(node)).isEqualTo(text);

        JsonEdits edits = JsonEdits.on(index);
        StringSpans spans = edits.spansOf(node);
        StringBuilder expected = new StringBuilder();
        boolean done = true;
        int at = 0;
        while (done && at <= text.length() && random.nextInt(4) > 0) {
            int from = at + random.nextInt(text.length() - at + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            done = spans.replace(from, to, with);
            boolean splits = splits(text, from) || splits(text, to);
            assertThat(done || splits)
                    .as("only a span that splits a character is refused")
                    .isTrue();
            expected.append(text, at, from).append(with);
            at = to;
        }
        if (!done) {
            return;
        }
        expected.append(text, at, text.length());
        edits.replaceSpans(node, spans);
        byte[] edited = edits.apply();
        JsonIndex after = JsonIndex.of(edited, JsonLimits.DEFAULT);
        assertThat(after.text(node)).isEqualTo(expected.toString());
        assertThat(new String(edited, StandardCharsets.UTF_8)).startsWith(head).endsWith(" ,{}]");
    }

    private static boolean splits(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    @Test
    void whatStandsBetweenSpansStaysAsItIsWritten() {
        byte[] json = "{\"a\":\"caf\\u00e9 \\/ b\u00fcro bob end\"}".getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(json, JsonLimits.DEFAULT);
        JsonEdits edits = JsonEdits.on(index);
        StringSpans spans = edits.spansOf(1);
        int bob = index.text(1).indexOf("bob");
        assertThat(spans.replace(bob, bob + 3, "\"A\"")).isTrue();
        edits.replaceSpans(1, spans);
        assertThat(new String(edits.apply(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"caf\\u00e9 \\/ b\u00fcro \\\"A\\\" end\"}");
    }

    @Test
    void aSpanBehindTheTextIsRefused() {
        JsonIndex index = JsonIndex.of("[\"ab\",\"\u00fc\"]".getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        assertThat(JsonEdits.on(index).spansOf(1).replace(1, 3, "")).isFalse();
        assertThat(JsonEdits.on(index).spansOf(2).replace(1, 2, "")).isFalse();
    }
}
