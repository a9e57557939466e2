package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.internal.json.TestPipes.Collector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonTextStreamLawTest {

    private static final Pipes WORDS = place -> new TestPipes.Words();
    private static final Pipes LATE = place -> new TestPipes.Late();

    @Property(tries = 2_000)
    void aDocumentThatNoPipeChangesComesOutAsItWas(@ForAll long seed) {
        Random random = new Random(seed);
        String text = random.nextBoolean() ? RandomJson.document(random) : damaged(random);
        JsonTextStream stream = JsonTextStream.of(LATE, TestPipes.Late::new);
        Collector out = TestPipes.run(stream, text, TestPipes.divided(text, random));
        assertThat(out.text()).isEqualTo(text);
        assertThat(out.sourceChars()).isEqualTo(text.length());
        assertThat(out.allIdentity()).isTrue();
    }

    @Property(tries = 4_000)
    void howTheTextIsDividedMakesNoDifference(@ForAll long seed) {
        Random random = new Random(seed);
        String text = random.nextBoolean() ? RandomJson.document(random) : damaged(random);
        JsonTextStream whole = JsonTextStream.of(WORDS, TestPipes.Late::new);
        JsonTextStream parts = JsonTextStream.of(WORDS, TestPipes.Late::new);
        Collector expected = TestPipes.run(whole, text, List.of(text));
        Collector out = TestPipes.run(parts, text, TestPipes.divided(text, random));
        assertThat(out.text()).isEqualTo(expected.text());
        assertThat(out.sourceChars()).isEqualTo(text.length());
        assertThat(parts.valid()).isEqualTo(whole.valid());
        assertThat(parts.complete()).isEqualTo(whole.complete());
    }

    @Property(tries = 2_000)
    void exactlyTheTextsAreRewritten(@ForAll long seed) {
        Random random = new Random(seed);
        String text = RandomJson.document(random);
        Collector out =
                TestPipes.run(JsonTextStream.of(WORDS, TestPipes.Late::new), text, TestPipes.divided(text, random));
        JsonIndex before = index(text);
        JsonIndex after = JsonIndex.of(out.text().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        assertThat(after.size()).isEqualTo(before.size());
        for (int node = 0; node < before.size(); node++) {
            assertThat(after.parent(node)).isEqualTo(before.parent(node));
            if (before.nameStart(node) >= 0) {
                assertThat(after.name(node)).isEqualTo(TestPipes.Words.of(before.name(node)));
            }
            JsonKind kind = before.kind(node);
            if (kind == JsonKind.STRING || kind == JsonKind.NUMBER) {
                String was = before.text(node);
                boolean asked = kind == JsonKind.STRING || was.length() >= 5;
                String expected = asked ? TestPipes.Words.of(was) : was;
                assertThat(after.text(node)).isEqualTo(expected);
                assertThat(after.kind(node)).isEqualTo(expected.equals(was) ? kind : JsonKind.STRING);
            } else {
                assertThat(after.kind(node)).isEqualTo(kind);
            }
        }
    }

    @Property(tries = 2_000)
    void placesAreWhereTheIndexFindsThem(@ForAll long seed) {
        Random random = new Random(seed);
        String text = RandomJson.document(random);
        List<String> places = new ArrayList<>();
        Pipes noting = place -> {
            if (place.kind() != Place.Kind.NAME) {
                places.add(place.pointer());
            }
            return new TestPipes.Late();
        };
        TestPipes.run(JsonTextStream.of(noting, TestPipes.Late::new), text, TestPipes.divided(text, random));
        JsonIndex index = index(text);
        List<String> expected = new ArrayList<>();
        for (int node = 0; node < index.size(); node++) {
            if (index.kind(node) == JsonKind.STRING
                    || index.kind(node) == JsonKind.NUMBER && index.text(node).length() >= 5) {
                expected.add(index.pointer(node));
            }
        }
        assertThat(places).isEqualTo(expected);
    }

    @Property(tries = 4_000)
    void knowsADocumentWhenItSeesOne(@ForAll long seed) {
        Random random = new Random(seed);
        String text = random.nextInt(8) == 0 ? RandomJson.document(random) : damaged(random);
        JsonTextStream stream = JsonTextStream.of(LATE, TestPipes.Late::new);
        TestPipes.run(stream, text, TestPipes.divided(text, random));
        Optional<JsonRefused.Reason> refusal = refusal(text);
        // Names are not compared in a stream.
        Assume.that(!refusal.equals(Optional.of(JsonRefused.Reason.DUPLICATE_KEY)));
        assertThat(stream.complete()).isEqualTo(refusal.isEmpty());
    }

    private static Optional<JsonRefused.Reason> refusal(String text) {
        try {
            index(text);
            return Optional.empty();
        } catch (JsonRefused refused) {
            return Optional.of(refused.reason());
        }
    }

    private static JsonIndex index(String text) {
        return JsonIndex.of(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(RandomJson.document(random));
        String alphabet = "{}[]\",:\\/ue+-.0123456789tfn \n\u0001";
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            String with = String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
            text.replace(at, random.nextInt(6) == 0 ? text.length() : to, random.nextBoolean() ? with : "");
        }
        return text.toString();
    }
}
