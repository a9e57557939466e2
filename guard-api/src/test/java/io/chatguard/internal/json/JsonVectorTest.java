package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Arrays of numbers that are passed as one node. */
class JsonVectorTest {

    private static final String[] TOKENS = {
        "{", "}", "[", "]", ",", ":", "\"v\"", "\"v\":[", "\"w\":[", "1", "-2.5e3", "0", "01", "1.", "-", "true", " ",
        "\"x\""
    };

    private static JsonIndex index(String json) {
        return JsonIndex.of(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT, Set.of("v"));
    }

    private static boolean accepts(byte[] json, Set<String> vectors) {
        try {
            return JsonIndex.of(json, JsonLimits.DEFAULT, vectors).size() > 0;
        } catch (JsonRefused refused) {
            return false;
        }
    }

    @Test
    void aVectorIsOneNodeWithoutChildren() {
        JsonIndex index = index("{\"v\": [1, -2.5e3 , 0],\"w\":[1,2]}");
        int vector = index.child(0, "v");
        assertThat(index.kind(vector)).isEqualTo(JsonKind.ARRAY);
        assertThat(index.firstChild(vector)).isEqualTo(-1);
        assertThat(index.end(vector) - index.start(vector)).isEqualTo("[1, -2.5e3 , 0]".length());
        assertThat(index.firstChild(index.child(0, "w"))).isPositive();
    }

    @Test
    void anArrayWithAnythingElseInItIsIndexedAsEver() {
        JsonIndex index = index("{\"v\":[1,2,\"text\"]}");
        assertThat(index.text(index.find("/v/2"))).isEqualTo("text");
        assertThat(index("{\"v\":[]}").size()).isEqualTo(2);
    }

    @Test
    void moreNumbersThanTheLimitOfNodesAreRead() {
        String numbers = "0.25,".repeat(JsonLimits.DEFAULT.maxNodes());
        assertThat(index("{\"v\":[" + numbers + "1]}").size()).isEqualTo(2);
    }

    /** Documents of random tokens: most are broken, and broken for both or neither. */
    @Property(tries = 5_000)
    void acceptsWhatIsAcceptedWithoutVectorsAndNothingElse(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder("{\"v\":[");
        for (int i = random.nextInt(8); i > 0; i--) {
            json.append(TOKENS[random.nextInt(TOKENS.length)]);
            json.append(random.nextInt(3) == 0 ? "," : "");
        }
        byte[] bytes =
                json.append(random.nextBoolean() ? "]}" : "1]}").toString().getBytes(StandardCharsets.UTF_8);
        assertThat(accepts(bytes, Set.of("v"))).isEqualTo(accepts(bytes, Set.of()));
    }
}
