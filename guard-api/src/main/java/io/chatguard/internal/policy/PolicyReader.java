package io.chatguard.internal.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.chatguard.GuardException;
import io.chatguard.spi.PolicyNode.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a policy file into nodes that know their line and column.
 *
 * <p>Only the part of YAML is taken in which a text has one meaning: no anchors, aliases, merge keys or tags, one
 * document, each key once, and of the words that YAML 1.1 takes for switches only {@code true} and {@code false}.
 * Depth, nodes and size are bounded, and nothing recurses on what the file says.
 */
final class PolicyReader {

    static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 32;
    private static final int MOST_NODES = 20_000;
    private static final int LONGEST_NUMBER = 40;

    private static final JsonFactory YAML = YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();
    private static final JsonFactory JSON = new JsonFactory();

    private final Position start;
    private final boolean json;
    private final int[] codePoints;
    private final JsonParser parser;
    private final Deque<Open> open = new ArrayDeque<>();
    private int nodes;

    private PolicyReader(String text, Position start, boolean json) throws IOException {
        this.start = start;
        this.json = json;
        this.codePoints = text.codePoints().toArray();
        this.parser = (json ? JSON : YAML).createParser(text);
    }

    /** A map or list whose end has not come. */
    private static final class Open {
        final Shape shape;
        final Position position;
        final Position keyPosition;
        final Map<String, FileNode> members = new LinkedHashMap<>();
        final List<FileNode> items = new ArrayList<>();
        String key = "";
        Position child;

        Open(Shape shape, Position position, Position keyPosition) {
            this.shape = shape;
            this.position = position;
            this.keyPosition = keyPosition;
            this.child = position;
        }

        FileNode close() {
            return new FileNode(shape, position, keyPosition, "", members, items);
        }
    }

    /** The root node; {@code source} is what errors call the file, and ends in {@code .json} for strict JSON; relative paths start at {@code base}. */
    static FileNode read(String text, String source, Path base) {
        Position start = new Position(source, base, 1, 1, "");
        if (text.length() > LONGEST) {
            throw start.error("a policy file has at most 1 MiB");
        }
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        refuseControls(body, start);
        boolean json = source.toLowerCase(Locale.ROOT).endsWith(".json");
        try {
            return new PolicyReader(body, start, json).root();
        } catch (GuardException told) {
            throw told;
        } catch (IOException | RuntimeException broken) {
            throw broken(start, broken, json);
        }
    }

