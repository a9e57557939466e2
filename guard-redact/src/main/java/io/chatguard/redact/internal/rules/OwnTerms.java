package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.redact.CustomTerms;
import io.chatguard.redact.internal.terms.Spelling;
import io.chatguard.redact.internal.terms.TermIndex;
import io.chatguard.redact.internal.terms.TermIndex.Refused;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Terms of a user: an index for each way of spelling. */
public record OwnTerms(List<TermIndex> indexes, Set<EntityType> types) implements CustomTerms {

    /** None. */
    public static final CustomTerms NONE = new OwnTerms(List.of(), Set.of());

    /** Of all lists together. */
    static final int MOST = 5_000_000;

    /** They are what the user says they are. */
    private static final double SCORE = 0.95;

    @Override
    public int size() {
        return indexes.stream().mapToInt(TermIndex::size).sum();
    }

    /** Starts without terms. */
    public static Draft builder() {
        return new Draft();
    }

    /** Shows the number alone. */
    @Override
    public String toString() {
        return "CustomTerms[" + size() + "]";
    }

    /** Takes terms one by one. */
    public static final class Draft implements CustomTerms.Builder {
        private final Map<Spelling, TermIndex.Builder> indexes = new EnumMap<>(Spelling.class);
        private final Set<EntityType> types = new TreeSet<>();
        private int count;

        /** Adds a term; gives what is wrong with it, or nothing. */
        public String add(EntityType type, Spelling spelling, String term) {
            if (count == MOST) {
                return "there are at most " + MOST + " terms";
            }
            types.add(type);
            Refused refused = indexes.computeIfAbsent(spelling, s -> new TermIndex.Builder(s, SCORE))
                    .add(term, type.name());
            count++;
            return switch (refused) {
                case NO -> "";
                case TOO_SHORT -> "a term has at least two characters";
                case TOO_LONG ->
                    "a term has at most " + TermIndex.LONGEST + " characters and " + TermIndex.MOST_WORDS + " words";
            };
        }

        @Override
        public Draft add(EntityType type, Iterable<String> terms) {
            return addAll(type, Spelling.EXACT, terms);
        }

        @Override
        public Draft addIgnoringCase(EntityType type, Iterable<String> terms) {
            return addAll(type, Spelling.ANY_CASE, terms);
        }

        private Draft addAll(EntityType type, Spelling spelling, Iterable<String> terms) {
            int number = 0;
            for (String term : terms) {
                number++;
                String wrong = add(type, spelling, term);
                if (!wrong.isEmpty()) {
                    throw OwnRule.refused("term " + number + " of type " + type + ": " + wrong);
                }
            }
            return this;
        }

        @Override
        public CustomTerms build() {
            List<TermIndex> built = new ArrayList<>();
            indexes.values().forEach(index -> built.add(index.build()));
            return new OwnTerms(List.copyOf(built), Set.copyOf(types));
        }
    }
}
