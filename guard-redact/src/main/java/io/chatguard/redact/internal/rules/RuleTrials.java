package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.Role;
import io.chatguard.redact.CatalogRule;
import io.chatguard.redact.CatalogRule.Owner;
import io.chatguard.redact.CustomRule;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.RuleTrial;
import io.chatguard.redact.RuleTrial.Outcome;
import io.chatguard.redact.internal.catalog.Check;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.Matching.Regex;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.redact.internal.match.Spans;
import io.chatguard.redact.internal.names.NameDetector;
import io.chatguard.redact.internal.names.NameRules;
import io.chatguard.redact.internal.names.RulesAndNames;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tries rules on texts, and tells what they say about themselves. Immutable. */
public final class RuleTrials {
    private final Detector detector;
    private final double enough;
    private final Map<String, RuleData> own = new LinkedHashMap<>();
    private final List<CatalogRule> rules;
    private final OwnTerms terms;

    private RuleTrials(DetectSettings settings) {
        boolean names = settings.names().tier() != NamesSettings.Tier.RULES;
        Detector builtIn = BuiltInDetector.of(settings);
        this.detector = names ? new RulesAndNames(List.of(builtIn, NameDetector.of(settings.names()))) : builtIn;
        this.enough = settings.minScore();
        this.terms = (OwnTerms) settings.terms();
        for (CustomRule rule : settings.rules()) {
            own.put(rule.id(), ((OwnRule) rule).data());
        }
        this.rules = Stream.of(
                        ShippedRules.all().stream().map(rule -> listed(rule, Owner.LIBRARY)),
                        names ? NameRules.all().stream() : Stream.<CatalogRule>empty(),
                        own.values().stream().map(rule -> listed(rule, Owner.POLICY)))
                .flatMap(s -> s)
                .toList();
    }

    /** The rules that hold under these settings. */
    public static RuleTrials of(DetectSettings settings) {
        return new RuleTrials(settings);
    }

    /** All of them. */
    public List<CatalogRule> rules() {
        return rules;
    }

    /** What their findings, and those of the terms, can be; sorted by name. */
    public List<EntityType> types() {
        return Stream.concat(rules.stream().map(CatalogRule::type), terms.types().stream())
                .distinct()
                .sorted(Comparator.comparing(EntityType::name))
                .toList();
    }

    /** What all rules recognise. */
    public List<RuleTrial> recognised(String text) {
        List<RuleTrial> trials = new ArrayList<>();
        detector.detect(
                List.of(Segment.of("/text", Role.USER, Segment.Kind.PROSE, text)),
                f -> trials.add(new RuleTrial(
                        f.rule(),
                        f.start(),
                        f.end(),
                        f.score(),
                        f.score() < enough ? Outcome.BELOW_THRESHOLD : Outcome.FOUND)));
        trials.sort(Comparator.comparingInt(RuleTrial::start).thenComparingInt(RuleTrial::end));
        return List.copyOf(trials);
    }

    /** What one rule makes of it. */
    public List<RuleTrial> of(String rule, String text) {
        List<RuleTrial> trials = new ArrayList<>(
                recognised(text).stream().filter(t -> t.rule().equals(rule)).toList());
        RuleData data = Optional.ofNullable(own.get(rule))
                .orElseGet(() -> ShippedRules.byId().get(rule));
        if (data != null && data.matching() instanceof Regex regex) {
            Spans spans = PatternSet.of(List.of(regex.pattern())).scan(text);
            for (int i = 0; i < spans.size(); i++) {
                Outcome outcome = outcome(regex.objection(text, spans.start(i), spans.end(i)));
                if (outcome != Outcome.FOUND) {
                    trials.add(new RuleTrial(rule, spans.start(i), spans.end(i), 0, outcome));
                }
            }
        }
        trials.sort(Comparator.comparingInt(RuleTrial::start).thenComparingInt(RuleTrial::end));
        return trials.isEmpty() ? List.of(new RuleTrial(rule, 0, 0, 0, Outcome.NOT_RECOGNISED)) : List.copyOf(trials);
    }

    private static Outcome outcome(Matching.Objection objection) {
        return switch (objection) {
            case NONE -> Outcome.FOUND;
            case INSIDE_A_WORD -> Outcome.INSIDE_A_WORD;
            case GOES_ON -> Outcome.GOES_ON;
            case CHECK_FAILS, MASKED -> Outcome.CHECK_FAILS;
        };
    }

    private static CatalogRule listed(RuleData rule, Owner owner) {
        Optional<String> pattern = rule.matching() instanceof Regex regex
                ? Optional.of(regex.regex())
                : rule.matching() instanceof Matching.Assigned assigned
                        ? Optional.of(assigned.regex())
                        : Optional.empty();
        List<Check> checks = new ArrayList<>(rule.matching() instanceof Regex regex ? regex.checks() : List.of());
        rule.checksum().ifPresent(checks::add);
        List<String> checked =
                new ArrayList<>(checks.stream().map(Check::written).toList());
        if (rule.matching() instanceof Matching.Identifier number
                && number.checksum().isPresent()) {
            checked.add(number.written().checksum());
        }
        Map<String, List<String>> words = new LinkedHashMap<>(rule.words());
        rule.contextList().ifPresent(list -> words.put("*", Contexts.entries(list)));
        return new CatalogRule(
                rule.id(),
                rule.type(),
                rule.about(),
                owner,
                pattern,
                checked,
                words,
                rule.scores().alone(),
                rule.scores().withContext(),
                rule.scores().withChecksum(),
                rule.evidence(),
                rule.origin().vendor(),
                rule.secrecy().kind(),
                rule.secrecy().rights(),
                rule.origin().country(),
                rule.origin().sources());
    }
}
