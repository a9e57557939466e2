package io.chatguard.redact.internal.policy;

import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.redact.HostRule;
import io.chatguard.redact.Redaction;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.ToolRule;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import io.chatguard.spi.Sink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code reidentify}; it also installs the redaction. */
public final class ReidentifySection implements PolicySection<ReidentifySettings> {

    @Override
    public String key() {
        return "reidentify";
    }

    @Override
    public Class<ReidentifySettings> type() {
        return ReidentifySettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "Where in an answer surrogates become values again.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "sinks": {
                      "description": "Which places are open; nested places must all be.",
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "prose": { "type": "boolean", "default": true },
                        "structured": { "type": "boolean", "default": true },
                        "code": { "type": "boolean", "default": false },
                        "url": { "type": "boolean", "default": false },
                        "html_attribute": { "type": "boolean", "default": false },
                        "tool_argument": { "type": "boolean", "default": false }
                      }
                    },
                    "tools": {
                      "description": "Which arguments of which tools are open; '*' for all.",
                      "oneOf": [
                        { "const": "*" },
                        {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["tool"],
                            "properties": {
                              "tool": { "description": "A tool's name, or '*'.", "type": "string", "minLength": 1 },
                              "pointer": {
                                "description": "RFC 6901 pointer inside the arguments; a part * fits every name or index.",
                                "type": "string", "pattern": "^(/.*)?$"
                              },
                              "type": { "description": "An entity type.", "type": "string" }
                            }
                          }
                        }
                      ]
                    },
                    "callers": {
                      "description": "Who gets values at all; without it everybody does. To others surrogates are unknown ones.",
                      "type": "array", "minItems": 1,
                      "items": {
                        "type": "object",
                        "additionalProperties": false,
                        "minProperties": 1,
                        "properties": {
                          "purposes": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } },
                          "roles": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } },
                          "assurance": {
                            "description": "How well the caller is known at least.",
                            "enum": ["none", "claimed", "authenticated"]
                          },
                          "types": { "type": "array", "minItems": 1, "items": { "type": "string" } }
                        }
                      }
                    },
                    "hosts": {
                      "description": "To which hosts URLs may carry values in path and query, also in arguments of tools that are open.",
                      "type": "array",
                      "items": {
                        "type": "object",
                        "additionalProperties": false,
                        "required": ["host"],
                        "properties": {
                          "host": {
                            "description": "example.com, *.example.com for all below it, or '*' for every host.",
                            "type": "string", "minLength": 1
                          },
                          "type": { "description": "An entity type.", "type": "string" }
                        }
                      }
                    }
                  }
                }""";
    }

    @Override
    public ReidentifySettings parse(PolicyNode node) {
        node.allowOnly(List.of("sinks", "tools", "hosts", "callers"));
        return new ReidentifySettings(
                node.member("sinks")
                        .map(ReidentifySection::sinks)
                        .orElse(defaults().open()),
                node.member("tools").map(ReidentifySection::tools).orElse(List.of()),
                node.member("hosts").map(ReidentifySection::hosts).orElse(List.of()),
                node.member("callers").map(CallerLines::read).orElse(defaults().callers()));
    }

    private static List<HostRule> hosts(PolicyNode node) {
        List<HostRule> rules = new ArrayList<>();
        for (PolicyNode item : node.items()) {
            item.allowOnly(List.of("host", "type"));
            PolicyNode host = item.member("host").orElseThrow(() -> item.error("a host rule names its host"));
            Optional<EntityType> type = item.member("type").map(ReidentifySection::type);
            try {
                rules.add(new HostRule(host.text(), type));
            } catch (IllegalArgumentException e) {
                throw host.error("a host is an ASCII name such as example.com, *.example.com, or '*'");
            }
        }
        return rules;
    }

    private static Set<Sink> sinks(PolicyNode node) {
        List<String> names = new ArrayList<>();
        for (Sink sink : Sink.values()) {
            names.add(name(sink));
        }
        node.allowOnly(names);
        Map<String, PolicyNode> members = node.members();
        EnumSet<Sink> open = EnumSet.noneOf(Sink.class);
        for (Sink sink : Sink.values()) {
            PolicyNode member = members.get(name(sink));
            boolean is = member == null ? ReidentifySettings.defaults().open().contains(sink) : member.isOn();
            if (is) {
                open.add(sink);
            }
        }
        return open;
    }

    private static String name(Sink sink) {
        return sink.name().toLowerCase(Locale.ROOT);
    }

    private static List<ToolRule> tools(PolicyNode node) {
        if (node.shape() == PolicyNode.Shape.TEXT) {
            if (!node.text().equals("*")) {
                throw node.error("tools is '*' for all tools, or a list of {tool, pointer, type}");
            }
            return List.of(ToolRule.everything());
        }
        List<ToolRule> rules = new ArrayList<>();
        for (PolicyNode item : node.items()) {
            rules.add(tool(item));
        }
        return rules;
    }

    private static ToolRule tool(PolicyNode item) {
        item.allowOnly(List.of("tool", "pointer", "type"));
        PolicyNode tool = item.member("tool").orElseThrow(() -> item.error("a tool rule names its tool"));
        Optional<PolicyNode> pointer = item.member("pointer");
        Optional<PolicyNode> type = item.member("type");
        if (pointer.isPresent()
                && !pointer.get().text().isEmpty()
                && !pointer.get().text().startsWith("/")) {
            throw pointer.get().error("a pointer inside arguments is empty or starts with /");
        }
        if (tool.text().isEmpty()) {
            throw tool.error("a tool rule names its tool, or '*'");
        }
        return new ToolRule(tool.text(), pointer.map(PolicyNode::text), type.map(ReidentifySection::type));
    }

    static EntityType type(PolicyNode node) {
        try {
            return EntityType.of(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error("an entity type has capital letters, digits and _, such as EMAIL_ADDRESS");
        }
    }

    @Override
    public ReidentifySettings defaults() {
        return ReidentifySettings.defaults();
    }

    @Override
    public void install(Policy policy, ReidentifySettings section, Guard.Builder guard) {
        Redaction redaction = Redaction.of(policy);
        guard.redaction(redaction);
        guard.closing(redaction);
    }
}
