package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Check;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.Matching.Objection;
import io.chatguard.redact.internal.catalog.Matching.Regex;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.Scores;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.redact.internal.match.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that are patterns, found in one pass.
 *
 * <p>What a pattern matches is what {@link io.chatguard.redact.internal.match.Pattern} says; of these matches those count
 * to which the rule has no {@linkplain Objection objection}. Nothing is searched for again inside a match that does not
 * count. Rules do not disturb each other: what two of them match is reported twice.
 */
final class PatternRules implements TextRule {
    private final PatternSet patterns;
    private final Rule[] rules;

    private PatternRules(List<Rule> rules) {
        this.patterns = PatternSet.of(rules.stream().map(r -> r.regex.pattern()).toList());
        this.rules = rules.toArray(new Rule[0]);
    }

    /** What a scan needs of a rule. */
    private record Rule(String id, String type, Regex regex, List<Check> checksum, ContextWords words, Scores scores) {}

    /** Those of the rules that are patterns. */
    static PatternRules of(List<RuleData> all) {
        List<Rule> rules = new ArrayList<>();
        Map<Object, ContextWords> lists = new HashMap<>();
        for (RuleData rule : all) {
            if (rule.matching() instanceof Matching.Regex regex) {
                ContextWords words =
                        lists.computeIfAbsent(List.of(rule.contextList(), rule.words()), any -> Contexts.of(rule));
                rules.add(new Rule(
                        rule.id(),
                        rule.type().name(),
                        regex,
                        rule.checksum().stream().toList(),
                        words,
                        rule.scores()));
            }
        }
        return new PatternRules(rules);
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        Spans spans = context.spans();
        spans.clear();
        patterns.scan(text, spans);
        for (int i = 0; i < spans.size(); i++) {
            Rule rule = rules[spans.pattern(i)];
            int start = spans.start(i);
            int end = spans.end(i);
            if (rule.regex.objection(text, start, end) == Objection.NONE) {
                out.hit(rule.type, start, end, score(rule, text, start, end, context), rule.id);
            }
        }
    }

    private static double score(Rule rule, String text, int start, int end, ScanContext context) {
        Scores scores = rule.scores;
        for (Check checksum : rule.checksum) {
            if (checksum.fits(text, start, end)) {
                return scores.withChecksum();
            }
        }
        return scores.withContext() != scores.alone() && rule.words.near(text, start, end, context)
                ? scores.withContext()
                : scores.alone();
    }
}
