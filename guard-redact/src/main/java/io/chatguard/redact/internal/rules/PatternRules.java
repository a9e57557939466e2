package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.Check;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.Matching.Objection;
import io.chatguard.redact.internal.catalog.Matching.Regex;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.Scores;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.redact.internal.match.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are patterns, found in one pass.
 *
 * <p>What a pattern matches is what {@link io.chatguard.redact.internal.match.Pattern} says; of these matches those count
 * to which the rule has no {@linkplain Objection objection}. Nothing is searched for again inside a match that does not
 * count. Rules do not disturb each other: what two of them match is reported twice. The names of values that are
 * assigned are found in the same pass.
 */
final class PatternRules implements TextRule {
    private final PatternSet patterns;
    private final IntFunction<RuleData> data;
    /** Of each rule that is a pattern; made with its first match. */
    private final AtomicReferenceArray<@Nullable Rule> rules;
    /** Behind the rules that are patterns, the names to which others say that values are assigned. */
    private final AssignmentRules names;

    private PatternRules(PatternSet patterns, IntFunction<RuleData> data, AssignmentRules names) {
        this.patterns = patterns;
        this.data = data;
        this.names = names;
        this.rules = new AtomicReferenceArray<>(patterns.size() - names.size());
    }

    /** What a scan needs of a rule. */
    private record Rule(
            String id, String type, Regex regex, Optional<Check> checksum, ContextWords words, Scores scores) {}

    /** Those of the rules that are patterns. */
    static PatternRules of(List<RuleData> all) {
        List<RuleData> rules = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        for (RuleData rule : all) {
            if (rule.matching() instanceof Matching.Regex regex) {
                rules.add(rule);
                patterns.add(regex.pattern());
            }
        }
        AssignmentRules names = AssignmentRules.of(all);
        patterns.addAll(names.patterns());
        return new PatternRules(PatternSet.of(patterns), rules::get, names);
    }

    /** The same of packed rules: nothing is read or compiled before a text asks for it. */
    static PatternRules of(PackedRules packed) {
        return new PatternRules(
                packed.patterns(),
                new IntFunction<>() {
                    // No lambda: the first one of a program takes longer than a hundred rules.
                    @Override
                    public RuleData apply(int pattern) {
                        return packed.ofPattern(pattern);
                    }
                },
                AssignmentRules.of(packed));
    }

    private Rule rule(int pattern) {
        Rule rule = rules.get(pattern);
        if (rule == null) {
            RuleData of = data.apply(pattern);
            rule = new Rule(
                    of.id(), of.type().name(), (Regex) of.matching(), of.checksum(), Contexts.of(of), of.scores());
            rules.set(pattern, rule);
        }
        return rule;
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        Spans spans = context.spans();
        spans.clear();
        patterns.scan(text, context.bytes(), spans);
        boolean masked = false;
        for (int i = 0; i < spans.size(); i++) {
            if (spans.pattern(i) >= rules.length()) {
                continue;
            }
            Rule rule = rule(spans.pattern(i));
            int start = spans.start(i);
            int end = spans.end(i);
            Objection objection = rule.regex.objection(text, start, end);
            if (objection == Objection.NONE) {
                out.hit(rule.type, start, end, score(rule, text, start, end, context), rule.id);
            }
            masked |= objection == Objection.MASKED;
        }
        // What a vendor's form says is told before what is merely judged.
        names.scan(text, spans, rules.length(), out);
        if (masked) {
            masked(text, spans, out);
        }
    }

    /** Last: of one span the first that is told counts. */
    private void masked(String text, Spans spans, Hits out) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.pattern(i) < rules.length()) {
                Rule rule = rule(spans.pattern(i));
                if (rule.type.equals(EntityType.CREDENTIAL.name())
                        && rule.regex.objection(text, spans.start(i), spans.end(i)) == Objection.MASKED) {
                    out.hit(rule.type, spans.start(i), spans.end(i), Scores.OF_A_PLACEHOLDER, rule.id);
                }
            }
        }
    }

    private static double score(Rule rule, String text, int start, int end, ScanContext context) {
        Scores scores = rule.scores;
        if (rule.checksum.isPresent() && rule.checksum.get().fits(text, start, end)) {
            return scores.withChecksum();
        }
        return scores.withContext() != scores.alone() && rule.words.near(text, start, end, context)
                ? scores.withContext()
                : scores.alone();
    }
}
