package io.chatguard.redact.internal.plan;

import io.chatguard.redact.internal.engine.LiteralMatcher;
import io.chatguard.redact.internal.names.NameForms;
import io.chatguard.redact.internal.standin.StandIn;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A growing list of values, searched for in texts; an entry of a stand-in is found by the value that it stands for. New
 * values get a finder of their own; two neighbouring finders of like size are made one, so that n values are built into
 * finders log n times and a search asks at most log n of them. Immutable; {@link #with} gives the next.
 */
public final class HeldValues {

    /** Takes one occurrence. */
    @FunctionalInterface
    interface Hit {
        void at(Value value, int start, int end);
    }

    private record Block(Map<String, Value> values, LiteralMatcher matcher) {
        static Block of(List<Value> values) {
            Map<String, Value> byText = new LinkedHashMap<>();
            for (Value value : values) {
                Value real = StandIn.of(value).map(StandIn::value).orElse(value);
                for (String form : NameForms.of(real.type(), real.text())) {
                    byText.merge(form, value, (first, next) -> StandIn.of(first).isPresent() ? next : first);
                }
            }
            return new Block(byText, LiteralMatcher.of(byText.keySet()));
        }
    }

    private static final HeldValues NONE = new HeldValues(List.of(), 0);

    private final List<Block> blocks;
    private final int seen;

    private HeldValues(List<Block> blocks, int seen) {
        this.blocks = blocks;
        this.seen = seen;
    }

    public static HeldValues none() {
        return NONE;
    }

    /** With what {@code all} holds beyond what has been seen of it. */
    public HeldValues with(List<Value> all) {
        if (all.size() <= seen) {
            return this;
        }
        List<Value> fresh = new ArrayList<>();
        for (Value value : all.subList(seen, all.size())) {
            if (!value.isLiteral()) {
                fresh.add(value);
            }
        }
        List<Block> next = new ArrayList<>(blocks);
        while (!next.isEmpty() && next.get(next.size() - 1).values().size() <= 2 * fresh.size()) {
            fresh.addAll(0, next.remove(next.size() - 1).values().values());
        }
        if (!fresh.isEmpty()) {
            next.add(Block.of(fresh));
        }
        return new HeldValues(List.copyOf(next), all.size());
    }

    void find(String text, Hit hit) {
        for (Block block : blocks) {
            List<String> texts = block.matcher().values();
            block.matcher().scan(text, (i, start, end) -> {
                Value value = block.values().get(texts.get(i));
                if (value != null) {
                    hit.at(value, start, end);
                }
            });
        }
    }
}
