package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonEdits;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.json.JsonText;
import io.chatguard.internal.json.StringSpans;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The texts of a JSON body as {@link JsonWalk} found them, and the edits made to them so far. */
final class JsonContent implements BodyContent {

    private final JsonIndex index;
    private final List<Slot> slots;
    private final List<Segment> segments;
    private final Map<Integer, Revision> revisions;
    private final Function<byte[], JsonContent> again;

    private JsonContent(
            JsonIndex index,
            List<Slot> slots,
            List<Segment> segments,
            Map<Integer, Revision> revisions,
            Function<byte[], JsonContent> again) {
        this.index = index;
        this.slots = slots;
        this.segments = segments;
        this.revisions = revisions;
        this.again = again;
    }

    /**
     * @param again reads a changed document once more, for edits that add to it
     */
    static JsonContent of(JsonIndex index, List<Slot> slots, Function<byte[], JsonContent> again) {
        List<Segment> segments = new ArrayList<>(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            segments.add(slots.get(i).segment());
        }
        return new JsonContent(index, slots, Collections.unmodifiableList(segments), Map.of(), again);
    }

    /** The texts of a reply, which takes no instruction. */
    static JsonContent ofReply(JsonIndex index, List<Slot> slots) {
        return of(index, slots, changed -> {
            throw new UnsupportedOperationException("a reply takes no instruction");
        });
    }

    /** What the caller gets of a reply that has passed the stages. */
    static byte[] replyBytes(Content screened) {
        if (!(screened instanceof JsonContent reply)) {
            throw new IllegalStateException("a stage returned a content that was not made of the one it was given");
        }
        try {
            return reply.bytes();
        } catch (JsonRefused e) {
            throw Refusals.reply(e);
        }
    }

    JsonIndex index() {
        return index;
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public JsonContent withEdits(Map<String, List<Edit>> edits) {
        if (edits.isEmpty()) {
            return this;
        }
        Map<Integer, Revision> next = new LinkedHashMap<>(revisions);
        List<Segment> texts = new ArrayList<>(segments);
        int known = 0;
        for (int at = 0; at < texts.size() && known < edits.size(); at++) {
            Segment before = texts.get(at);
            List<Edit> list = edits.get(before.pointer());
            if (list == null) {
                continue;
            }
            known++;
            if (!list.isEmpty()) {
                Revision last = next.get(at);
                Revision revision = (last == null ? Revision.none(before.text()) : last).with(list);
                next.put(at, revision);
                texts.set(at, rewritten(before, revision::text));
            }
        }
        if (known < edits.size()) {
            throw new IllegalArgumentException("no segment at that pointer");
        }
        return new JsonContent(index, slots, Collections.unmodifiableList(texts), next, again);
    }

    /** The same segment with another text. */
    static Segment rewritten(Segment before, Supplier<String> text) {
        return Segment.at(before.pointer())
                .place(before.place())
                .role(before.role())
                .kind(before.kind())
                .form(before.form())
                .standing(before.standing())
                .tool(before.tool())
                .text(text);
    }

    @Override
    public JsonContent withInstruction(String text) {
        JsonIndex now = JsonIndex.of(bytes(), index.limits());
        JsonEdits edits = JsonEdits.on(now);
        int messages = now.child(0, "messages");
        if (messages >= 0 && now.kind(messages) == JsonKind.ARRAY) {
            String message = "{\"role\":\"system\",\"content\":"
                    + new String(JsonText.quote(text), StandardCharsets.UTF_8) + "}";
            edits.insertElement(messages, length(now, messages), message.getBytes(StandardCharsets.UTF_8));
        } else if (now.child(0, "input") >= 0) {
            int instructions = now.child(0, "instructions");
            if (instructions >= 0 && now.kind(instructions) == JsonKind.STRING) {
                edits.replaceText(instructions, now.text(instructions) + "\n\n" + text);
            } else if (instructions >= 0) {
                edits.replaceRaw(instructions, JsonText.quote(text));
            } else {
                edits.appendMember(0, "instructions", JsonText.quote(text));
            }
        } else {
            throw new UnsupportedOperationException("this operation takes no instruction");
        }
        return again.apply(edits.apply());
    }

    private static int length(JsonIndex index, int array) {
        int length = 0;
        for (int n = index.firstChild(array); n >= 0; n = index.nextSibling(n)) {
            length++;
        }
        return length;
    }

    /** What the text of a node is now, if it was edited. */
    Optional<Revision> revision(int node) {
        for (Map.Entry<Integer, Revision> e : revisions.entrySet()) {
            Slot slot = slots.get(e.getKey());
            if (slot.part().host() == null
                    && slot.node() == node
                    && slot.segment().form() == Segment.Form.VALUE) {
                return Optional.of(e.getValue());
            }
        }
        return Optional.empty();
    }

    @Override
    public byte[] bytes() {
        if (revisions.isEmpty()) {
            return index.bytes();
        }
        return edits().apply();
    }

    private JsonEdits edits() {
        Map<JsonPart, JsonEdits> byPart = new IdentityHashMap<>();
        List<JsonPart> inner = new ArrayList<>();
        JsonEdits root = JsonEdits.on(index);
        revisions.forEach((at, revision) -> {
            Slot slot = slots.get(at);
            edit(editsOf(slot.part(), root, byPart, inner), slot, revision);
        });
        AnnotationOffsets.shift(index, root, this);
        // Documents in strings were met hosts first, so the innermost are spliced into their hosts first.
        for (int i = inner.size() - 1; i >= 0; i--) {
            JsonPart part = inner.get(i);
            String text = new String(editsOf(part, root, byPart, inner).apply(), StandardCharsets.UTF_8);
            editsOf(host(part), root, byPart, inner).replaceText(part.hostNode(), text);
        }
        return root;
    }

    private static JsonPart host(JsonPart part) {
        JsonPart host = part.host();
        if (host == null) {
            throw new IllegalStateException("only documents in strings are spliced into a host");
        }
        return host;
    }

    private static JsonEdits editsOf(
            JsonPart part, JsonEdits root, Map<JsonPart, JsonEdits> byPart, List<JsonPart> inner) {
        JsonPart host = part.host();
        if (host == null) {
            return root;
        }
        JsonEdits known = byPart.get(part);
        if (known != null) {
            return known;
        }
        editsOf(host, root, byPart, inner);
        JsonEdits edits = JsonEdits.on(part.index());
        byPart.put(part, edits);
        inner.add(part);
        return edits;
    }

    private static void edit(JsonEdits edits, Slot slot, Revision revision) {
        if (slot.segment().form() == Segment.Form.KEY) {
            edits.replaceName(slot.node(), revision.text());
        } else if (!slot.isText() || revision.rounds().size() != 1 || !spliced(edits, slot, revision)) {
            edits.replaceText(slot.node(), slot.writing().apply(revision.text()));
        }
    }

    /** Writes the edited spans alone; false, and nothing is done, if one splits a character. */
    private static boolean spliced(JsonEdits edits, Slot slot, Revision revision) {
        StringSpans spans = edits.spansOf(slot.node());
        for (Edit edit : revision.rounds().get(0)) {
            if (!spans.replace(edit.start(), edit.end(), edit.with())) {
                return false;
            }
        }
        edits.replaceSpans(slot.node(), spans);
        return true;
    }

    /** Shows the number of segments and edits only. */
    @Override
    public String toString() {
        return "Content[" + segments.size() + " segments, " + revisions.size() + " rewritten]";
    }
}
