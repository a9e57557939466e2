package io.chatguard.moderate;

import java.util.Optional;
import java.util.Set;

/**
 * What a request may name; an absent list allows everything.
 *
 * @param models models; a {@code *} at the end stands for any ending
 * @param tools names of functions and custom tools, and types of tools that the provider runs ({@code web_search}); a
 *     {@code *} at the end stands for any ending
 * @param mcp hosts of MCP servers, each with the hosts below it, and ids of the provider's connectors
 */
public record AllowSettings(Optional<Set<String>> models, Optional<Set<String>> tools, Optional<Set<String>> mcp) {

    public AllowSettings {
        models = models.map(Set::copyOf);
        tools = tools.map(Set::copyOf);
        mcp = mcp.map(Set::copyOf);
    }
}
