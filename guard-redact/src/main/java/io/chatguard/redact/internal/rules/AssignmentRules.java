package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Entropy;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.Matching.Assigned;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.ValueForm;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules that say what is assigned to a name: vendors' values, which nothing but the vendor's name near them tells
 * from a hash, and passwords and keys of anybody.
 *
 * <p>One name is one pattern, however many rules share it. Of those with forms the first that fits is reported; what is
 * judged comes after all forms. Each name costs a constant.
 */
final class AssignmentRules {
    private final List<Pattern> patterns;
    private final IntFunction<List<RuleData>> rules;
    /** Of each name; made when it is first found. */
    private final AtomicReferenceArray<@Nullable Named> named;

    /** The rules of a name: those whose values have forms, and those that judge them. */
    private record Named(List<RuleData> formed, List<RuleData> judged) {
        static Named of(List<RuleData> rules) {
            List<RuleData> formed = new ArrayList<>();
            List<RuleData> judged = new ArrayList<>();
            for (RuleData rule : rules) {
                (assigned(rule).judged().isEmpty() ? formed : judged).add(rule);
            }
            return new Named(formed, judged);
        }
    }

    private AssignmentRules(List<Pattern> patterns, IntFunction<List<RuleData>> rules) {
        this.patterns = patterns;
        this.rules = rules;
        this.named = new AtomicReferenceArray<>(patterns.size());
    }

    /** Those of the rules that say what is named. */
    static AssignmentRules of(List<RuleData> all) {
        Map<String, List<RuleData>> byName = new LinkedHashMap<>();
        for (RuleData rule : all) {
            if (rule.matching() instanceof Assigned assigned) {
                byName.computeIfAbsent(assigned.regex(), n -> new ArrayList<>()).add(rule);
            }
        }
        List<List<RuleData>> rules = List.copyOf(byName.values());
        List<Pattern> names = new ArrayList<>();
        for (List<RuleData> sharing : rules) {
            names.add(assigned(sharing.get(0)).name());
        }
        return new AssignmentRules(names, rules::get);
    }

    /** The same of packed rules, whose set of patterns has those of the names already. */
    static AssignmentRules of(PackedRules packed) {
        return new AssignmentRules(packed.names(), new IntFunction<>() {
            // No lambda: the first one of a program takes longer than a hundred rules.
            @Override
            public List<RuleData> apply(int name) {
                return packed.ofName(name);
            }
        });
    }

    /** What finds the names. */
    List<Pattern> patterns() {
        return patterns;
    }

    /** How many names there are. */
    int size() {
        return patterns.size();
    }

    private Named named(int name) {
        Named known = named.get(name);
        if (known == null) {
            known = Named.of(rules.apply(name));
            named.set(name, known);
        }
        return known;
    }

    /** Looks behind the names that were found, which are the patterns from {@code first} on. */
    void scan(String text, Spans spans, int first, Hits out) {
        boolean any = false;
        for (int i = 0; i < spans.size(); i++) {
            int name = spans.pattern(i) - first;
            if (name >= 0) {
                any = true;
                form(text, spans.start(i), spans.end(i), named(name).formed, out);
            }
        }
        if (!any) {
            return;
        }
        JudgedHits judged = new JudgedHits(text);
        TableJudge table = new TableJudge(text, judged);
        for (int i = 0; i < spans.size(); i++) {
            int name = spans.pattern(i) - first;
            if (name >= 0) {
                for (RuleData rule : named(name).judged) {
                    judge(text, spans.start(i), spans.end(i), rule, judged);
                    table.judge(spans.start(i), spans.end(i), rule);
                }
            }
        }
        judged.passOn(out);
    }

    private static void form(String text, int nameStart, int nameEnd, List<RuleData> rules, Hits out) {
        if (rules.isEmpty() || !AssignedSpan.isName(text, nameStart, nameEnd)) {
            return;
        }
        int start = AssignedSpan.start(text, nameStart, nameEnd);
        if (start < 0 || AssignedSpan.isLoose(text, nameStart, nameEnd, start)) {
            return;
        }
        for (RuleData rule : rules) {
            Assigned assigned = assigned(rule);
            for (ValueForm form : assigned.forms()) {
                int end = form.end(text, start);
                if (end > start
                        && AssignedSpan.mayEnd(text, end)
                        && (assigned.leastEntropy() == 0 || Entropy.of(text, start, end) >= assigned.leastEntropy())) {
                    out.hit(rule.type().name(), start, end, rule.scores().alone(), rule.id());
                    return;
                }
            }
        }
    }

    private static void judge(String text, int nameStart, int nameEnd, RuleData rule, Hits out) {
        Matching.Judged judged = assigned(rule).judged().orElseThrow();
        switch (judged) {
            case PASSWORD -> PasswordJudge.judge(text, nameStart, nameEnd, rule, out);
            case KEY -> KeyJudge.judge(text, nameStart, nameEnd, rule, out);
            case MANIFEST -> ManifestJudge.judge(text, nameStart, nameEnd, rule, out);
            case LOGIN -> LoginJudge.judge(text, nameEnd, rule, out);
        }
    }

    private static Assigned assigned(RuleData rule) {
        return (Assigned) rule.matching();
    }
}
