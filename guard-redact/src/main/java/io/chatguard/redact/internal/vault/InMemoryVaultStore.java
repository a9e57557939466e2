package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.VaultStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store for this process: rows of at most {@code max} values in all scopes together and as many links, gone with the
 * process.
 *
 * <p>When it is full, scopes and links whose time is over make room; if none are left it refuses. Each scope has its own lock,
 * held for the sealing of the new rows only.
 */
public final class InMemoryVaultStore implements VaultStore {

    private record Link(byte[] sealed, Instant until) {}

    private final InstantSource clock;
    private final long max;
    private final ConcurrentMap<String, Rows> scopes = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Link> links = new HashMap<>();

    public InMemoryVaultStore(InstantSource clock, long max) {
        this.clock = clock;
        this.max = max;
    }

    @Override
    public void open(String scope, Instant until) {
        scopes.putIfAbsent(scope, new Rows(until));
    }

    @Override
    public boolean extend(String scope, Instant until) {
        Rows rows = scopes.get(scope);
        if (rows == null) {
            return false;
        }
        synchronized (rows) {
            if (rows.isOver(clock.instant())) {
                return false;
            }
            rows.until = until.isAfter(rows.until) ? until : rows.until;
            return true;
        }
    }

    @Override
    public Optional<List<Row>> assign(String scope, List<Draft> drafts) {
        Rows rows = scopes.get(scope);
        if (rows == null) {
            return Optional.empty();
        }
        reserve(drafts.size());
        int made = 0;
        try {
            synchronized (rows) {
                if (rows.isOver(clock.instant())) {
                    return Optional.empty();
                }
                List<Row> found = rows.assign(drafts);
                made = rows.lastMade;
                return Optional.of(found);
            }
        } finally {
            count.addAndGet(made - drafts.size());
        }
    }

    /** Counts the drafts as if all were new, so that no two calls take the same last place. */
    private void reserve(int drafts) {
        if (count.addAndGet(drafts) <= max) {
            return;
        }
        evictEnded();
        if (count.get() > max) {
            count.addAndGet(-drafts);
            throw full("the vault is full of values of conversations that live");
        }
    }

    private static GuardException full(String summary) {
        return GuardException.of(GuardException.Reason.UNAVAILABLE, summary)
                .interceptor("vault")
                .remedy("raise scope.max_live, shorten scope.ttl, or pin fewer scopes")
                .build();
    }

    private void evictEnded() {
        Instant now = clock.instant();
        scopes.forEach((name, rows) -> {
            boolean over;
            synchronized (rows) {
                over = rows.isOver(now);
            }
            if (over) {
                erase(name);
            }
        });
    }

    @Override
    public Optional<List<Row>> rows(String scope, long afterRevision) {
        Rows rows = scopes.get(scope);
        if (rows == null) {
            return Optional.empty();
        }
        synchronized (rows) {
            return rows.isOver(clock.instant()) ? Optional.empty() : Optional.of(rows.after(afterRevision));
        }
    }

    @Override
    public void erase(String scope) {
        Rows rows = scopes.remove(scope);
        if (rows != null) {
            synchronized (rows) {
                rows.until = Instant.MIN;
                count.addAndGet(-rows.all.size());
                rows.all.clear();
                rows.byValue.clear();
            }
        }
    }

    @Override
    public void link(String link, byte[] sealed, Instant until) {
        synchronized (links) {
            boolean known = links.remove(link) != null;
            if (!known && links.size() >= max) {
                forgetEndedLinks();
                if (links.size() >= max) {
                    throw full("the vault is full of links to conversations that live");
                }
            }
            links.put(link, new Link(sealed, until));
        }
    }

    private void forgetEndedLinks() {
        Instant now = clock.instant();
        links.values().removeIf(link -> !now.isBefore(link.until()));
    }

    @Override
    public Optional<byte[]> findLink(String link) {
        synchronized (links) {
            Link found = links.get(link);
            return found == null || !clock.instant().isBefore(found.until())
                    ? Optional.empty()
                    : Optional.of(found.sealed());
        }
    }

    @Override
    public Purged purge() {
        long before = count.get();
        int scopesBefore = scopes.size();
        evictEnded();
        synchronized (links) {
            int linksBefore = links.size();
            forgetEndedLinks();
            return new Purged(scopesBefore - scopes.size(), before - count.get(), linksBefore - links.size());
        }
    }

    @Override
    public Size size() {
        synchronized (links) {
            return new Size(scopes.size(), count.get(), links.size());
        }
    }

    @Override
    public void close() {
        for (String scope : List.copyOf(scopes.keySet())) {
            erase(scope);
        }
        synchronized (links) {
            links.clear();
        }
    }

    /** The rows of one scope; guarded by itself. */
    private static final class Rows {
        private Instant until;
        private final List<Row> all = new ArrayList<>();
        private final Map<String, Row> byValue = new HashMap<>();
        private final Map<String, int[]> entities = new HashMap<>();
        private final Map<String, Integer> ordinals = new HashMap<>();
        private int lastMade;

        Rows(Instant until) {
            this.until = until;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }

        List<Row> after(long revision) {
            return revision >= all.size() ? List.of() : List.copyOf(all.subList((int) revision, all.size()));
        }

        List<Row> assign(List<Draft> drafts) {
            lastMade = 0;
            List<Row> out = new ArrayList<>(drafts.size());
            int before = all.size();
            try {
                for (Draft draft : drafts) {
                    Row row = byValue.get(draft.valueId());
                    out.add(row != null ? row : make(draft));
                }
            } catch (RuntimeException e) {
                forgetAfter(before);
                throw e;
            }
            lastMade = all.size() - before;
            return out;
        }

        /** Takes rows back; their ordinals stay used up, so that no surrogate ever has two meanings. */
        private void forgetAfter(int size) {
            while (all.size() > size) {
                byValue.remove(all.remove(all.size() - 1).valueId());
            }
        }

        private Row make(Draft draft) {
            int[] entity = entities.get(draft.entityId());
            int ordinal = entity == null ? ordinals.getOrDefault(draft.type(), 0) + 1 : entity[0];
            int variant = entity == null ? 0 : entity[1] + 1;
            byte[] sealed = draft.sealer().seal(ordinal, variant);
            Row row = new Row(draft.valueId(), draft.type(), ordinal, variant, sealed, all.size() + 1L);
            if (entity == null) {
                ordinals.put(draft.type(), ordinal);
            }
            entities.put(draft.entityId(), new int[] {ordinal, variant});
            byValue.put(draft.valueId(), row);
            all.add(row);
            return row;
        }
    }
}
