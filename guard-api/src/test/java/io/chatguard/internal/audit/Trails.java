package io.chatguard.internal.audit;

import io.chatguard.Action;
import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.AuditTrail.Anchor;
import io.chatguard.AuditTrail.Report;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditEvent.Phase;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trails, events and settings for the tests of this package. */
final class Trails {

    static final KeyPair KEY = SigningKey.generate();
    static final SigningKey SIGNING_KEY = SigningKey.of(KEY);
    static final Instant NOW = Instant.parse("2026-01-31T09:00:00.123Z");

    private Trails() {}

    /** Settings under which no time passes: nothing rotates or is signed unless a test says so. */
    static AuditSettings settings(Path folder) {
        return AuditSettings.in(folder)
                .rotating(1L << 30, Duration.ofDays(1))
                .checkpoints(1_000_000, Duration.ofDays(1))
                .timeout(Duration.ofSeconds(60));
    }

    static FileAuditSink open(AuditSettings settings) {
        return FileAuditSink.open(settings, KEY);
    }

    static FileAuditSink open(AuditSettings settings, Disk disk) {
        return FileAuditSink.open(settings, SIGNING_KEY, disk, Clock.systemUTC());
    }

    static AuditEvent decision(String exchange) {
        return event(Phase.DECISION, exchange);
    }

    static AuditEvent outcome(String exchange) {
        return event(Phase.OUTCOME, exchange);
    }

    private static AuditEvent event(Phase phase, String exchange) {
        Facts facts = new Facts(
                "chat.completions",
                "gpt-4o-mini-2024-07-18",
                List.of("send_mail"),
                Facts.Transfer.STREAMED,
                Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
        List<Event> events = List.of(
                new Event.Screened(Direction.REQUEST, 3),
                new Event.Found(
                        EntityType.EMAIL_ADDRESS,
                        Action.PSEUDONYMIZE,
                        "email/rfc5321",
                        "/messages/0/content",
                        Event.Recognition.DETECTED),
                new Event.RuleSet("rules", "1"));
        return new AuditEvent(
                phase,
                NOW,
                Scope.of("acme", "ticket-4711"),
                Caller.authenticated("agent-7"),
                new Receipt(exchange, "default", facts, events),
                phase == Phase.OUTCOME ? Optional.of(Ending.COMPLETED) : Optional.empty());
    }

    /** Writes so many decisions, numbered from 1, and ends the file. */
    static void write(AuditSettings settings, int records) {
        try (FileAuditSink sink = open(settings)) {
            for (int i = 1; i <= records; i++) {
                sink.write(decision("x-" + i));
            }
        }
    }

    static Report verify(Path folder, Anchor... anchors) {
        return AuditTrail.verify(List.of(folder), List.of(KEY.getPublic()), List.of(anchors));
    }

    static List<Path> files(Path folder) throws IOException {
        return TrailVerifier.files(folder);
    }

    /** All complete lines of the trail. */
    static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    static List<String> lines(Path folder, Kind kind) throws IOException {
        return lines(folder).stream()
                .filter(line -> line.contains("\"kind\":\"" + kind.word() + "\""))
                .toList();
    }
}
