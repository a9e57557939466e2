package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The index beside Jackson's parser, which was written by others. */
class JsonIndexLawTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    @Property(tries = 2_000)
    void readsWhatJacksonReadsWhereJacksonReadsIt(@ForAll long seed) throws IOException {
        byte[] bytes = RandomJson.document(new Random(seed)).getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(bytes, JsonLimits.DEFAULT);
        List<Integer> open = new ArrayList<>();
        int node = 0;
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                if (token == JsonToken.FIELD_NAME) {
                    assertThat(index.nameStart(node)).isEqualTo(start);
                    continue;
                }
                if (token.isStructEnd()) {
                    int container = open.remove(open.size() - 1);
                    assertThat(index.end(container))
                            .isEqualTo((int) parser.currentLocation().getByteOffset());
                    continue;
                }
                assertThat(index.kind(node)).isEqualTo(kind(token));
                assertThat(index.start(node)).isEqualTo(start);
                assertThat(index.parent(node)).isEqualTo(open.isEmpty() ? -1 : open.get(open.size() - 1));
                assertThat(index.pointer(node)).isEqualTo(pointer(parser, token));
                assertThat(index.find(index.pointer(node))).isEqualTo(node);
                if (parser.currentName() != null && !token.isStructStart()) {
                    assertThat(index.name(node)).isEqualTo(parser.currentName());
                    assertThat(index.nameIs(node, parser.currentName())).isTrue();
                    assertThat(index.child(index.parent(node), parser.currentName()))
                            .isEqualTo(node);
                }
                if (token.isScalarValue()) {
                    assertThat(index.text(node)).isEqualTo(parser.getText());
                }
                if (token == JsonToken.VALUE_STRING) {
                    assertThat(index.end(node))
                            .isEqualTo((int) parser.currentLocation().getByteOffset());
                    assertThat(index.textIs(node, parser.getText())).isTrue();
                    assertThat(index.textIs(node, parser.getText() + "x")).isFalse();
                }
                if (token.isStructStart()) {
                    open.add(node);
                }
                node++;
            }
        }
        assertThat(index.size()).isEqualTo(node);
    }

    @Property(tries = 1_000)
    void childrenAreChainedInOrder(@ForAll long seed) {
        byte[] bytes = RandomJson.document(new Random(seed)).getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(bytes, JsonLimits.DEFAULT);
        for (int node = 0; node < index.size(); node++) {
            List<Integer> expected = new ArrayList<>();
            for (int other = node + 1; other < index.size(); other++) {
                if (index.parent(other) == node) {
                    assertThat(index.indexInParent(other)).isEqualTo(expected.size());
                    expected.add(other);
                }
            }
            List<Integer> chained = new ArrayList<>();
            for (int child = index.firstChild(node); child >= 0; child = index.nextSibling(child)) {
                chained.add(child);
            }
            assertThat(chained).isEqualTo(expected);
            for (int other = node; other < index.size(); other++) {
                assertThat(other < index.subtreeEnd(node)).isEqualTo(index.start(other) < index.end(node));
            }
        }
    }

    @Property(tries = 4_000)
    void acceptsADamagedDocumentExactlyIfJacksonDoes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = damage(RandomJson.document(random).getBytes(StandardCharsets.UTF_8), random);
        boolean accepted;
        try {
            JsonIndex.of(bytes, JsonLimits.DEFAULT);
            accepted = true;
        } catch (JsonRefused refused) {
            assertThat(refused.offset()).isBetween(0, bytes.length);
            accepted = false;
        }
        assertThat(accepted).isEqualTo(jacksonAccepts(bytes));
    }

    private static byte[] damage(byte[] document, Random random) {
        String alphabet = "{}[]\",:\\/ue+-.0123456789tfn \n\u0000";
        byte[] bytes = document;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            byte value = random.nextInt(4) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            int cut = Math.min(bytes.length, at + random.nextInt(3));
            byte[] head = Arrays.copyOf(bytes, at + random.nextInt(2));
            if (head.length > at) {
                head[at] = value;
            }
            byte[] next = Arrays.copyOf(head, head.length + bytes.length - cut);
            System.arraycopy(bytes, cut, next, head.length, bytes.length - cut);
            bytes = next;
        }
        return bytes;
    }

    /**
     * Both of Jackson's parsers have to accept, and the JDK's decoder: the one for bytes guesses other encodings and lets
     * surrogates through, the one for characters looks at the low byte only where a hexadecimal digit is due.
     */
    private static boolean jacksonAccepts(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return isOneDocument(JACKSON.createParser(text)) && isOneDocument(JACKSON.createParser(bytes));
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isOneDocument(JsonParser parser) throws IOException {
        int roots = 0;
        try (parser) {
            while (parser.nextToken() != null) {
                parser.getText();
                boolean end = parser.currentToken().isStructEnd();
                var context = parser.currentToken().isStructStart()
                        ? parser.getParsingContext().getParent()
                        : parser.getParsingContext();
                roots += !end && context.inRoot() ? 1 : 0;
            }
        }
        return roots == 1;
    }

    private static String pointer(JsonParser parser, JsonToken token) {
        var context = parser.getParsingContext();
        return (token.isStructStart() ? context.getParent() : context)
                .pathAsPointer()
                .toString();
    }

    private static JsonKind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> JsonKind.OBJECT;
            case START_ARRAY -> JsonKind.ARRAY;
            case VALUE_STRING -> JsonKind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonKind.NUMBER;
            case VALUE_TRUE -> JsonKind.TRUE;
            case VALUE_FALSE -> JsonKind.FALSE;
            case VALUE_NULL -> JsonKind.NULL;
            default -> throw new AssertionError(token);
        };
    }
}
