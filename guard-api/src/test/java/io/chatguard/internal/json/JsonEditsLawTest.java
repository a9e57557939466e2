package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Edits beside the same changes made to a model of the document. */
class JsonEditsLawTest {

    @Property(tries = 3_000)
    void theEditedDocumentDiffersExactlyInTheEdits(@ForAll long seed) {
        Random random = new Random(seed);
        JsonIndex index =
                JsonIndex.of(RandomJson.document(random).getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        JsonEdits edits = JsonEdits.on(index);
        Model expected = new Model();
        for (int i = random.nextInt(12); i > 0; i--) {
            try {
                expected.edit(index, random.nextInt(index.size()), edits, random, i);
            } catch (IllegalStateException | JsonRefused taken) {
                assertThat(taken).hasMessageContaining("edited already");
            }
        }
        byte[] after = edits.apply();
        assertThat(model(JsonIndex.of(after, JsonLimits.DEFAULT), 0)).isEqualTo(expected.edited(index, 0));
    }

    private static String modelOf(String json) {
        return model(JsonIndex.of(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT), 0);
    }

    private static String model(JsonIndex index, int node) {
        return new Model().edited(index, node);
    }

    @Property(tries = 2_000)
    void everyByteOutsideAReplacedTokenStays(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = RandomJson.document(random).getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(bytes, JsonLimits.DEFAULT);
        JsonEdits edits = JsonEdits.on(index);
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        for (int node = 0; node < index.size(); node++) {
            if (index.nameStart(node) >= 0 && random.nextInt(3) == 0) {
                String name = node + "unique" + RandomJson.text(random);
                edits.replaceName(node, name);
                pieces.add(Arrays.copyOfRange(bytes, at, index.nameStart(node)));
                pieces.add(JsonText.quote(name));
                at = index.nameEnd(node);
            }
            if (index.firstChild(node) < 0 && random.nextInt(3) == 0) {
                String text = RandomJson.text(random);
                edits.replaceText(node, text);
                pieces.add(Arrays.copyOfRange(bytes, at, index.start(node)));
                pieces.add(JsonText.quote(text));
                at = index.end(node);
            }
        }
        pieces.add(Arrays.copyOfRange(bytes, at, bytes.length));
        StringBuilder expected = new StringBuilder();
        pieces.forEach(piece -> expected.append(new String(piece, StandardCharsets.UTF_8)));
        assertThat(new String(edits.apply(), StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Property(tries = 500)
    void replacingValuesByThemselvesChangesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = RandomJson.document(random).getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(bytes, JsonLimits.DEFAULT);
        JsonEdits edits = JsonEdits.on(index);
        for (int node = index.size() - 1; node >= 0; node--) {
            if (index.firstChild(node) < 0) {
                edits.replaceRaw(node, Arrays.copyOfRange(bytes, index.start(node), index.end(node)));
            }
        }
        assertThat(edits.apply()).isEqualTo(bytes);
    }

    /** What has been asked for, and what the document ought to be then. */
    private static final class Model {
        private final Map<Integer, String> values = new HashMap<>();
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<Integer, Map<Integer, List<String>>> added = new HashMap<>();
        private final List<Integer> removed = new ArrayList<>();

        void edit(JsonIndex index, int node, JsonEdits edits, Random random, int unique) {
            String text = RandomJson.text(random);
            JsonKind kind = index.kind(node);
            switch (random.nextInt(5)) {
                case 0 -> {
                    edits.replaceText(node, text);
                    values.put(node, "s" + text);
                }
                case 1 -> {
                    String json = RandomJson.document(random);
                    edits.replaceRaw(node, json.getBytes(StandardCharsets.UTF_8));
                    values.put(node, modelOf(json));
                }
                case 2 -> {
                    if (index.nameStart(node) >= 0) {
                        edits.replaceName(node, text + unique + "unique");
                        names.put(node, text + unique + "unique");
                    }
                }
                case 3 -> {
                    String json = RandomJson.document(random);
                    byte[] raw = json.getBytes(StandardCharsets.UTF_8);
                    if (kind == JsonKind.OBJECT) {
                        edits.appendMember(node, text + unique + "unique", raw);
                        add(node, Integer.MAX_VALUE, text + unique + "unique" + "=" + modelOf(json));
                    } else if (kind == JsonKind.ARRAY) {
                        int position = random.nextInt(4);
                        edits.insertElement(node, position, raw);
                        add(node, position, modelOf(json));
                    }
                }
                default -> {
                    if (node > 0) {
                        edits.removeMember(node);
                        removed.add(node);
                    }
                }
            }
        }

        private void add(int container, int position, String model) {
            added.computeIfAbsent(container, key -> new HashMap<>())
                    .computeIfAbsent(position, key -> new ArrayList<>())
                    .add(model);
        }

        /** The value with kind, names and texts after the edits. */
        String edited(JsonIndex index, int node) {
            if (values.containsKey(node)) {
                return values.get(node);
            }
            JsonKind kind = index.kind(node);
            if (kind != JsonKind.OBJECT && kind != JsonKind.ARRAY) {
                return (kind == JsonKind.STRING ? "s" : "l") + index.text(node);
            }
            Map<Integer, List<String>> extra = added.getOrDefault(node, Map.of());
            List<String> children = new ArrayList<>();
            int position = 0;
            for (int child = index.firstChild(node); child >= 0; child = index.nextSibling(child)) {
                children.addAll(extra.getOrDefault(position++, List.of()));
                if (!removed.contains(child)) {
                    String name = kind == JsonKind.OBJECT ? names.getOrDefault(child, index.name(child)) + "=" : "";
                    children.add(name + edited(index, child));
                }
            }
            int end = position;
            extra.keySet().stream().sorted().filter(at -> at >= end).forEach(at -> children.addAll(extra.get(at)));
            return kind + children.toString();
        }
    }
}
