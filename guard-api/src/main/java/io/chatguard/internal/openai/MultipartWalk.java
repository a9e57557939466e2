package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.openai.Multipart.Part;
import io.chatguard.internal.openai.Multipart.Range;
import io.chatguard.internal.openai.MultipartSpan.Writing;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.spi.Event;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Segment.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the texts of a multipart body: the fields of the form by the table of {@link Positions}, as in a JSON body of
 * the same members; the names of files; and what stands in files that are text. JSON and JSON lines are walked as
 * documents, so that escapes hide nothing.
 */
final class MultipartWalk {

    /** Files whose lines are requests of the API or conversations in its form; others hold data of the user's own. */
    private static final List<String> API_LINES = List.of("batch", "fine-tune");

    private final byte[] bytes;
    private final List<Part> parts;
    private final Policy policy;
    private final Consumer<Event> events;
    private final Positions positions = Positions.table();
    private final List<MultipartSpan> spans = new ArrayList<>();

    private MultipartWalk(byte[] bytes, List<Part> parts, Policy policy, Consumer<Event> events) {
        this.bytes = bytes;
        this.parts = parts;
        this.policy = policy;
        this.events = events;
    }

    static MultipartContent walk(byte[] bytes, List<Part> parts, Policy policy, Consumer<Event> events) {
        MultipartWalk walk = new MultipartWalk(bytes, parts, policy, events);
        for (int i = 0; i < parts.size(); i++) {
            walk.part(parts.get(i), "/~part/" + i);
        }
        walk.spans.sort(Comparator.comparingInt(MultipartSpan::from));
        return new MultipartContent(bytes, walk.spans);
    }

