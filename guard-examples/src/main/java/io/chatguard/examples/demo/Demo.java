package io.chatguard.examples.demo;

import io.chatguard.Guard;
import io.chatguard.Receipt;
import io.chatguard.examples.cli.ExitCode;
import io.chatguard.examples.demo.Ink.Tone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Plays the scenes, shows the books, and looks for every planted value in all that left. */
final class Demo {
    private final Endpoint endpoint;
    private final Screen screen;
    private final Consumer<Guard.Builder> variation;

    Demo(Endpoint endpoint, Screen screen, Consumer<Guard.Builder> variation) {
        this.endpoint = endpoint;
        this.screen = screen;
        this.variation = variation;
    }

    /** Plays everything; {@link ExitCode#LEAKED} if a planted value has left. */
    int play() {
        try (Trail trail = Trail.begin();
                Guards guards = new Guards(trail, variation)) {
            header();
            Scenes scenes = new Scenes(endpoint, guards, screen);
            scenes.chat();
            scenes.streaming();
            scenes.twoTurns();
            scenes.tools();
            scenes.blocked();
            GuardrailScenes guardrails = new GuardrailScenes(endpoint, guards, screen);
            guardrails.link();
            guardrails.midStream();
            ResilienceScenes resilience = new ResilienceScenes(endpoint.inThisProcess(), guards, screen);
            resilience.busy();
            resilience.killed();
            new AuditScene(trail, screen).tampered();
            books(guards);
            return verdict(guards);
        }
    }

    private void header() {
        screen.heading("ChatGuard: conversations with a model, seen from four places");
        screen.blank();
        screen.entry("server", Tone.PLAIN, endpoint.description());
        screen.entry("policy", Tone.PLAIN, "default: what is found is pseudonymised, credentials block the call");
        if (screen.ink().hasColours()) {
            screen.entry("colours", Tone.CLEAR_VALUE, "a value in clear");
            screen.entry("", Tone.SURROGATE, "the surrogate that stands for it");
        }
        screen.breathe();
    }

    private void books(Guards guards) {
        List<Receipt> receipts = guards.receipts();
        Receipt first = receipts.get(0);
        screen.heading("The receipt of the first call: counts, types and rules, never a value");
        screen.listing(first.summary());
        screen.heading("Its audit records, and those of the last call that was blocked (logger io.chatguard.audit)");
        List<String> lines = new ArrayList<>(guards.auditLines(first.exchange()));
        List<String> blocked = guards.blocked();
        lines.addAll(guards.auditLines(blocked.get(blocked.size() - 1)));
        lines.forEach(screen::listing);
        int others = guards.auditCount() - lines.size();
        screen.paragraph(Tone.FAINT, "and " + others + " records of the other calls");
    }

    private int verdict(Guards guards) {
        List<String> planted = Cast.values();
        Set<Endpoint> endpoints = new LinkedHashSet<>(List.of(endpoint, endpoint.inThisProcess()));
        long leaked = planted.stream()
                .filter(value -> endpoints.stream().anyMatch(e -> e.saw(value)))
                .count();
        int found = guards.receipts().stream()
                .flatMap(receipt -> receipt.found().values().stream())
                .flatMap(actions -> actions.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        int requests = endpoints.stream().mapToInt(Endpoint::count).sum();
        int bytes = endpoints.stream()
                .flatMap(e -> e.bodies().stream())
                .mapToInt(body -> body.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        screen.heading("Summary");
        screen.entry("planted", Tone.PLAIN, planted.size() + " values");
        screen.entry(
                "found",
                Tone.PLAIN,
                found + " occurrences in what was sent; calls blocked: "
                        + guards.blocked().size());
        screen.entry(
                "on the wire", leaked == 0 ? Tone.GOOD : Tone.BAD, leaked + " of the " + planted.size() + " values");
        screen.entry(
                "searched",
                Tone.PLAIN,
                requests + " requests, " + bytes + " bytes, as they are"
                        + (endpoint.isReal() ? " and JSON-decoded" : " and JSON-, URL- and base64-decoded"));
        if (leaked > 0) {
            screen.entry("", Tone.BAD, "The demo failed: a value left in clear. Please report this, see SECURITY.md.");
        }
        screen.blank();
        return leaked == 0 ? ExitCode.OK : ExitCode.LEAKED;
    }
}
