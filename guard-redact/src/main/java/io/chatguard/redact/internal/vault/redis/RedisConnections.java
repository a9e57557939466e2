package io.chatguard.redact.internal.vault.redis;

import io.chatguard.GuardException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;

/** Connects to Redis, and says how durable it is. */
final class RedisConnections {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.vault");
    private static final int PORT = 6_379;
    private static final int TIMEOUT_MILLIS = 10_000;

    private RedisConnections() {}

    static RedisClient open(String url, UnaryOperator<@Nullable String> environment) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused("the vault's Redis URL cannot be read", "write redis://HOST:PORT/NUMBER");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null) {
            throw refused(
                    "the vault's URL holds credentials",
                    "take them out, and set CHATGUARD_VAULT_USER and CHATGUARD_VAULT_PASSWORD in the environment");
        }
        String host = uri.getHost();
        String path = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
        if (host == null || !path.chars().allMatch(c -> c >= '0' && c <= '9') || path.length() > 4) {
            throw refused("the vault's Redis URL cannot be read", "write redis://HOST:PORT/NUMBER");
        }
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .database(path.isEmpty() ? 0 : Integer.parseInt(path))
                .clientName("chatguard");
        if ("rediss".equals(uri.getScheme().toLowerCase(Locale.ROOT))) {
            config.sslOptions(SslOptions.defaults());
        }
        String user = environment.apply("CHATGUARD_VAULT_USER");
        String password = environment.apply("CHATGUARD_VAULT_PASSWORD");
        if (password != null) {
            config.password(password);
            if (user != null) {
                config.user(user);
            }
        }
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(host, uri.getPort() < 0 ? PORT : uri.getPort()))
                .clientConfig(config.build())
                .build();
    }

    /** Refuses a server that drops entries when it is full; warns of one that may lose what it acknowledged. */
    static void checkDurable(RedisClient redis) {
        try {
            Map<String, String> config = new HashMap<>();
            for (String name : List.of("appendonly", "appendfsync", "maxmemory", "maxmemory-policy")) {
                config.putAll(redis.configGet(name)); // 6.2 takes one at a time
            }
            if (!"0".equals(config.getOrDefault("maxmemory", "0"))
                    && !"noeviction".equals(config.getOrDefault("maxmemory-policy", "noeviction"))) {
                throw refused(
                        "the vault's Redis drops entries when its memory is full", "set maxmemory-policy noeviction");
            }
            if (!"yes".equals(config.get("appendonly")) || !"always".equals(config.get("appendfsync"))) {
                LOG.warn("The vault's Redis acknowledges what it may lose when it stops: set appendonly yes and"
                        + " appendfsync always, or use a database.");
            }
        } catch (JedisException e) {
            throw failed(
                    "the vault's Redis cannot be reached, is older than 6.2, or hides its settings",
                    "see whether it runs, and let the user ask CONFIG GET",
                    e);
        }
    }

    static GuardException failed(String what, String remedy, Exception e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, what)
                .interceptor("vault")
                .remedy(remedy + "; nothing was sent, and calls go on once the store does")
                .origin(e)
                .build();
    }

    private static GuardException refused(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor("vault")
                .remedy(remedy)
                .build();
    }
}
