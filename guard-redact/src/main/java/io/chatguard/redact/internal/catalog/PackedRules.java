package io.chatguard.redact.internal.catalog;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.Matching.Edges;
import io.chatguard.redact.internal.catalog.RuleData.Origin;
import io.chatguard.redact.internal.catalog.RuleData.Syntax;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.spi.Finding.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules as a scan needs them: without what they tell about themselves, their origin and their examples, and with patterns
 * that are not read before a text holds what may be a match. Immutable, thread-safe.
 *
 * @param rules in the order in which they were packed
 * @param patterns the patterns of those that have one, in their order
 */
public record PackedRules(List<RuleData> rules, PatternSet patterns) {
    private static final Origin UNTOLD = new Origin(Optional.empty(), Optional.empty(), List.of());
    private static final Edges[] EDGES = Edges.values();
    private static final Check[] CHECKS = Check.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Syntax[] SYNTAX = Syntax.values();

    /** Writes rules down; the same bytes for the same rules, whatever the machine. */
    public static void pack(List<RuleData> rules, PackedOutput out) {
        List<Pattern> patterns = new ArrayList<>();
        Map<String, Integer> types = new LinkedHashMap<>();
        rules.forEach(rule -> types.putIfAbsent(rule.type().name(), types.size()));
        out.number(types.size());
        types.keySet().forEach(out::text);
        out.number(rules.size());
        for (RuleData rule : rules) {
            out.text(rule.id());
            out.number(types.getOrDefault(rule.type().name(), 0));
            if (rule.matching() instanceof Matching.Regex regex) {
                patterns.add(regex.pattern());
                out.number(1);
                pack(regex, out);
            } else {
                out.number(0);
                out.text(((Matching.Scanner) rule.matching()).name());
            }
            packChecks(rule.checksum().map(List::of).orElse(List.of()), out);
            out.text(rule.contextList().orElse(""));
            pack(rule.words(), out);
            pack(rule.scores(), out);
            out.number(rule.evidence().ordinal());
            out.number(rule.syntax().ordinal());
        }
        PatternSet.pack(patterns, out);
    }

    private static void pack(Matching.Regex regex, PackedOutput out) {
        out.text(regex.regex());
        out.number(regex.edges().ordinal());
        out.wide(regex.notBefore().low());
        out.wide(regex.notBefore().high());
        packChecks(regex.checks(), out);
    }

    private static void packChecks(List<Check> checks, PackedOutput out) {
        out.number(checks.size());
        checks.forEach(check -> out.number(check.ordinal()));
    }

    private static void pack(Map<String, List<String>> words, PackedOutput out) {
        out.number(words.size());
        new TreeMap<>(words).forEach((language, list) -> {
            out.text(language);
            out.number(list.size());
            list.forEach(out::text);
        });
    }

    private static void pack(Scores scores, PackedOutput out) {
        out.wide(Double.doubleToLongBits(scores.lowest()));
        out.wide(Double.doubleToLongBits(scores.alone()));
        out.wide(Double.doubleToLongBits(scores.withContext()));
        out.wide(Double.doubleToLongBits(scores.withChecksum()));
    }

    /** Reads what was packed. Without a lambda: the first one of a program takes longer than a hundred rules. */
    public static PackedRules read(PackedInput in) {
        EntityType[] types = new EntityType[in.number()];
        for (int i = 0; i < types.length; i++) {
            types[i] = EntityType.of(in.text());
        }
        RuleData[] rules = new RuleData[in.number()];
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            String id = in.text();
            EntityType type = types[in.number()];
            Matching matching = matching(in);
            if (matching instanceof Matching.Regex regex) {
                patterns.add(regex.pattern());
            }
            List<Check> checksum = checks(in);
            String context = in.text();
            rules[i] = new RuleData(
                    id,
                    "",
                    type,
                    matching,
                    checksum.isEmpty() ? Optional.empty() : Optional.of(checksum.get(0)),
                    context.isEmpty() ? Optional.empty() : Optional.of(context),
                    words(in),
                    scores(in),
                    EVIDENCE[in.number()],
                    SYNTAX[in.number()],
                    UNTOLD,
                    List.of(),
                    List.of());
        }
        return new PackedRules(List.of(rules), PatternSet.read(in, patterns));
    }

    private static Matching matching(PackedInput in) {
        if (in.number() == 0) {
            return new Matching.Scanner(in.text());
        }
        String regex = in.text();
        return new Matching.Regex(
                regex, Pattern.known(regex), EDGES[in.number()], AsciiSet.of(in.wide(), in.wide()), checks(in));
    }

    private static List<Check> checks(PackedInput in) {
        Check[] checks = new Check[in.number()];
        for (int i = 0; i < checks.length; i++) {
            checks[i] = CHECKS[in.number()];
        }
        return List.of(checks);
    }

    private static Map<String, List<String>> words(PackedInput in) {
        int languages = in.number();
        if (languages == 0) {
            return Map.of();
        }
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (int i = 0; i < languages; i++) {
            String language = in.text();
            String[] list = new String[in.number()];
            for (int w = 0; w < list.length; w++) {
                list[w] = in.text();
            }
            words.put(language, List.of(list));
        }
        return Map.copyOf(words);
    }

    private static Scores scores(PackedInput in) {
        return new Scores(
                Double.longBitsToDouble(in.wide()),
                Double.longBitsToDouble(in.wide()),
                Double.longBitsToDouble(in.wide()),
                Double.longBitsToDouble(in.wide()));
    }
}
