package io.chatguard.moderate.internal.allow;

import io.chatguard.GuardException;
import io.chatguard.moderate.AllowSettings;
import io.chatguard.moderate.internal.links.LinkScreen;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.spi.Content;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.View;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stage that refuses requests that name a model, tool or MCP server which is on no list. */
public final class AllowLists implements Interceptor {

    private static final String MCP = "mcp/";
    private static final String CONNECTOR = "connector_";
    /** Operations that a model answers: they need one on the list. */
    private static final Set<String> ANSWERED =
            Set.of("chat.completions", "responses", "completions", "embeddings", "images.generations", "audio.speech");

    private final AllowSettings settings;

    public AllowLists(AllowSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "allow-lists";
    }

    @Override
    public View view() {
        return View.CLEAR;
    }

    @Override
    public Call open(Exchange exchange) {
        Ruling ruling = new Ruling(exchange, name());
        return new Call() {
            @Override
            public Content onRequest(Content request) {
                model(exchange, ruling);
                tools(exchange, ruling);
                servers(exchange, request, ruling);
                return request;
            }
        };
    }

    private void model(Exchange exchange, Ruling ruling) {
        String model = exchange.facts().model();
        boolean needed = !model.isEmpty() || ANSWERED.contains(exchange.facts().operation());
        if (needed && settings.models().filter(list -> !fits(list, model)).isPresent()) {
            throw ruling.block(
                    model.isEmpty() ? "the request names no model" : "the model is not on the list",
                    "allow/models",
                    "/model",
                    "add it to guardrails.allow.models");
        }
    }

    private void tools(Exchange exchange, Ruling ruling) {
        List<String> tools = exchange.facts().tools();
        for (int i = 0; i < tools.size(); i++) {
            String tool = tools.get(i);
            if (!tool.startsWith(MCP)
                    && settings.tools().filter(list -> !fits(list, tool)).isPresent()) {
                throw ruling.block(
                        "tool number " + (i + 1) + " is not on the list",
                        "allow/tools",
                        "/tools",
                        "add it to guardrails.allow.tools");
            }
        }
    }

    private void servers(Exchange exchange, Content request, Ruling ruling) {
        Optional<Set<String>> allowed = settings.mcp();
        if (allowed.isEmpty()) {
            return;
        }
        int unnamed = 0;
        for (String tool : exchange.facts().tools()) {
            if (tool.startsWith(MCP + CONNECTOR)) {
                if (!allowed.get().contains(tool.substring(MCP.length()))) {
                    throw refused("/tools", ruling);
                }
            } else if (tool.startsWith(MCP)) {
                unnamed++;
            }
        }
        for (Segment segment : request.segments()) {
            if (segment.place().endsWith("/server_url") && segment.form() == Segment.Form.VALUE) {
                unnamed--;
                if (!isBelow(allowed.get(), LinkScreen.plainHost(segment.text()))) {
                    throw refused(segment.place(), ruling);
                }
            }
        }
        if (unnamed > 0) {
            throw refused("/tools", ruling);
        }
    }

    private static GuardException refused(String place, Ruling ruling) {
        return ruling.block(
                "an MCP server is not on the list", "allow/mcp", place, "add its host to guardrails.allow.mcp");
    }

    private static boolean fits(Set<String> list, String name) {
        return list.stream()
                .anyMatch(entry -> entry.endsWith("*")
                        ? !name.isEmpty() && name.startsWith(entry.substring(0, entry.length() - 1))
                        : entry.equals(name));
    }

    private static boolean isBelow(Set<String> list, String host) {
        return !host.isEmpty() && list.stream().anyMatch(entry -> host.equals(entry) || host.endsWith("." + entry));
    }
}
