package io.chatguard.internal.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The tokenizer and the edits beside Jackson, on bytes that a fuzzer makes. */
class JsonIndexFuzzTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper TREE = new ObjectMapper(JACKSON);
    private static final String NEW = "new \u0000 \"text\" \\ \uD83E\uDD93";

    /** Beyond this the limits differ from Jackson's, by depth and by digits. */
    private static final int LONGEST = 190;

    @FuzzTest(maxDuration = "5m")
    void readsAndEditsWhatJacksonReads(byte[] bytes) throws IOException {
        if (bytes.length > LONGEST) {
            return;
        }
        Optional<JsonIndex> index = index(bytes);
        if (index.isPresent() != jacksonAccepts(bytes)) {
            throw new AssertionError(index.isPresent() ? "Jackson refuses this" : "Jackson accepts this");
        }
        if (index.isPresent()) {
            edit(index.get());
        }
    }

    private static Optional<JsonIndex> index(byte[] bytes) {
        try {
            return Optional.of(JsonIndex.of(bytes, JsonLimits.DEFAULT));
        } catch (JsonRefused refused) {
            return Optional.empty();
        }
    }

    /** Replaces every string by one edit each; Jackson must read the new text in its place and the rest as it was. */
    private static void edit(JsonIndex index) throws IOException {
        for (int node = 0; node < index.size(); node++) {
            if (index.kind(node) != JsonKind.STRING) {
                continue;
            }
            JsonEdits edits = JsonEdits.on(index);
            edits.replaceText(node, NEW);
            byte[] after = edits.apply();
            check(TREE.readTree(after).at(index.pointer(node)).asText().equals(NEW), "the new text is not there");
            JsonEdits back = JsonEdits.on(JsonIndex.of(after, JsonLimits.DEFAULT));
            back.replaceText(node, index.text(node));
            check(
                    TREE.readTree(back.apply()).equals(TREE.readTree(index.bytes())),
                    "the rest of the document is another");
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static boolean jacksonAccepts(byte[] bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        if (text.startsWith("\uFEFF")) {
            return false;
        }
        try (JsonParser parser = JACKSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }
}
