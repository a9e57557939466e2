package io.chatguard.internal.openai;

import io.chatguard.Role;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Segment.Standing;
import java.util.Locale;

/**
 * What the members of an object or the elements of an array inherit.
 *
 * @param holder the name of the field that holds what holds this, for strings in arrays
 * @param field the name of the field that this stands in
 * @param tool the tool whose call or output this is, or empty
 */
record WalkContext(Group group, Kind kind, String holder, String field, Role role, Standing standing, String tool) {

    /** The context of an object of the API's own, whose members say who speaks and which tool is meant. */
    WalkContext spokenBy(JsonIndex index, int object) {
        int role = -1;
        int type = -1;
        int name = -1;
        boolean called = false;
        for (int node = index.firstChild(object); node >= 0; node = index.nextSibling(node)) {
            if (index.nameIs(node, "role")) {
                role = node;
            } else if (index.nameIs(node, "type")) {
                type = node;
            } else if (index.nameIs(node, "name")) {
                name = node;
            } else {
                called |= index.nameIs(node, "arguments") || index.nameIs(node, "input");
            }
        }
        Role speaker = speaker(index, role, type);
        String callee = called && name >= 0 && index.kind(name) == JsonKind.STRING ? index.text(name) : tool;
        return speaker == this.role && callee.equals(tool)
                ? this
                : new WalkContext(group, kind, holder, field, speaker, standing, callee);
    }

    private Role speaker(JsonIndex index, int said, int type) {
        if (said >= 0 && index.kind(said) == JsonKind.STRING) {
            if (index.textIs(said, "user")) {
                return Role.USER;
            }
            if (index.textIs(said, "assistant")) {
                return Role.ASSISTANT;
            }
            return switch (index.text(said).toLowerCase(Locale.ROOT)) {
                case "system" -> Role.SYSTEM;
                case "developer" -> Role.DEVELOPER;
                case "user" -> Role.USER;
                case "assistant" -> Role.ASSISTANT;
                case "tool", "function" -> Role.TOOL;
                default -> role;
            };
        }
        if (role == Role.NONE && type >= 0 && index.kind(type) == JsonKind.STRING) {
            String text = index.text(type);
            if (text.endsWith("_output")) {
                return Role.TOOL;
            }
            if (text.endsWith("_call") || text.equals("reasoning")) {
                return Role.ASSISTANT;
            }
        }
        return role;
    }
}
