package io.chatguard.redact.internal.rules;

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
import org.jspecify.annotations.Nullable;

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

    private PatternRules(PatternSet patterns, List<Rule> rules) {
        this.patterns = patterns;
        this.rules = rules.toArray(new Rule[0]);
    }

    /** What a scan needs of a rule. */
    private static final class Rule {
        final RuleData data;
        final Regex regex;
        /** Looked up with the first match. */
        private @Nullable ContextWords words;

        Rule(RuleData data, Regex regex) {
            this.data = data;
            this.regex = regex;
        }

        /** Threads that come at once find the same, and what they find is immutable. */
        ContextWords words() {
            ContextWords known = words;
            if (known == null) {
                known = Contexts.of(data);
                words = known;
            }
            return known;
        }
    }

    /** Those of the rules that are patterns. */
    static PatternRules of(List<RuleData> all) {
        List<Rule> rules = rules(all);
        List<Pattern> patterns = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            patterns.add(rule.regex.pattern());
        }
        return new PatternRules(PatternSet.of(patterns), rules);
    }

    /** The same of packed rules: nothing is compiled before a text asks for it. */
    static PatternRules of(PackedRules packed) {
        return new PatternRules(packed.patterns(), rules(packed.rules()));
    }

    private static List<Rule> rules(List<RuleData> all) {
        List<Rule> rules = new ArrayList<>();
        for (RuleData rule : all) {
            if (rule.matching() instanceof Matching.Regex regex) {
                rules.add(new Rule(rule, regex));
            }
        }
        return rules;
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
                RuleData data = rule.data;
                out.hit(data.type().name(), start, end, score(rule, text, start, end, context), data.id());
            }
        }
    }

    private static double score(Rule rule, String text, int start, int end, ScanContext context) {
        Scores scores = rule.data.scores();
        if (rule.data.checksum().isPresent() && rule.data.checksum().get().fits(text, start, end)) {
            return scores.withChecksum();
        }
        return scores.withContext() != scores.alone() && rule.words().near(text, start, end, context)
                ? scores.withContext()
                : scores.alone();
    }
}