    /** What YAML 1.2 does not count among the printable characters, and halves of surrogate pairs. */
    private static void refuseControls(String text, Position start) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != 0x85;
            if (control || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
                throw start.at(line, i - lineStart + 1).error("a character that a text file cannot hold");
            }
            i += Character.charCount(c);
            if (c == '\n') {
                line++;
                lineStart = i;
            }
        }
    }

    private FileNode root() throws IOException {
        try (parser) {
            FileNode root = null;
            while (root == null) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw here("").error("expected a map of keys and values that begins with version: 1");
                }
                root = take(token);
            }
            if (parser.nextToken() != null) {
                throw here("").error("a policy file holds one document, and here a second begins");
            }
            return root;
        }
    }

    /** Takes one token; gives the root once it is complete. */
    private @Nullable FileNode take(JsonToken token) throws IOException {
        if (parser instanceof YAMLParser yaml) {
            refuseReferences(yaml);
        }
        switch (token) {
            case FIELD_NAME -> key();
            case START_OBJECT -> push(Shape.MAP);
            case START_ARRAY -> push(Shape.LIST);
            case END_OBJECT, END_ARRAY -> {
                return add(open.pop().close());
            }
            case VALUE_STRING -> {
                String text = parser.getText();
                boolean absent = text.isEmpty() && !json && "'\"|>".indexOf(first()) < 0;
                return scalar(absent ? Shape.EMPTY : Shape.TEXT, text);
            }
            case VALUE_NULL -> {
                return scalar(Shape.EMPTY, "");
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return scalar(Shape.SWITCH, switched(parser.getText()));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return scalar(Shape.NUMBER, number(parser.getText()));
            }
            default -> throw here("").error("cannot be read here");
        }
        return null;
    }

    /** The parser tells of the anchors of maps and lists alone, so the character at the node's start decides. */
    private void refuseReferences(YAMLParser yaml) throws IOException {
        int first = first();
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null || first == '&' || first == '*') {
            throw here(path())
                    .error("anchors (&) and aliases (*) are not allowed; write the value out"
                            + " (a text that starts with one of them needs quotes)");
        }
        if (yaml.getTypeId() != null || first == '!') {
            throw here(path()).error("tags (!) are not allowed");
        }
    }

    /** The character at which the token starts, or -1 at the end of the text. */
    private int first() {
        long offset = parser.currentTokenLocation().getCharOffset();
        return offset >= 0 && offset < codePoints.length ? codePoints[(int) offset] : -1;
    }

    private void key() throws IOException {
        Open map = open.element();
        String key = parser.currentName();
        String shown = Spelling.key(key);
        Position at = here(map.position.path().isEmpty() ? shown : map.position.path() + "." + shown);
        if (!json && key.equals("<<")) {
            throw map.position.at(at.line(), at.column()).error("merge keys (<<) are not allowed; write the keys out");
        }
        if (map.members.containsKey(key)) {
            throw at.error("this key stands here twice");
        }
        map.key = key;
        map.child = at;
    }

    private void push(Shape shape) {
        Position at = next();
        if (open.size() >= DEEPEST) {
            throw at.error("nested deeper than " + DEEPEST);
        }
        Position keyPosition = keyOf(at);
        open.push(new Open(shape, at, keyPosition));
    }

    private @Nullable FileNode scalar(Shape shape, String text) {
        Position at = next();
        return add(new FileNode(shape, at, keyOf(at), text, Map.of(), List.of()));
    }

    /** Where the value that now comes stands. */
    private Position next() {
        if (++nodes > MOST_NODES) {
            throw here("").error("more than " + MOST_NODES + " values");
        }
        return here(path());
    }

    private String path() {
        Open parent = open.peek();
        if (parent == null) {
            return "";
        }
        return parent.shape == Shape.MAP
                ? parent.child.path()
                : parent.position.path() + "[" + parent.items.size() + "]";
    }

    private Position keyOf(Position value) {
        Open parent = open.peek();
        return parent == null || parent.shape == Shape.LIST ? value : parent.child;
    }

    private @Nullable FileNode add(FileNode node) {
        Open parent = open.peek();
        if (parent == null) {
            return node;
        }
        if (parent.shape == Shape.MAP) {
            parent.members.put(parent.key, node);
        } else {
            parent.items.add(node);
        }
        return null;
    }

    private String switched(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw here(path()).error("expected true or false in small letters");
        }
        return text;
    }

    /** Decimal notation only: 010, 0x1F, 1_000 and .inf mean different things to different readers. */
    private String number(String text) {
        int i = text.startsWith("-") ? 1 : 0;
        boolean plain = text.length() > i && text.length() <= LONGEST_NUMBER;
        boolean leadingZero = text.length() > i + 1 && text.charAt(i) == '0' && text.charAt(i + 1) != '.';
        for (int points = 0; plain && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            points += c == '.' ? 1 : 0;
            plain = digit || (c == '.' && points == 1 && i + 1 < text.length());
        }
        if (!plain || leadingZero || text.startsWith(".") || text.startsWith("-.")) {
            throw here(path()).error("expected a number in plain decimal digits; a text needs quotes");
        }
        return text;
    }

    private Position here(String path) {
        JsonLocation at = parser.currentTokenLocation();
        return new Position(
                start.source(), start.base(), Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), path);
    }

    private static GuardException broken(Position start, Exception failure, boolean json) {
        if (failure.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            Mark at = yaml.getProblemMark();
            return start.at(at.getLine() + 1, at.getColumn() + 1)
                    .error("not valid YAML" + hint(String.valueOf(yaml.getMessage())), failure);
        }
        JsonLocation at = failure instanceof JsonProcessingException told ? told.getLocation() : null;
        Position where = at == null ? start : start.at(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
        return where.error(json ? "not valid JSON" : "not valid YAML", failure);
    }

    /** What usually is wrong, in our words: the scanner's own message quotes the file. */
    private static String hint(String message) {
        if (message.contains("(TAB)")) {
            return "; indent with spaces, not tabs";
        }
        if (message.contains("scanning an alias") || message.contains("scanning an anchor")) {
            return "; a text that starts with * or & needs quotes";
        }
        if (message.contains("mapping values are not allowed")) {
            return "; check the indentation, and put a text with ': ' in it in quotes";
        }
        if (message.contains("could not find expected ':'")) {
            return "; a key without ':'";
        }
        return "";
    }
}
