package io.chatguard.internal.policy;

import io.chatguard.GuardException;
import io.chatguard.spi.PolicyNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A node as the reader found it. Immutable once the reader has handed out the root. */
final class FileNode implements PolicyNode {

    private final Shape shape;
    private final Position position;
    private final Position keyPosition;
    private final String text;
    private final Map<String, FileNode> members;
    private final List<FileNode> items;

    FileNode(
            Shape shape,
            Position position,
            Position keyPosition,
            String text,
            Map<String, FileNode> members,
            List<FileNode> items) {
        this.shape = shape;
        this.position = position;
        this.keyPosition = keyPosition;
        this.text = text;
        this.members = members;
        this.items = items;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Map<String, PolicyNode> members() {
        expect(Shape.MAP, "a map of keys and values");
        return Collections.unmodifiableMap(members);
    }

    @Override
    public Optional<PolicyNode> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /** An error at the key that leads to this node. */
    GuardException keyError(String message) {
        return keyPosition.error(message);
    }

    @Override
    public void allowOnly(Collection<String> names) {
        expect(Shape.MAP, "a map of keys and values");
        members.forEach((key, node) -> {
            if (!names.contains(key)) {
                throw node.keyError("unknown key; allowed: " + String.join(", ", names) + Spelling.hint(key, names));
            }
        });
    }

    @Override
    public List<PolicyNode> items() {
        expect(Shape.LIST, "a list");
        return List.copyOf(items);
    }

    @Override
    public String text() {
        boolean literal = shape == Shape.NUMBER || shape == Shape.SWITCH;
        expect(Shape.TEXT, literal ? "a text; put it in quotes" : "a text");
        return text;
    }

    @Override
    public Path path() {
        String written = text();
        try {
            if (!written.isBlank()) {
                return position.base().resolve(written);
            }
        } catch (InvalidPathException notLegal) {
            // told below, without the exception: its message quotes the text
        }
        throw error("expected the path of a file");
    }

    @Override
    public boolean isOn() {
        if (shape == Shape.TEXT) {
            throw error("expected true or false, without quotes, not another word" + Spelling.quoted(text));
        }
        expect(Shape.SWITCH, "true or false");
        return text.equals("true");
    }

    @Override
    public long integer(long min, long max) {
        String allowed = "a whole number from " + min + " to " + max;
        expect(Shape.NUMBER, allowed);
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notWhole) {
            // told below, without the exception: its message quotes the text
        }
        throw error("expected " + allowed);
    }

    @Override
    public double decimal(double min, double max) {
        String allowed = "a number from " + min + " to " + max;
        expect(Shape.NUMBER, allowed);
        double value = Double.parseDouble(text);
        if (value >= min && value <= max) {
            return value;
        }
        throw error("expected " + allowed);
    }

    @Override
    public Duration duration() {
        if (shape == Shape.TEXT) {
            Optional<Duration> value = Amounts.duration(text);
            if (value.isPresent()) {
                return value.get();
            }
        }
        throw error("expected " + Amounts.DURATION);
    }

    @Override
    public <E extends Enum<E>> E oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return constants[names.indexOf(word("value", names))];
    }

    /** The allowed word that the text is, in any letter case; {@code what} names its kind in the error. */
    String word(String what, List<String> allowed) {
        boolean shown = shape == Shape.TEXT;
        String word = text.toLowerCase(Locale.ROOT);
        if (shown && allowed.contains(word)) {
            return word;
        }
        String told = shown ? "unknown " + what + Spelling.quoted(text) : "expected one word";
        throw error(told + "; allowed: " + String.join(", ", allowed) + (shown ? Spelling.hint(text, allowed) : ""));
    }

    /** A word of an enum that is not allowed in full. */
    static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public GuardException error(String message) {
        return position.error(message);
    }

    GuardException error(String message, Throwable origin) {
        return position.error(message, origin);
    }

    private void expect(Shape expected, String told) {
        if (shape != expected) {
            throw error("expected " + told + (shape == Shape.EMPTY ? ", found nothing" : ""));
        }
    }

    /** Shape and place only: a value may be a secret in the wrong line. */
    @Override
    public String toString() {
        return shape + " at " + position.line() + ":" + position.column();
    }
}
