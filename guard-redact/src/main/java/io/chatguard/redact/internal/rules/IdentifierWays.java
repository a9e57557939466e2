package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleData.Status;
import io.chatguard.redact.internal.engine.ContextIndex;
import io.chatguard.redact.internal.identifier.BirthDate;
import io.chatguard.redact.internal.identifier.CheckDigits;
import io.chatguard.redact.internal.identifier.Form;
import io.chatguard.redact.internal.identifier.Shapes;
import io.chatguard.redact.internal.identifier.SymbolSets;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All ways in which the numbers of rules are written, with the automaton over their shapes and the words that support them,
 * as the build has packed them. A way is read when a text first has its shape, so a program that starts reads those of the
 * few rules that its first text asks for. Thread-safe.
 */
final class IdentifierWays {
    private final PackedRules rules;
    private final PackedInput packed;
    private final Shapes shapes;
    private final ContextIndex words;
    /** The sets of symbols that forms are made of. */
    private final long[] sets;
    /** Where each way begins in what was packed. */
    private final int[] places;

    private final AtomicReferenceArray<@Nullable Way> ways;
    private final AtomicReferenceArray<@Nullable Proof> proofs;

    /** What must agree in the numbers of a rule. */
    private record Proof(Optional<BirthDate> date, Optional<CheckDigits> checksum) {}

    /** One form of one rule. */
    record Way(
            SymbolSets sets,
            boolean grouped,
            Optional<BirthDate> date,
            Optional<CheckDigits> checksum,
            String type,
            String rule,
            String country,
            double alone,
            double near,
            int list) {

        /** Whether so many symbols, which have the shape of the form, are such a number. */
        boolean fits(byte[] symbols, int count) {
            return sets.fits(symbols)
                    && (date.isEmpty() || date.get().fits(symbols))
                    && (checksum.isEmpty() || checksum.get().fit(symbols, count));
        }
    }

    private IdentifierWays(PackedRules rules, PackedInput in) {
        this.rules = rules;
        this.packed = in;
        this.shapes = Shapes.read(in);
        this.words = ContextIndex.read(in);
        this.sets = new long[in.number()];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = in.wide();
        }
        this.places = new int[in.number()];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.skip();
        }
        this.ways = new AtomicReferenceArray<>(places.length);
        this.proofs = new AtomicReferenceArray<>(rules.size());
    }

    /** What {@link #pack} has written about these rules. */
    static IdentifierWays read(PackedRules rules, PackedInput in) {
        return new IdentifierWays(rules, in);
    }

    /** Writes down the rules that are forms, and on. */
    static void pack(List<RuleData> rules, PackedOutput out) {
        List<Form> forms = new ArrayList<>();
        Map<List<String>, Integer> lists = new LinkedHashMap<>();
        Map<Long, Integer> sets = new LinkedHashMap<>();
        List<PackedOutput> ways = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleData rule = rules.get(i);
            if (rule.matching() instanceof Matching.Identifier number
                    && rule.origin().status() == Status.VERIFIED) {
                int list = lists.computeIfAbsent(Contexts.words(rule), w -> lists.size());
                for (Form form : number.forms()) {
                    forms.add(form);
                    PackedOutput way = new PackedOutput();
                    way.number(i);
                    way.number(list);
                    way.number(form.grouped() ? 1 : 0);
                    way.number(form.sets().size());
                    for (int place = 0; place < form.sets().size(); place++) {
                        way.number(sets.computeIfAbsent(form.sets().set(place), s -> sets.size()));
                    }
                    ways.add(way);
                }
            }
        }
        Shapes.of(forms).pack(out);
        ContextIndex.pack(List.copyOf(lists.keySet()), out);
        out.number(sets.size());
        sets.keySet().forEach(out::wide);
        out.number(ways.size());
        ways.forEach(out::part);
    }

    Shapes shapes() {
        return shapes;
    }

    ContextIndex words() {
        return words;
    }

    /** One of those that {@link Shapes#ended} names; made by several threads at once, it is the same. */
    Way way(int number) {
        Way way = ways.get(number);
        if (way == null) {
            way = read(packed.at(places[number]));
            ways.set(number, way);
        }
        return way;
    }

    private Way read(PackedInput in) {
        int number = in.number();
        int list = in.number();
        boolean grouped = in.number() == 1;
        long[] symbols = new long[in.number()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = sets[in.number()];
        }
        RuleData rule = rules.rule(number);
        Matching.Identifier matching = (Matching.Identifier) rule.matching();
        Proof proof = proof(number, matching);
        return new Way(
                new SymbolSets(symbols),
                grouped,
                proof.date,
                proof.checksum,
                rule.type().name(),
                rule.id(),
                rule.origin().country().orElse("none"),
                grouped ? matching.grouped() : rule.scores().alone(),
                rule.scores().withContext(),
                list);
    }

    private Proof proof(int number, Matching.Identifier matching) {
        Proof proof = proofs.get(number);
        if (proof == null) {
            proof = new Proof(matching.date(), matching.checksum());
            proofs.set(number, proof);
        }
        return proof;
    }
}
