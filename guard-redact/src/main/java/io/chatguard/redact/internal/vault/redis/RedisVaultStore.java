package io.chatguard.redact.internal.vault.redis;

import io.chatguard.spi.VaultStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Rows in Redis 6.2 or later, one hash for each scope.
 *
 * <p>Weaker than a database: an acknowledged row is on the device only where the server runs with {@code appendonly
 * yes} and {@code appendfsync always}, which is asked for at the start, and it is lost when a replica takes over that
 * has not got it. What is lost is never replaced by something else: a scope that is missing begins anew with other keys,
 * and a scope that lived through a restart of the server numbers on from the next million.
 *
 * <p>{@link #assign} reads what is there, seals what is new, and writes it by one script that does nothing if anybody
 * wrote in between; then it starts again. Thread-safe, also between processes.
 */
public final class RedisVaultStore implements VaultStore {

    private static final String PREFIX = "cg:";
    private static final String SCOPE = PREFIX + "scope:";
    private static final String LINK = PREFIX + "link:";
    private static final String IDENTITY = PREFIX + "identity";
    private static final String UNTIL = "until";
    private static final String REVISION = "revision";
    private static final String SERVER = "server";
    private static final String WRITER = "writer";
    /** Numbers that a server may have given and forgotten before it was restarted, for certain. */
    private static final int GAP = 1_000_000;

    private static final int COARSE = 16;

    /** So many new rows are read one by one, more by reading the whole scope. */
    private static final int MOST_AT_ONCE = 512;

    private static final int MOST_TRIES = 10_000;
    private static final int LOCKS = 64;

    /**
     * KEYS: the scope. ARGV: its revision as it was read, now, and pairs of field and value. Gives 1 if they were
     * written, 0 if the scope has another revision, -1 if it is gone or over.
     */
    private static final String WRITE = """
            local until_ = redis.call('HGET', KEYS[1], 'until')
            if not until_ or tonumber(until_) <= tonumber(ARGV[2]) then return -1 end
            if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[1] then return 0 end
            for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
            return 1
            """;

    /** KEYS: the scope. ARGV: until, server. Makes an empty scope, unless there is one. */
    private static final String OPEN = """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('HSET', KEYS[1], 'until', ARGV[1], 'revision', '0', 'server', ARGV[2], 'writer', ARGV[2])
            return 1
            """;

    /** KEYS: the scope. ARGV: until, now. Moves its end if it lives; gives whether it does. */
    private static final String EXTEND = """
            local until_ = redis.call('HGET', KEYS[1], 'until')
            if not until_ or tonumber(until_) <= tonumber(ARGV[2]) then return 0 end
            if tonumber(until_) < tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], 'until', ARGV[1]) end
            return 1
            """;

    private final RedisClient redis;
    private final InstantSource clock;
    private final String identity;
    private final Map<String, Instant> pending = new ConcurrentHashMap<>();
    /** Threads of one process wait for each other here and not in tries that fail. */
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    private RedisVaultStore(RedisClient redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        this.identity = call(() -> {
            redis.set(
                    IDENTITY,
                    UUID.randomUUID().toString(),
                    SetParams.setParams().nx());
            return String.valueOf(redis.get(IDENTITY));
        });
    }

    /**
     * Opens the store and reads back how durable it is.
     *
     * @param url {@code redis://host:port/database} without credentials, or {@code rediss:} for TLS
     * @param environment gives a variable's value, or null: the user and password
     */
    public static RedisVaultStore open(String url, UnaryOperator<@Nullable String> environment, InstantSource clock) {
        RedisClient client = RedisConnections.open(url, environment);
        try {
            RedisConnections.checkDurable(client);
            return new RedisVaultStore(client, clock);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void open(String scope, Instant until) {
        pending.put(scope, until);
    }

    @Override
    public boolean extend(String scope, Instant until) {
        Instant now = clock.instant();
        if (pending.computeIfPresent(scope, (s, before) -> until.isAfter(before) ? until : before) != null) {
            return true;
        }
        long coarse = Duration.between(now, until).toMillis() / COARSE;
        long is = until(redis(scope, UNTIL).get(0));
        return is > now.toEpochMilli()
                && (is >= until.toEpochMilli() - coarse
                        || run(EXTEND, scope, Long.toString(until.toEpochMilli()), Long.toString(now.toEpochMilli()))
                                == 1);
    }

    private static long until(@Nullable String text) {
        return text == null ? Long.MIN_VALUE : Long.parseLong(text);
    }

    private List<@Nullable String> redis(String scope, String... fields) {
        return call(() -> redis.hmget(SCOPE + scope, fields));
    }

    private long run(String script, String scope, String... values) {
        return call(() -> (Long) redis.eval(script, List.of(SCOPE + scope), List.of(values)));
    }

    @Override
    public Optional<List<Row>> assign(String scope, List<Draft> drafts) {
        Instant begins = pending.get(scope);
        if (begins != null) {
            run(OPEN, scope, Long.toString(begins.toEpochMilli()), server());
        }
        Lock turn = turns.get(Math.floorMod(scope.hashCode(), LOCKS));
        turn.lock();
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                ScopeDraft draft = read(scope, drafts);
                if (draft.until() <= clock.millis()) {
                    return Optional.empty();
                }
                List<Row> rows = draft.rows(drafts);
                long written = draft.isUnchanged() ? 1 : write(scope, draft);
                if (written == 1) {
                    return Optional.of(rows);
                }
                if (written < 0) {
                    return Optional.empty();
                }
            }
        } finally {
            turn.unlock();
            pending.remove(scope);
        }
        throw RedisConnections.failed(
                "the vault's Redis is too busy with one scope",
                "spread the load over scopes",
                new IllegalStateException());
    }

    private long write(String scope, ScopeDraft draft) {
        List<String> values =
                new ArrayList<>(List.of(Long.toString(draft.revisionRead()), Long.toString(clock.millis())));
        draft.changes().forEach((field, value) -> {
            values.add(field);
            values.add(value);
        });
        return run(WRITE, scope, values.toArray(String[]::new));
    }

    /** What of the scope the drafts need, in one reading. */
    private ScopeDraft read(String scope, List<Draft> drafts) {
        Set<String> fields = new LinkedHashSet<>(List.of(UNTIL, REVISION, SERVER, WRITER));
        for (Draft draft : drafts) {
            fields.add(ScopeDraft.valueField(draft.valueId()));
            fields.add(ScopeDraft.entityField(draft.entityId()));
            fields.add(ScopeDraft.ordinalField(draft.type()));
        }
        List<String> names = List.copyOf(fields);
        List<@Nullable String> values = redis(scope, names.toArray(String[]::new));
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String value = values.get(i);
            if (value != null) {
                found.put(names.get(i), value);
            }
        }
        return new ScopeDraft(found, server(), GAP);
    }

    /** Another one after each restart of the server, and on each replica that takes over. */
    private String server() {
        String info = call(() -> redis.info("server"));
        int at = info.indexOf("run_id:");
        return at < 0 ? "" : info.substring(at + 7, info.indexOf('\r', at));
    }

    @Override
    public Optional<List<Row>> rows(String scope, long afterRevision) {
        List<@Nullable String> state = redis(scope, UNTIL, REVISION);
        if (until(state.get(0)) <= clock.millis()) {
            return pending.containsKey(scope) ? Optional.of(List.of()) : Optional.empty();
        }
        long revision = until(state.get(1));
        if (revision <= afterRevision) {
            return Optional.of(List.of());
        }
        List<Row> few = revision - afterRevision <= MOST_AT_ONCE ? few(scope, afterRevision, revision) : List.of();
        if (!few.isEmpty()) {
            return Optional.of(few);
        }
        List<Row> out = new ArrayList<>();
        for (Map.Entry<String, String> field :
                call(() -> redis.hgetAll(SCOPE + scope)).entrySet()) {
            ScopeDraft.row(field.getKey(), field.getValue())
                    .filter(row -> row.revision() > afterRevision)
                    .ifPresent(out::add);
        }
        out.sort(Comparator.comparingLong(Row::revision));
        return Optional.of(Collections.unmodifiableList(out));
    }

    /** The rows of a few revisions, or none if one of these is missing, as after a restart of the server. */
    private List<Row> few(String scope, long after, long to) {
        String[] fields = new String[(int) (to - after)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = ScopeDraft.revisionField(after + 1 + i);
        }
        List<@Nullable String> ids = redis(scope, fields);
        for (int i = 0; i < fields.length; i++) {
            String id = ids.get(i);
            if (id == null) {
                return List.of();
            }
            fields[i] = ScopeDraft.valueField(id);
        }
        List<@Nullable String> texts = redis(scope, fields);
        List<Row> out = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            String text = texts.get(i);
            if (text == null) {
                return List.of();
            }
            ScopeDraft.row(fields[i], text).ifPresent(out::add);
        }
        return Collections.unmodifiableList(out);
    }

    @Override
    public void erase(String scope) {
        pending.remove(scope);
        call(() -> redis.del(SCOPE + scope));
    }

    @Override
    public void link(String link, byte[] sealed, Instant until) {
        long left = Duration.between(clock.instant(), until).toMillis();
        if (left > 0) {
            byte[] value = ByteBuffer.allocate(Long.BYTES + sealed.length)
                    .putLong(until.toEpochMilli())
                    .put(sealed)
                    .array();
            call(() -> redis.set(key(LINK + link), value, SetParams.setParams().px(left)));
        }
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Optional<byte[]> findLink(String link) {
        byte @Nullable [] value = call(() -> redis.get(key(LINK + link)));
        return value == null || isOver(value)
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(value, Long.BYTES, value.length));
    }

    private boolean isOver(byte[] link) {
        return ByteBuffer.wrap(link).getLong() <= clock.millis();
    }

    @Override
    public Purged purge() {
        long scopes = 0;
        long rows = 0;
        for (String key : keys(SCOPE)) {
            Map<String, String> fields = call(() -> redis.hgetAll(key));
            if (!fields.isEmpty() && until(fields.get(UNTIL)) <= clock.millis()) {
                scopes++;
                rows += count(fields);
                call(() -> redis.del(key));
            }
        }
        long links = 0;
        for (String name : keys(LINK)) {
            byte @Nullable [] value = call(() -> redis.get(key(name)));
            if (value != null && isOver(value)) {
                links += call(() -> redis.del(name));
            }
        }
        return new Purged(scopes, rows, links);
    }

    @Override
    public Size size() {
        Set<String> scopes = keys(SCOPE);
        long rows = 0;
        for (String key : scopes) {
            rows += count(call(() -> redis.hgetAll(key)));
        }
        return new Size(scopes.size(), rows, keys(LINK).size());
    }

    private static long count(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(f -> ScopeDraft.row(f.getKey(), f.getValue()).isPresent())
                .count();
    }

    private Set<String> keys(String prefix) {
        Set<String> out = new LinkedHashSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            String from = cursor;
            ScanResult<String> part = call(
                    () -> redis.scan(from, new ScanParams().match(prefix + "*").count(1_000)));
            out.addAll(part.getResult());
            cursor = part.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return out;
    }

    private static <T extends @Nullable Object> T call(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisConnectionException e) {
            throw RedisConnections.failed("the vault's Redis cannot be reached", "see whether it runs", e);
        } catch (JedisException e) {
            throw RedisConnections.failed("the vault's Redis refused a command", "see its log and its memory", e);
        }
    }

    @Override
    public void close() {
        pending.clear();
        redis.close();
    }
}
