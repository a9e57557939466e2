package io.chatguard.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain maps, lists, strings, numbers, booleans and {@link #NULL}; there is no databind in this kit.
 *
 * <p>Reading keeps an explicit stack, so depth costs heap and not stack; it is refused beyond {@value #MAX_DEPTH}.
 * Writing is recursive, but only over trees of this kit and over trees that were read, so the same bound holds.
 */
final class Json {
    static final int MAX_DEPTH = 500;

    /** JSON's {@code null}, so that trees hold no Java null. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /** Gives an empty object. */
    static Members object() {
        return new Members();
    }

    /** Gives an object that begins with this member; {@link Members#and} adds more. */
    static Members object(String name, Object value) {
        return new Members().and(name, value);
    }

    /** Reads one document; anything after it, or a document too deep, is an {@link IOException} that quotes nothing. */
    static Object read(byte[] utf8) throws IOException {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return read(parser);
        } catch (IOException e) {
            throw new IOException("not one valid JSON document"); // Jackson's own message quotes the document
        }
    }

    static Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return read(parser);
        } catch (IOException e) {
            throw new IOException("not one valid JSON document");
        }
    }

    static boolean isValid(String text) {
        try {
            read(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        Deque<Object> open = new ArrayDeque<>();
        Deque<String> names = new ArrayDeque<>();
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("no document");
            }
            Object value;
            switch (token) {
                case FIELD_NAME -> {
                    names.push(parser.currentName());
                    continue;
                }
                case START_OBJECT -> {
                    open.push(new LinkedHashMap<String, Object>());
                    continue;
                }
                case START_ARRAY -> {
                    open.push(new ArrayList<>());
                    continue;
                }
                case END_OBJECT, END_ARRAY -> value = open.pop();
                default -> value = scalar(parser, token);
            }
            if (open.isEmpty()) {
                if (parser.nextToken() != null) {
                    throw new IOException("text after the document");
                }
                return value;
            }
            add(open.element(), names, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Object parent, Deque<String> names, Object value) {
        if (parent instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).put(names.pop(), value);
        } else {
            ((List<Object>) parent).add(value);
        }
    }

    private static Object scalar(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> NULL;
        };
    }

    /**
     * Writes a tree as compact JSON; a lone UTF-16 surrogate is written as its escape, so the text is always encodable.
     */
    static String write(Object tree) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, tree);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
        return escape(out.toString(), false);
    }

    /** Escapes what stands outside ASCII, or lone surrogates only: both occur inside strings alone. */
    static String escape(String json, boolean all) {
        StringBuilder out = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            boolean escaped = all ? c > 0x7E : Character.isSurrogate(c) && !pair;
            if (escaped && out == null) {
                out = new StringBuilder(json.length() + 16).append(json, 0, i);
            }
            if (out != null) {
                out.append(escaped ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
            if (pair && !all) {
                i++;
                if (out != null) {
                    out.append(json.charAt(i));
                }
            }
        }
        return out == null ? json : out.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof String string) {
            out.writeString(string);
        } else if (value instanceof Numeral numeral) {
            out.writeNumber(numeral.digits());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value == NULL) {
            out.writeNull();
        } else {
            throw new IllegalArgumentException(
                    "not a JSON value: " + value.getClass().getName());
        }
    }

    static String string(Object object, String name) {
        return get(object, name) instanceof String string ? string : "";
    }

    static Object get(Object object, String name) {
        return object instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : NULL;
    }

    static List<?> list(Object object, String name) {
        return get(object, name) instanceof List<?> list ? list : List.of();
    }

    static boolean isTrue(Object object, String name) {
        return Boolean.TRUE.equals(get(object, name));
    }

    static int integer(Object object, String name, int otherwise) {
        if (!(get(object, name) instanceof Numeral numeral) || numeral.digits().length() > 9) {
            return otherwise;
        }
        return new BigDecimal(numeral.digits()).intValue();
    }

    /** An object in the making, its members in order. */
    static final class Members extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        Members and(String name, Object value) {
            put(name, value);
            return this;
        }
    }

    /** A number exactly as it was written. */
    record Numeral(String digits) {}
}
