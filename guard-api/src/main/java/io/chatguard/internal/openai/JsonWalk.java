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
import java.util.Locale;
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

    /** What members of an object or elements of an array inherit. */
    private record Context(
            Group group, Kind kind, String holder, String field, Role role, Standing standing, String tool) {}

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
        Context context = new Context(root.group(), root.kind(), "", root.field(), role, standing, calledTool);
        walk(new JsonPart(index, null, -1), pointer, pointer, context, 0);
        return slots;
    }

    private void walk(JsonPart part, String pointerPrefix, String placePrefix, Context root, int nesting) {
        JsonIndex index = part.index();
        Context[] contexts = new Context[index.size()];
        for (int node = 0; node < index.size(); node++) {
            int parent = index.parent(node);
            Context context = parent < 0 ? root : contexts[parent];
            boolean member = index.nameStart(node) >= 0;
            String name = member ? index.name(node, positions.nameTable()) : context.field();
            if (member && isOpenName(context, name)) {
                addName(part, node, name, pointerPrefix, place(index, node, placePrefix, contexts), context);
            }
            switch (index.kind(node)) {
                case OBJECT, ARRAY ->
                    contexts[node] = enter(
                            index, node, context, member || parent < 0 ? name : context.field(), member, parent < 0);
                case STRING -> string(part, node, context, contexts, member, name, pointerPrefix, placePrefix, nesting);
                case NUMBER -> number(part, node, context, contexts, pointerPrefix, placePrefix);
                default -> {}
            }
        }
    }

    private boolean isOpenName(Context context, String name) {
        return context.group() == Group.OPEN
                || context.group() == Group.UNKNOWN
                || (context.group() == Group.API && !positions.names(name));
    }

    private Context enter(JsonIndex index, int node, Context context, String field, boolean member, boolean root) {
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
        Role role = context.role();
        String tool = context.tool();
        if (group == Group.API && index.kind(node) == JsonKind.OBJECT && !root) {
            role = role(index, node, role);
            tool = tool(index, node, tool);
        }
        return new Context(group, kind, member ? context.field() : context.holder(), field, role, standing, tool);
    }

    private static Role role(JsonIndex index, int object, Role inherited) {
        int role = index.child(object, "role");
        if (role >= 0 && index.kind(role) == JsonKind.STRING) {
            return switch (index.text(role).toLowerCase(Locale.ROOT)) {
                case "system" -> Role.SYSTEM;
                case "developer" -> Role.DEVELOPER;
                case "user" -> Role.USER;
                case "assistant" -> Role.ASSISTANT;
                case "tool", "function" -> Role.TOOL;
                default -> inherited;
            };
        }
        int type = index.child(object, "type");
        if (inherited == Role.NONE && type >= 0 && index.kind(type) == JsonKind.STRING) {
            String text = index.text(type);
            if (text.endsWith("_output")) {
                return Role.TOOL;
            }
            if (text.endsWith("_call") || text.equals("reasoning")) {
                return Role.ASSISTANT;
            }
        }
        return inherited;
    }

    private static String tool(JsonIndex index, int object, String inherited) {
        if (index.child(object, "arguments") < 0 && index.child(object, "input") < 0) {
            return inherited;
        }
        int name = index.child(object, "name");
        return name >= 0 && index.kind(name) == JsonKind.STRING ? index.text(name) : inherited;
    }

    private void string(
            JsonPart part,
            int node,
            Context context,
            @Nullable Context[] contexts,
            boolean member,
            String name,
            String pointerPrefix,
            String placePrefix,
            int nesting) {
        JsonIndex index = part.index();
        Position position = position(context, member, name);
        String text = index.text(node);
        Standing standing = context.standing();
        Kind kind = position.kind();
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
                if (Identifiers.isIdentifier(text)) {
                    return;
                }
            }
            case OPAQUE -> {
                if (body == Body.REQUEST) {
                    data(part, node, context, pointerPrefix, place(index, node, placePrefix, contexts));
                }
                return;
            }
            case UNKNOWN -> standing = Standing.UNKNOWN;
            default -> {}
        }
        if (text.isEmpty()) {
            return;
        }
        String place = place(index, node, placePrefix, contexts);
        if (kind == Kind.URL && DataText.isDataUrl(text)) {
            if (body == Body.REQUEST) {
                data(part, node, context, pointerPrefix, place);
            }
            return;
        }
        if (position.group() == Group.ENDUSER) {
            kind = Kind.END_USER;
        }
        String pointer = pointerPrefix + index.pointer(node);
        boolean answer = answers != Answers.PROSE && isAnswer(index, node, context, name);
        if (position.group() == Group.JSON || answer || isToolOutput(context, name)) {
            Kind inner = answer ? Kind.STRUCTURED : position.group() == Group.JSON ? kind : Kind.TOOL_OUTPUT;
            if (nested(part, node, text, pointer, place, inner, context, nesting)) {
                return;
            }
            if (!answer) {
                kind = inner;
            } else if (answers == Answers.JSON) {
                // The SDK quotes an answer that is not the JSON that was asked for in its exception: surrogates stay.
                events.accept(new Event.Skipped(place, "not valid JSON"));
                kind = Kind.NOT_JSON;
            }
        }
        slots.add(new Slot(
                Segment.at(pointer)
                        .place(place)
                        .role(context.role())
                        .kind(kind)
                        .standing(standing)
                        .tool(context.tool())
                        .text(() -> text),
                part,
                node));
    }

    /** An array's strings stand where the array stands. */
    private Position position(Context context, boolean member, String name) {
        return switch (context.group()) {
            case API -> positions.string(member ? context.field() : context.holder(), name);
            case OPEN -> new Position(Group.TEXT, context.kind());
            case CREDENTIAL -> new Position(Group.CREDENTIAL, Kind.PROSE);
            case SKIP -> new Position(Group.SKIP, Kind.PROSE);
            default -> Position.UNKNOWN;
        };
    }

    private boolean isAnswer(JsonIndex index, int node, Context context, String name) {
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

    private boolean isToolOutput(Context context, String name) {
        return context.role() == Role.TOOL && (name.equals("content") || name.equals("output"));
    }

    private boolean nested(
            JsonPart part,
            int node,
            String text,
            String pointer,
            String place,
            Kind kind,
            Context context,
            int nesting) {
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
        Context open = new Context(Group.OPEN, kind, "", "", context.role(), Standing.KNOWN, context.tool());
        walk(new JsonPart(inner, part, node), pointer + "/~json", place + "/~json", open, nesting + 1);
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

    private void number(
            JsonPart part,
            int node,
            Context context,
            @Nullable Context[] contexts,
            String pointerPrefix,
            String placePrefix) {
        JsonIndex index = part.index();
        if (isModelToken(index, node, context)) {
            Opaque.decide(policy, place(index, node, placePrefix, contexts), Opaque.MODEL_TOKENS, events);
            return;
        }
        boolean own = context.group() == Group.OPEN || context.group() == Group.UNKNOWN;
        if (!own || index.end(node) - index.start(node) < SHORTEST_NUMBER) {
            return;
        }
        slots.add(new Slot(
                Segment.at(pointerPrefix + index.pointer(node))
                        .place(place(index, node, placePrefix, contexts))
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
    private boolean isModelToken(JsonIndex index, int node, Context context) {
        return body == Body.REQUEST
                && context.group() == Group.API
                && index.nameStart(node) < 0
                && index.indexInParent(node) == 0
                && (context.field().equals("input") || context.field().equals("prompt"));
    }

    private void addName(JsonPart part, int node, String name, String pointerPrefix, String place, Context context) {
        if (name.isEmpty()) {
            return;
        }
        boolean unknown = context.group() != Group.OPEN;
        slots.add(new Slot(
                Segment.at(pointerPrefix + part.index().pointer(node) + "/~key")
                        .place(place + "/~key")
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
    private void data(JsonPart part, int node, Context context, String pointerPrefix, String place) {
        JsonIndex index = part.index();
        int name = index.child(index.parent(node), "filename");
        String filename = name >= 0 && index.kind(name) == JsonKind.STRING ? index.text(name) : "";
        DataText data = DataText.of(index.text(node), filename);
        Optional<String> text = data.text();
        if (text.isEmpty()) {
            Opaque.decide(policy, place, data.mediaType(), events);
        } else if (!text.get().isEmpty()) {
            slots.add(new Slot(
                    Segment.at(pointerPrefix + index.pointer(node))
                            .place(place)
                            .role(context.role())
                            .text(text::get),
                    part,
                    node,
                    data.writing()));
        }
    }

    /** The node's pointer with every name hidden that is not the API's own. */
    private String place(JsonIndex index, int node, String prefix, @Nullable Context[] contexts) {
        ArrayList<String> steps = new ArrayList<>();
        for (int n = node; index.parent(n) >= 0; n = index.parent(n)) {
            if (index.nameStart(n) < 0) {
                steps.add(Integer.toString(index.indexInParent(n)));
                continue;
            }
            Context holder = contexts[index.parent(n)];
            String name = index.name(n, positions.nameTable());
            boolean shown = holder != null
                    && holder.group() != Group.OPEN
                    && holder.group() != Group.UNKNOWN
                    && positions.names(name);
            steps.add(shown ? name : "*");
        }
        StringBuilder out = new StringBuilder(prefix);
        for (int i = steps.size() - 1; i >= 0; i--) {
            out.append('/').append(steps.get(i));
        }
        return out.toString();
    }
}