    /** The value of a field of the form, or empty. */
    static String field(byte[] bytes, List<Part> parts, String name) {
        for (Part part : parts) {
            if (part.name().text().equals(name) && part.filename().isEmpty() && part.to() - part.from() < 1_000) {
                return new String(bytes, part.from(), part.to() - part.from(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private void part(Part part, String pointer) {
        Field field = Field.of(part.name().text(), positions);
        if (!field.isNamedByApi()) {
            quoted(part.name(), pointer + "/~name", field.group() == Group.OPEN ? Kind.METADATA : Kind.PROSE, field);
        }
        Optional<Range> filename = part.filename();
        filename.ifPresent(name -> quoted(name, pointer + "/~filename", Kind.FILENAME, Field.FILE));
        if (filename.isPresent()) {
            file(part, filename.get().text(), pointer);
        } else {
            value(part, field, pointer);
        }
    }

    private void quoted(Range range, String pointer, Kind kind, Field field) {
        if (!range.text().isEmpty()) {
            Segment segment =
                    Segment.at(pointer).kind(kind).standing(field.standing()).text(range::text);
            spans.add(MultipartSpan.Text.of(range.from(), range.to(), segment, Writing.QUOTED));
        }
    }

    private void value(Part part, Field field, String pointer) {
        Optional<FileText.Form> form = FileText.form(part.mediaType(), "", bytes, part.from(), part.to());
        if (form.isEmpty()) {
            Opaque.decide(policy, pointer, mediaType(part), events);
            return;
        }
        if (form.get() == FileText.Form.JSON) {
            JsonWalk.Root root = new JsonWalk.Root(field.group(), Kind.PROSE, field.name());
            document(part.from(), part.to(), root, pointer + "/~json", pointer);
            return;
        }
        String text = text(part.from(), part.to());
        Position position = field.position();
        boolean exempt = position.group() == Group.CREDENTIAL
                || position.group() == Group.STRUCTURE && Identifiers.isIdentifier(text);
        if (!exempt && !text.isEmpty()) {
            plain(part.from(), part.to(), position.segmentKind(), field, pointer);
        }
    }

    private void file(Part part, String filename, String pointer) {
        Optional<FileText.Form> form = FileText.form(part.mediaType(), filename, bytes, part.from(), part.to());
        if (form.isEmpty()) {
            Opaque.decide(policy, pointer, mediaType(part), events);
            return;
        }
        boolean api = API_LINES.contains(field(bytes, parts, "purpose"));
        JsonWalk.Root root = new JsonWalk.Root(api ? Group.API : Group.OPEN, Kind.PROSE, "");
        switch (form.get()) {
            case PLAIN -> plain(part.from(), part.to(), Kind.PROSE, Field.FILE, pointer);
            case JSON -> document(part.from(), part.to(), root, pointer + "/~json", pointer);
            case JSON_LINES -> lines(part, root, pointer);
        }
    }

    private void lines(Part part, JsonWalk.Root root, String pointer) {
        int number = 0;
        int from = part.from();
        while (from < part.to()) {
            int to = from;
            while (to < part.to() && bytes[to] != '\n') {
                to++;
            }
            String line = pointer + "/~line/" + number++;
            if (!isBlank(from, to)) {
                document(from, to, root, line, line);
            }
            from = to + 1;
        }
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** A document that is no JSON after all is text. */
    private void document(int from, int to, JsonWalk.Root root, String pointer, String asText) {
        JsonIndex index;
        try {
            index = JsonIndex.of(Arrays.copyOfRange(bytes, from, to), RequestScreen.limits(policy.maxRequestBytes()));
        } catch (JsonRefused e) {
            plain(from, to, Kind.PROSE, Field.FILE, asText);
            return;
        }
        List<Slot> slots =
                new JsonWalk(JsonWalk.Body.REQUEST, policy, JsonWalk.Answers.PROSE, events).walk(index, root, pointer);
        if (!slots.isEmpty()) {
            spans.add(MultipartSpan.Json.of(from, to, JsonContent.of(index, slots, changed -> {
                throw new UnsupportedOperationException("a file takes no instruction");
            })));
        }
    }

    private void plain(int from, int to, Kind kind, Field field, String pointer) {
        if (to > from) {
            Segment segment =
                    Segment.at(pointer).kind(kind).standing(field.standing()).text(() -> text(from, to));
            spans.add(MultipartSpan.Text.of(from, to, segment, Writing.PLAIN));
        }
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String mediaType(Part part) {
        return Identifiers.isIdentifier(part.mediaType()) && !part.mediaType().isEmpty()
                ? part.mediaType()
                : Opaque.ANY;
    }

    /**
     * A field of a form and where a JSON body would have it: {@code session[audio][format]} is the member
     * {@code format} of {@code audio} in {@code session}.
     */
    private record Field(Group group, String name, Position position, boolean isNamedByApi) {

        static final Field FILE = new Field(Group.API, "", new Position(Group.TEXT, Kind.PROSE), true);

        static Field of(String written, Positions positions) {
            String[] steps = written.split("\\[", -1);
            Group group = Group.API;
            Kind kind = Kind.PROSE;
            String parent = "";
            String name = steps[0];
            boolean named = positions.names(name);
            for (int i = 1; i < steps.length; i++) {
                if (group == Group.API) {
                    boolean array = steps[i].equals("]");
                    Position position = array ? positions.array(parent, name) : positions.container(parent, name);
                    group = position.group();
                    kind = position.kind();
                }
                String step = steps[i].endsWith("]") ? steps[i].substring(0, steps[i].length() - 1) : steps[i];
                if (!step.isEmpty()) {
                    parent = name;
                    name = step;
                    named &= group == Group.API && positions.names(step);
                }
            }
            Position position = switch (group) {
                case API -> positions.string(parent, name);
                case OPEN -> new Position(Group.TEXT, kind);
                case CREDENTIAL -> new Position(Group.CREDENTIAL, kind);
                default -> Position.UNKNOWN;
            };
            return new Field(group, name, position, named);
        }

        Standing standing() {
            return position.group() == Group.UNKNOWN ? Standing.UNKNOWN : Standing.KNOWN;
        }
    }
}
