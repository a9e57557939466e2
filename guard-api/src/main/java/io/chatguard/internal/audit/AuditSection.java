package io.chatguard.internal.audit;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import io.chatguard.AuditSettings.OnFailure;
import io.chatguard.AuditTrail;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.internal.policy.Amounts;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The section {@code audit}. */
public final class AuditSection implements PolicySection<AuditSettings> {

    private static final long MOST_ROTATE_BYTES = 1L << 40;

    @Override
    public String key() {
        return "audit";
    }

    @Override
    public Class<AuditSettings> type() {
        return AuditSettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "A hash-chained, signed audit trail in files. Without this section records go to the log.",
                  "type": "object",
                  "required": ["path", "key"],
                  "additionalProperties": false,
                  "properties": {
                    "path": {
                      "description": "The folder of the trail's files; it is made if its parent is there. One writer at a time.",
                      "type": "string", "minLength": 1
                    },
                    "key": {
                      "description": "The PEM file with the Ed25519 key pair that signs; chatguard audit key FILE makes one. Keep it apart from the trail.",
                      "type": "string", "minLength": 1
                    },
                    "on_failure": {
                      "description": "What happens to calls while records cannot be written.",
                      "enum": ["block", "continue"], "default": "block"
                    },
                    "fsync": {
                      "description": "Whether a record is on the device before its call goes on; false is for tests.",
                      "type": "boolean", "default": true
                    },
                    "timeout": {
                      "description": "How long a call waits for its record.",
                      "type": "string", "default": "10s"
                    },
                    "rotate": {
                      "description": "When a file is ended and followed by another.",
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "size": {
                          "description": "From 4KiB to 1024GiB, as a number of bytes or with KiB, MiB or GiB.",
                          "anyOf": [
                            { "type": "integer", "minimum": 4096, "maximum": 1099511627776 },
                            { "type": "string", "pattern": "^[0-9]{1,12}(KiB|MiB|GiB)?$" }
                          ],
                          "default": "64MiB"
                        },
                        "every": { "description": "A duration.", "type": "string", "default": "1d" }
                      }
                    },
                    "checkpoint": {
                      "description": "After how many records, or how long after one, a signed checkpoint is written.",
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "records": { "type": "integer", "minimum": 1, "maximum": 1000000, "default": 1000 },
                        "every": { "description": "A duration.", "type": "string", "default": "1m" }
                      }
                    }
                  }
                }""";
    }

    @Override
    public AuditSettings parse(PolicyNode node) {
        node.allowOnly(List.of("path", "key", "on_failure", "fsync", "timeout", "rotate", "checkpoint"));
        AuditSettings d = AuditSettings.in(path(node, "path"), path(node, "key"));
        return d.rotating(
                        part(node, "rotate", List.of("size", "every"))
                                .flatMap(n -> n.member("size"))
                                .map(AuditSection::size)
                                .orElse(d.rotateBytes()),
                        node.member("rotate").flatMap(n -> duration(n, "every")).orElse(d.rotateEvery()))
                .checkpoints(
                        part(node, "checkpoint", List.of("records", "every"))
                                .flatMap(n -> n.member("records"))
                                .map(n -> (int) n.integer(1, 1_000_000))
                                .orElse(d.checkpointRecords()),
                        node.member("checkpoint")
                                .flatMap(n -> duration(n, "every"))
                                .orElse(d.checkpointEvery()))
                .durability(
                        node.member("fsync").map(PolicyNode::isOn).orElse(true)
                                ? Durability.FSYNC
                                : Durability.OPERATING_SYSTEM)
                .onFailure(node.member("on_failure")
                        .map(n -> n.oneOf(OnFailure.class))
                        .orElse(d.onFailure()))
                .timeout(duration(node, "timeout").orElse(d.timeout()));
    }

    private static Optional<PolicyNode> part(PolicyNode node, String key, List<String> names) {
        Optional<PolicyNode> part = node.member(key);
        part.ifPresent(n -> n.allowOnly(names));
        return part;
    }

    private static Path path(PolicyNode node, String key) {
        PolicyNode path = node.member(key)
                .orElseThrow(() -> node.error("the key '" + key + "' is missing; "
                        + (key.equals("path")
                                ? "it names the folder of the trail"
                                : "it names the file with the signing key, as chatguard audit key FILE makes it")));
        try {
            if (!path.text().isEmpty()) {
                return Path.of(path.text());
            }
        } catch (InvalidPathException notAPath) {
            // told below, without the exception: its message quotes the text
        }
        throw path.error("expected a path of this file system");
    }

    private static Optional<Duration> duration(PolicyNode node, String key) {
        return node.member(key).map(n -> {
            Duration value = n.duration();
            if (value.isZero() || value.isNegative()) {
                throw n.error("expected a time longer than nothing");
            }
            return value;
        });
    }

    private static long size(PolicyNode node) {
        OptionalLong bytes = switch (node.shape()) {
            case NUMBER -> OptionalLong.of(node.integer(AuditSettings.LEAST_ROTATE_BYTES, MOST_ROTATE_BYTES));
            case TEXT -> Amounts.size(node.text());
            default -> OptionalLong.empty();
        };
        long size = bytes.orElseThrow(() -> node.error("expected " + Amounts.SIZE));
        if (size < AuditSettings.LEAST_ROTATE_BYTES || size > MOST_ROTATE_BYTES) {
            throw node.error("expected a size from 4KiB to 1024GiB");
        }
        return size;
    }

    @Override
    public AuditSettings defaults() {
        return AuditSettings.none();
    }

    @Override
    public void install(Policy policy, AuditSettings settings, Guard.Builder guard) {
        if (settings.folder().isPresent()) {
            guard.audit(AuditTrail.open(settings));
        }
    }
}
