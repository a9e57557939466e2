package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Form;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Segment.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts of a JSON body: every string that the table of {@link Positions} does not mark as structure, the
 * member names and long numbers of a user's own maps, and the same inside JSON documents in strings.
 *
 * <p>One pass in document order, without recursion; documents in strings are walked to a depth of
 * {@value #DEEPEST_NESTING} and are plain text below.
 */
final class JsonWalk {

    /** Which document is walked, which decides what its own members mean and what may be rewritten. */
    enum Body {
        REQUEST,
        REPLY,
        /** One event of a streamed reply. */
        EVENT
    }

    /** What the texts of an answer are. */
    enum Answers {
        PROSE,
        /** JSON documents, because the request asked for such. */
        JSON,
        /** JSON documents where they can be read as such, because nothing tells what the request asked for. */
        JSON_OR_PROSE;

        static Answers of(Facts.Format format) {
            return format == Facts.Format.TEXT ? PROSE : JSON;
        }
    }

    /** Numbers of fewer digits identify nobody. */
    private static final int SHORTEST_NUMBER = 7;

    private static final int DEEPEST_NESTING = 3;

    /** What the document itself is, and the name of the field that holds it. */
    record Root(Group group, Kind kind, String field) {}

    private final Body body;
    private final Policy policy;
    private final Consumer<Event> events;
    private final Answers answers;
    private final JsonLimits limits;
    private final Positions positions = Positions.table();
    private final List<Slot> slots = new ArrayList<>();

    /**
     * @param events told of content that cannot be read
     */
    JsonWalk(Body body, Policy policy, Answers answers, Consumer<Event> events) {
        this.body = body;
        this.policy = policy;
        this.answers = answers;
        this.events = events;
        this.limits = JsonLimits.DEFAULT;
    }

    List<Slot> walk(JsonIndex index) {
        return walk(index, "");
    }

    /**
     * @param calledTool the tool whose call an event is about, or empty
     */
    List<Slot> walk(JsonIndex index, String calledTool) {
        return walk(index, new Root(Group.API, Kind.PROSE, body == Body.EVENT ? "event" : ""), "", calledTool);
    }

    /** Walks a document that stands at that pointer outside of JSON. */
    List<Slot> walk(JsonIndex index, Root root, String pointer) {
        return walk(index, root, pointer, "");
    }

    private List<Slot> walk(JsonIndex index, Root root, String pointer, String calledTool) {
        Role role = body == Body.REQUEST ? Role.NONE : Role.ASSISTANT;
        Standing standing = root.group() == Group.UNKNOWN ? Standing.UNKNOWN : Standing.KNOWN;
        WalkContext context = new WalkContext(root.group(), root.kind(), "", root.field(), role, standing, calledTool);
        walk(new JsonPart(index, null, -1), pointer, pointer, context, 0);
        return slots;
    }

    private void walk(JsonPart part, String pointer, String place, WalkContext root, int nesting) {
        JsonIndex index = part.index();
        WalkContext[] contexts = new WalkContext[index.size()];
        NodePlaces places = new NodePlaces(index, positions.nameTable(), contexts, pointer, place);
        for (int node = 0; node < index.size(); node++) {
            int parent = index.parent(node);
            WalkContext context = parent < 0 ? root : contexts[parent];
            boolean member = index.nameStart(node) >= 0;
            String known = member ? index.knownName(node, positions.nameTable()) : null;
            String name = !member ? context.field() : known != null ? known : index.name(node);
            if (member && isOpenName(context, known)) {
                addName(part, node, name, places, context);
            }
            switch (index.kind(node)) {
                case OBJECT, ARRAY -> contexts[node] = enter(index, node, context, name, member, parent < 0);
                case STRING -> string(new Node(part, node, context, member, name, places), nesting);
                case NUMBER -> number(part, node, context, places);
                default -> {}
            }
        }
    }

    /** A name that is the user's own; {@code known} is the API's name that it is, or null. */
    private static boolean isOpenName(WalkContext context, @Nullable String known) {
        return switch (context.group()) {
            case OPEN, UNKNOWN -> true;
            case API -> known == null;
            default -> false;
        };
    }

    private WalkContext enter(
            JsonIndex index, int node, WalkContext context, String field, boolean member, boolean root) {
        Group group = context.group();
        Kind kind = context.kind();
        Standing standing = context.standing();
        if (group == Group.API && member) {
            Position position = index.kind(node) == JsonKind.ARRAY
                    ? positions.array(context.field(), field)
                    : positions.container(context.field(), field);
            // In a request nothing is left alone: who sends back log probabilities may have written them himself.
            group = position.group() == Group.SKIP && body == Body.REQUEST ? Group.UNKNOWN : position.group();
            kind = position.kind();
            standing = group == Group.UNKNOWN ? Standing.UNKNOWN : standing;
        }
        String holder = member ? context.field() : context.holder();
        WalkContext inside = new WalkContext(group, kind, holder, field, context.role(), standing, context.tool());
        boolean speaks = group == Group.API && index.kind(node) == JsonKind.OBJECT && !root;
        return speaks ? inside.spokenBy(index, node) : inside;
    }

    /** A string, and how it stands in its document. */
    private record Node(JsonPart part, int at, WalkContext context, boolean member, String name, NodePlaces places) {
        JsonIndex index() {
            return part.index();
        }
    }

    private void string(Node node, int nesting) {
        JsonIndex index = node.index();
        WalkContext context = node.context();
        Position position = position(context, node.member(), node.name());
        Standing standing = context.standing();
        Kind kind = position.segmentKind();
        switch (position.group()) {
            case CREDENTIAL -> {
                return;
            }
            case SKIP -> {
                if (body != Body.REQUEST) {
                    return;
                }
            }
            case STRUCTURE -> {
                if (Identifiers.isIdentifier(index, node.at())) {
                    return;
                }
            }
            case OPAQUE -> {
                if (body == Body.REQUEST) {
                    data(node);
                }
                return;
            }
            case UNKNOWN -> standing = Standing.UNKNOWN;
            default -> {}
        }
        String text = index.text(node.at());
        if (text.isEmpty()) {
            return;
        }
        if (kind == Kind.URL && DataText.isDataUrl(text)) {
            if (body == Body.REQUEST) {
                data(node);
            }
            return;
        }
        boolean answer = answers != Answers.PROSE && isAnswer(index, node.at(), context, node.name());
        if (position.group() == Group.JSON || answer || isToolOutput(context, node.name())) {
            Kind inner = answer ? Kind.STRUCTURED : position.group() == Group.JSON ? kind : Kind.TOOL_OUTPUT;
            if (nested(node, text, inner, nesting)) {
                return;
            }
            if (!answer) {
                kind = inner;
            } else if (answers == Answers.JSON) {
                // The SDK quotes an answer that is not the JSON that was asked for in its exception: surrogates stay.
                events.accept(new Event.Skipped(node.places().place(node.at()), "not valid JSON"));
                kind = Kind.NOT_JSON;
            }
        }
        slots.add(new Slot(
                Segment.at(node.places().pointer(node.at()))
                        .place(node.places().place(node.at()))
                        .role(context.role())
                        .kind(kind)
                        .standing(standing)
                        .tool(context.tool())
                        .text(() -> text),
                node.part(),
                node.at()));
    }

    /** An array's strings stand where the array stands. */
    private Position position(WalkContext context, boolean member, String name) {
        return switch (context.group()) {
            case API -> positions.string(member ? context.field() : context.holder(), name);
            case OPEN -> new Position(Group.TEXT, context.kind());
            case CREDENTIAL -> new Position(Group.CREDENTIAL, Kind.PROSE);
            case SKIP -> new Position(Group.SKIP, Kind.PROSE);
            default -> Position.UNKNOWN;
        };
    }

    private boolean isAnswer(JsonIndex index, int node, WalkContext context, String name) {
        if (body == Body.REQUEST || context.role() != Role.ASSISTANT) {
            return false;
        }
        if (context.field().equals("message") && name.equals("content")) {
            return true;
        }
        if (!name.equals("text")) {
            return false;
        }
        int type = index.child(index.parent(node), "type");
        return type >= 0 && (index.textIs(type, "output_text") || index.textIs(type, "response.output_text.done"));
    }

    private boolean isToolOutput(WalkContext context, String name) {
        return context.role() == Role.TOOL && (name.equals("content") || name.equals("output"));
    }

    private boolean nested(Node node, String text, Kind kind, int nesting) {
        if (nesting == DEEPEST_NESTING) {
            return false;
        }
        char first = firstVisible(text);
        if (first != '{' && first != '[') {
            return false;
        }
        JsonIndex inner;
        try {
            inner = JsonIndex.of(text.getBytes(StandardCharsets.UTF_8), limits);
        } catch (JsonRefused e) {
            return false;
        }
        if (!new String(inner.bytes(), StandardCharsets.UTF_8).equals(text)) {
            return false;
        }
        WalkContext context = node.context();
        WalkContext open = new WalkContext(Group.OPEN, kind, "", "", context.role(), Standing.KNOWN, context.tool());
        String pointer = node.places().pointer(node.at()) + "/~json";
        String place = node.places().place(node.at()) + "/~json";
        walk(new JsonPart(inner, node.part(), node.at()), pointer, place, open, nesting + 1);
        return true;
    }

    private static char firstVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return text.charAt(i);
            }
        }
        return ' ';
    }

    private void number(JsonPart part, int node, WalkContext context, NodePlaces places) {
        JsonIndex index = part.index();
        if (isModelToken(index, node, context)) {
            Opaque.decide(policy, places.place(node), Opaque.MODEL_TOKENS, events);
            return;
        }
        boolean own = context.group() == Group.OPEN || context.group() == Group.UNKNOWN;
        if (!own || index.end(node) - index.start(node) < SHORTEST_NUMBER) {
            return;
        }
        slots.add(new Slot(
                Segment.at(places.pointer(node))
                        .place(places.place(node))
                        .role(context.role())
                        .kind(context.kind())
                        .form(Form.NUMBER)
                        .standing(context.standing())
                        .tool(context.tool())
                        .text(() -> index.text(node)),
                part,
                node));
    }

    /** The first of an array of numbers where the API takes text: embeddings and legacy completions take both. */
    private boolean isModelToken(JsonIndex index, int node, WalkContext context) {
        return body == Body.REQUEST
                && context.group() == Group.API
                && index.nameStart(node) < 0
                && index.indexInParent(node) == 0
                && (context.field().equals("input") || context.field().equals("prompt"));
    }

    private void addName(JsonPart part, int node, String name, NodePlaces places, WalkContext context) {
        if (name.isEmpty()) {
            return;
        }
        boolean unknown = context.group() != Group.OPEN;
        slots.add(new Slot(
                Segment.at(places.pointer(node) + "/~key")
                        .place(places.place(node) + "/~key")
                        .role(context.role())
                        .kind(context.kind())
                        .form(Form.KEY)
                        .standing(unknown ? Standing.UNKNOWN : context.standing())
                        .tool(context.tool())
                        .text(() -> name),
                part,
                node));
    }

    /** A string that is there for data: screened as what it decodes to, if that is text. */
    private void data(Node node) {
        JsonIndex index = node.index();
        int name = index.child(index.parent(node.at()), "filename");
        String filename = name >= 0 && index.kind(name) == JsonKind.STRING ? index.text(name) : "";
        DataText data = DataText.of(index.text(node.at()), filename);
        Optional<String> text = data.text();
        String place = node.places().place(node.at());
        if (text.isEmpty()) {
            Opaque.decide(policy, place, data.mediaType(), events);
        } else if (!text.get().isEmpty()) {
            slots.add(new Slot(
                    Segment.at(node.places().pointer(node.at()))
                            .place(place)
                            .role(node.context().role())
                            .text(text::get),
                    node.part(),
                    node.at(),
                    data.writing()));
        }
    }
}
