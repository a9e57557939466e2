package io.chatguard.redact.internal.terms;

import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.normal.Readings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds every term of a list in a text, as whole words, in one pass.
 *
 * <p>A term matches where its words stand one after the other ({@link WordCursor}); where it has blanks the text has
 * blanks, one or more of any kind, line ends too, and nowhere else. Of the terms that end at a place the longest is
 * reported, and not what lies inside another of the same types. A term with characters beyond ASCII is found as well as
 * {@link Readings#folded} spells it.
 *
 * <p>Time is linear in the text whatever it says: {@link Openings} passes over it, and where a term may start the
 * automaton ({@link TermNodes}) takes over until it is back at its root. It takes each word once, since a term has at most
 * {@value #MOST_WORDS}, and to fall back costs no more than to get ahead did. Terms are not kept, only hashes of
 * their words. Immutable, thread-safe; {@link #toString} tells the number only.
 */
public final class TermIndex implements TextRule {
    /** Of one term. */
    public static final int MOST_WORDS = 64;

    /** Of one term, in UTF-16 units. */
    public static final int LONGEST = 256;

    private static final int POOL = 8;
    private static final int WORDS_BITS = 7;

    private final Spelling spelling;
    private final int terms;
    private final TermNodes nodes;
    private final Openings openings;
    /** For each node the kinds of the longest term that ends there, and its words; 0 if none does. */
    private final int[] ends;

    private final String[][] types;
    private final String[][] rules;
    private final double score;
    private final AtomicReferenceArray<@Nullable Room> pool = new AtomicReferenceArray<>(POOL);

    private TermIndex(Builder builder) {
        this.spelling = builder.spelling;
        this.terms = builder.terms;
        this.nodes = builder.nodes;
        this.ends = Arrays.copyOf(builder.ends, nodes.size());
        nodes.link(ends);
        this.openings = builder.openings();
        this.types = builder.groups.stream().map(g -> g.toArray(new String[0])).toArray(String[][]::new);
        this.rules = Arrays.stream(types)
                .map(group -> Arrays.stream(group).map(TermIndex::rule).toArray(String[]::new))
                .toArray(String[][]::new);
        this.score = builder.score;
    }

    /** The rule that findings of terms of that type name. */
    public static String rule(String type) {
        return "terms/" + type.toLowerCase(java.util.Locale.ROOT);
    }

    /** How many terms there are. */
    public int size() {
        return terms;
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        int slot = (int) (Thread.currentThread().getId() % POOL);
        Room pooled = pool.getAndSet(slot, null);
        Room room = pooled == null ? new Room(spelling) : pooled;
        scan(text, room, out);
        room.words.at("", 0);
        pool.set(slot, room);
    }

    private void scan(String text, Room room, Hits out) {
        room.pass.reset();
        int place = openings.next(text, 0, room.pass, spelling);
        Pending pending = null;
        while (place >= 0) {
            WordCursor words = room.words;
            words.at(text, place);
            int state = TermNodes.ROOT;
            int count = 0;
            do {
                if (!words.next()) {
                    break;
                }
                room.starts[count++ & MOST_WORDS - 1] = words.start();
                state = nodes.next(state, words.hash());
                int end = ends[state];
                if (end != 0) {
                    int start = room.starts[count - (end & (1 << WORDS_BITS) - 1) & MOST_WORDS - 1];
                    pending = found(pending, start, words.end(), end >>> WORDS_BITS, out);
                }
            } while (state != TermNodes.ROOT);
            place = openings.next(text, words.end(), room.pass, spelling);
        }
        if (pending != null) {
            report(pending, out);
        }
    }

    /** A match that waits: one that ends later may hold it. */
    private record Pending(int start, int end, int group) {}

    private Pending found(@Nullable Pending before, int start, int end, int group, Hits out) {
        if (before != null && !(start <= before.start && group == before.group)) {
            report(before, out);
        }
        return new Pending(start, end, group);
    }

    private void report(Pending match, Hits out) {
        String[] all = types[match.group];
        for (int i = 0; i < all.length; i++) {
            out.hit(all[i], match.start, match.end, score, rules[match.group][i]);
        }
    }

    /** What one scan needs. */
    private static final class Room {
        final Openings.Pass pass = new Openings.Pass();
        final int[] starts = new int[MOST_WORDS];
        final WordCursor words;

        Room(Spelling spelling) {
            this.words = new WordCursor(spelling);
        }
    }

    @Override
    public String toString() {
        return "TermIndex of " + terms + " terms";
    }

    /** Why a term is refused. */
    public enum Refused {
        NO,
        TOO_SHORT,
        TOO_LONG
    }

    /** Takes terms one by one and keeps none of them; not thread-safe. */
    public static final class Builder {
        private final Spelling spelling;
        private final double score;
        private final TermNodes nodes = new TermNodes();
        private final List<Set<String>> groups = new ArrayList<>(List.of(Set.of()));
        private final Map<String, Integer> alone = new HashMap<>();
        private final WordCursor words;
        private int[] ends = new int[64];
        private int terms;
        /** The first eight characters of the terms, until their number is known. */
        private long[] keys = new long[64];

        private int spellings;
        private boolean marks;

        /** An index in which letters are the same as that says; findings have that score. */
        public Builder(Spelling spelling, double score) {
            this.spelling = spelling;
            this.score = score;
            this.words = new WordCursor(spelling);
        }

        /** Adds a term; says why not, if it does not. */
        public Refused add(String term, String type) {
            String stripped = term.strip();
            if (stripped.codePointCount(0, stripped.length()) < 2) {
                return Refused.TOO_SHORT;
            }
            if (stripped.length() > LONGEST || words(stripped) > MOST_WORDS) {
                return Refused.TOO_LONG;
            }
            enter(stripped, type);
            String folded = Readings.folded(stripped).strip();
            if (!folded.equals(stripped) && folded.length() >= 2 && words(folded) <= MOST_WORDS) {
                enter(folded, type);
            }
            terms++;
            return Refused.NO;
        }

        private int words(String term) {
            int count = 0;
            words.at(term, 0);
            while (words.next()) {
                count++;
            }
            return count;
        }

        private void enter(String term, String type) {
            int node = TermNodes.ROOT;
            int count = 0;
            words.at(term, 0);
            while (words.next()) {
                node = nodes.follow(node, words.hash());
                count++;
            }
            if (node >= ends.length) {
                ends = Arrays.copyOf(ends, Math.max(nodes.size(), ends.length + (ends.length >> 1)));
            }
            ends[node] = group(ends[node] >>> WORDS_BITS, type) << WORDS_BITS | count;
            if (spellings == keys.length) {
                keys = Arrays.copyOf(keys, spellings + (spellings >> 1));
            }
            keys[spellings++] = Openings.entry(term, spelling);
            marks |= Openings.isMarked(term);
        }

        private int group(int before, String type) {
            if (before == 0) {
                return alone.computeIfAbsent(type, any -> number(Set.of(type)));
            }
            if (groups.get(before).contains(type)) {
                return before;
            }
            Set<String> types = new TreeSet<>(groups.get(before));
            types.add(type);
            return number(types);
        }

        private int number(Set<String> types) {
            int known = groups.indexOf(types);
            if (known < 0) {
                groups.add(types);
            }
            return known < 0 ? groups.size() - 1 : known;
        }

        private Openings openings() {
            return new Openings(keys, spellings, marks);
        }

        /** The index of all terms that were added. */
        public TermIndex build() {
            return new TermIndex(this);
        }
    }
}
