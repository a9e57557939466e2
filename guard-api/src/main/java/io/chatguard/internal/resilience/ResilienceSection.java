package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import io.chatguard.ResilienceSettings.Breaker;
import io.chatguard.ResilienceSettings.Bulkhead;
import io.chatguard.ResilienceSettings.Rate;
import io.chatguard.ResilienceSettings.Retry;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The section {@code resilience}: what is not in it has its default, and without it the client keeps its retries. */
public final class ResilienceSection implements PolicySection<ResilienceSettings> {

    private static final long MOST = 1_000_000_000;

    @Override
    public String key() {
        return "resilience";
    }

    @Override
    public Class<ResilienceSettings> type() {
        return ResilienceSettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "How calls meet a provider that is slow, busy or down. With this section, even an empty one, the guard retries and the client's own retries are off.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "deadline": {
                      "description": "How long a call may take in all: ISO 8601, or a number with ms, s, m, h, d.",
                      "type": "string", "default": "10m"
                    },
                    "attempt_timeout": {
                      "description": "How long one attempt may take: to the end of a whole reply, to the start of a streamed one.",
                      "type": "string", "default": "5m"
                    },
                    "kill_file": {
                      "description": "While this file is there, nothing is sent and streams stop.",
                      "type": "string"
                    },
                    "retry": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "attempts": {
                          "description": "How many attempts a call has, the first included.",
                          "type": "integer", "minimum": 1, "maximum": 20, "default": 3
                        },
                        "budget": {
                          "description": "How many retries there are in all, as a share of calls.",
                          "type": "number", "minimum": 0, "maximum": 1, "default": 0.1
                        },
                        "reserve": {
                          "description": "How many retries there are before calls have earned any.",
                          "type": "integer", "minimum": 0, "maximum": 1000, "default": 10
                        },
                        "base_delay": {
                          "description": "Upper limit of the first random delay; it doubles with each retry.",
                          "type": "string", "default": "500ms"
                        },
                        "max_delay": {
                          "description": "Upper limit of random delays.",
                          "type": "string", "default": "8s"
                        }
                      }
                    },
                    "breaker": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "failure_rate": {
                          "description": "From which share of failed attempts on an endpoint and model count as down.",
                          "type": "number", "exclusiveMinimum": 0, "maximum": 1, "default": 0.5
                        },
                        "window": {
                          "description": "The share is that of so many last attempts.",
                          "type": "integer", "minimum": 1, "maximum": 10000, "default": 100
                        },
                        "min_calls": {
                          "description": "Nothing is concluded from fewer attempts.",
                          "type": "integer", "minimum": 1, "maximum": 10000, "default": 50
                        },
                        "open_for": {
                          "description": "How long attempts are refused before some are tried.",
                          "type": "string", "default": "5s"
                        },
                        "trial_calls": {
                          "description": "How many are tried.",
                          "type": "integer", "minimum": 1, "maximum": 1000, "default": 3
                        }
                      }
                    },
                    "bulkhead": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "concurrent": {
                          "description": "How many attempts an endpoint and model get at the same time.",
                          "type": "integer", "minimum": 1, "maximum": 100000, "default": 64
                        },
                        "waiting": {
                          "description": "How many more wait; the next is refused.",
                          "type": "integer", "minimum": 0, "maximum": 1000000, "default": 1000
                        }
                      }
                    },
                    "rate": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "requests_per_minute": {
                          "description": "Attempts that an endpoint and model get in a minute; without it they are not limited.",
                          "type": "integer", "minimum": 1, "maximum": 1000000000
                        },
                        "tokens_per_minute": {
                          "description": "The model's tokens in a minute, as estimated from the request; without it they are not limited.",
                          "type": "integer", "minimum": 1, "maximum": 1000000000
                        }
                      }
                    }
                  }
                }""";
    }

    @Override
    public ResilienceSettings parse(PolicyNode node) {
        node.allowOnly(List.of("deadline", "attempt_timeout", "kill_file", "retry", "breaker", "bulkhead", "rate"));
        ResilienceSettings d = ResilienceSettings.defaults();
        Optional<Path> killFile = node.member("kill_file").map(ResilienceSection::path);
        ResilienceSettings read = d.withTimes(
                        duration(node, "deadline", d.deadline()), duration(node, "attempt_timeout", d.attemptTimeout()))
                .withRetry(node.member("retry").map(n -> retry(n, d.retry())).orElse(d.retry()))
                .withBreaker(
                        node.member("breaker").map(n -> breaker(n, d.breaker())).orElse(d.breaker()))
                .withBulkhead(node.member("bulkhead")
                        .map(n -> bulkhead(n, d.bulkhead()))
                        .orElse(d.bulkhead()))
                .withRate(node.member("rate").map(ResilienceSection::rate).orElse(d.rate()));
        return killFile.map(read::withKillFile).orElse(read);
    }

    private static Retry retry(PolicyNode node, Retry d) {
        node.allowOnly(List.of("attempts", "budget", "reserve", "base_delay", "max_delay"));
        int attempts = integer(node, "attempts", 1, 20, d.attempts());
        double budget = node.member("budget").map(n -> n.decimal(0, 1)).orElse(d.budget());
        int reserve = integer(node, "reserve", 0, 1000, d.reserve());
        Duration base = duration(node, "base_delay", d.baseDelay());
        Duration max = duration(node, "max_delay", base.compareTo(d.maxDelay()) > 0 ? base : d.maxDelay());
        if (max.compareTo(base) < 0) {
            throw node.error("max_delay is not shorter than base_delay");
        }
        return new Retry(attempts, budget, reserve, base, max);
    }

    private static Breaker breaker(PolicyNode node, Breaker d) {
        node.allowOnly(List.of("failure_rate", "window", "min_calls", "open_for", "trial_calls"));
        double rate = node.member("failure_rate").map(n -> n.decimal(0.001, 1)).orElse(d.failureRate());
        int window = integer(node, "window", 1, 10_000, d.window());
        int least = integer(node, "min_calls", 1, 10_000, Math.min(window, d.minCalls()));
        Duration open = duration(node, "open_for", d.openFor());
        int trials = integer(node, "trial_calls", 1, 1000, d.trialCalls());
        if (least > window) {
            throw node.error("min_calls is at most window");
        }
        return new Breaker(rate, window, least, open, trials);
    }

    private static Bulkhead bulkhead(PolicyNode node, Bulkhead d) {
        node.allowOnly(List.of("concurrent", "waiting"));
        return new Bulkhead(
                integer(node, "concurrent", 1, 100_000, d.concurrent()),
                integer(node, "waiting", 0, 1_000_000, d.waiting()));
    }

    private static Rate rate(PolicyNode node) {
        node.allowOnly(List.of("requests_per_minute", "tokens_per_minute"));
        return new Rate(perMinute(node, "requests_per_minute"), perMinute(node, "tokens_per_minute"));
    }

    private static OptionalLong perMinute(PolicyNode node, String key) {
        return node.member(key).map(n -> OptionalLong.of(n.integer(1, MOST))).orElse(OptionalLong.empty());
    }

    private static int integer(PolicyNode node, String key, int min, int max, int otherwise) {
        return node.member(key).map(n -> (int) n.integer(min, max)).orElse(otherwise);
    }

    private static Duration duration(PolicyNode node, String key, Duration otherwise) {
        Optional<PolicyNode> member = node.member(key);
        Duration value = member.map(PolicyNode::duration).orElse(otherwise);
        if (value.isZero() || value.isNegative()) {
            throw member.orElse(node).error("expected a time longer than nothing, such as 30s");
        }
        return value;
    }

    private static Path path(PolicyNode node) {
        try {
            String text = node.text();
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException notAPath) {
            // Told below, without the exception: its message quotes the text.
        }
        throw node.error("expected the path of a file");
    }

    @Override
    public ResilienceSettings defaults() {
        return ResilienceSettings.ofTheClient();
    }
}
