package io.chatguard.redact.testkit;

import io.chatguard.Role;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of a generated conversation.
 *
 * @param role who speaks
 * @param text what is said
 * @param shape how it is written on the wire
 * @param arguments arguments of the tool call that an assistant's message makes, empty where there is none
 */
public record Message(Role role, String text, Shape shape, Map<String, String> arguments) {

    /** How a message is written on the wire. */
    public enum Shape {
        /** One string. */
        STRING,
        /** A list of text parts. */
        PARTS,
        /** A call of a tool, with the text as further content where there is any. */
        TOOL_CALL,
        /** The result of a tool as text. */
        TOOL_TEXT,
        /** The result of a tool as a JSON document in a string. */
        TOOL_JSON
    }

    public Message {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    static Message said(Role role, String text, Shape shape) {
        return new Message(role, text, shape, Map.of());
    }

    /** The parts of a message of shape {@link Shape#PARTS}: its lines. */
    List<String> parts() {
        return List.of(text.split("(?<=\n)"));
    }

    /** Shows role, shape and length only. */
    @Override
    public String toString() {
        return role + "/" + shape + "[" + text.length() + " chars, " + arguments.size() + " arguments]";
    }
}
