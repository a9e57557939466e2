package io.chatguard.redact.internal.catalog;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.Matching.Edges;
import io.chatguard.redact.internal.catalog.RuleData.Origin;
import io.chatguard.redact.internal.catalog.RuleData.Secrecy;
import io.chatguard.redact.internal.catalog.RuleData.Status;
import io.chatguard.redact.internal.catalog.RuleData.Syntax;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.spi.Finding.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Rules as a scan needs them: without what they tell about themselves, their origin and their examples. Each is read when
 * it is first asked for, and a pattern when a text first holds what may be a match. Immutable, thread-safe.
 */
public final class PackedRules {
    private static final Origin UNTOLD = new Origin(Optional.empty(), Optional.empty(), List.of(), Status.VERIFIED);
    private static final int SCANNER = 0;
    private static final int REGEX = 1;
    private static final int IDENTIFIER = 2;
    private static final int ASSIGNED = 3;
    private static final Secrecy NO_SECRET = new Secrecy(Optional.empty(), List.of());
    private static final Edges[] EDGES = Edges.values();
    private static final Check[] CHECKS = Check.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Syntax[] SYNTAX = Syntax.values();
    private static final Status[] STATUS = Status.values();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final PackedInput packed;
    /** Where each rule begins in what was packed. */
    private final int[] places;

    private final AtomicReferenceArray<@Nullable RuleData> rules;
    /** Which rules are patterns. */
    private final int[] patternRules;

    private final String[] regexes;
    /** The names to which values are assigned, and the rules of each. */
    private final String[] nameRegexes;

    private final int[][] nameRules;
    /** Those of the rules, then those of the names. */
    private final List<Pattern> patterns;

    private final PatternSet set;

    /** Without a lambda: the first one of a program takes longer than a hundred rules. */
    private PackedRules(PackedInput in) {
        int size = in.number();
        packed = in;
        places = new int[size];
        rules = new AtomicReferenceArray<>(size);
        for (int i = 0; i < size; i++) {
            numbers.put(in.text(), i);
            places[i] = in.skip();
        }
        patternRules = in.numbers(in.number());
        regexes = new String[patternRules.length];
        nameRegexes = new String[in.number()];
        nameRules = new int[nameRegexes.length][];
        Pattern[] known = new Pattern[patternRules.length + nameRules.length];
        for (int i = 0; i < regexes.length; i++) {
            regexes[i] = in.text();
            known[i] = Pattern.known(regexes[i]);
        }
        for (int i = 0; i < nameRules.length; i++) {
            nameRegexes[i] = in.text();
            nameRules[i] = in.numbers(in.number());
            known[regexes.length + i] = Pattern.known(Matching.Assigned.pattern(nameRegexes[i]));
        }
        patterns = List.of(known);
        set = PatternSet.read(in, patterns);
    }

    /** Reads what was packed. */
    public static PackedRules read(PackedInput in) {
        return new PackedRules(in);
    }

    /** How many rules there are. */
    public int size() {
        return places.length;
    }

    /** The patterns of the rules that have one, then those of {@link #names}. */
    public PatternSet patterns() {
        return set;
    }

    /** The rule of one of {@link #patterns}. */
    public RuleData ofPattern(int pattern) {
        return rule(patternRules[pattern]);
    }

    /** The patterns of the names to which values are assigned. */
    public List<Pattern> names() {
        return patterns.subList(regexes.length, patterns.size());
    }

    /** The rules that say what is assigned to one of {@link #names}, in their order. */
    public List<RuleData> ofName(int name) {
        List<RuleData> sharing = new ArrayList<>();
        for (int number : nameRules[name]) {
            sharing.add(rule(number));
        }
        return sharing;
    }

    /** The rule of an id, or null if there is none. */
    public @Nullable RuleData of(String id) {
        Integer number = numbers.get(id);
        return number == null ? null : rule(number);
    }

    /** The rules in the order in which they were packed. */
    public RuleData rule(int number) {
        RuleData rule = rules.get(number);
        if (rule == null) {
            rule = unpacked(packed.at(places[number]));
            rules.set(number, rule);
        }
        return rule;
    }

    /** Writes rules down; the same bytes for the same rules, whatever the machine. */
    public static void pack(List<RuleData> rules, PackedOutput out) {
        List<Integer> patternRules = new ArrayList<>();
        List<Matching.Regex> regexes = new ArrayList<>();
        Map<String, List<Integer>> nameRules = new LinkedHashMap<>();
        List<Pattern> patterns = new ArrayList<>();
        out.number(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            RuleData rule = rules.get(i);
            out.text(rule.id());
            PackedOutput part = new PackedOutput();
            if (rule.matching() instanceof Matching.Assigned assigned) {
                nameRules
                        .computeIfAbsent(assigned.regex(), name -> new ArrayList<>())
                        .add(i);
            }
            int name = List.copyOf(nameRules.keySet()).indexOf(nameOf(rule));
            pack(rule, name < 0 ? regexes.size() : name, part);
            out.part(part);
            if (rule.matching() instanceof Matching.Regex regex) {
                patternRules.add(i);
                regexes.add(regex);
            }
        }
        out.number(patternRules.size());
        patternRules.forEach(out::number);
        out.number(nameRules.size());
        regexes.forEach(regex -> out.text(regex.regex()));
        nameRules.forEach((name, sharing) -> {
            out.text(name);
            out.number(sharing.size());
            sharing.forEach(out::number);
        });
        regexes.forEach(regex -> patterns.add(regex.pattern()));
        nameRules
                .values()
                .forEach(sharing -> patterns.add(
                        ((Matching.Assigned) rules.get(sharing.get(0)).matching()).name()));
        PatternSet.pack(patterns, out);
    }

    private static String nameOf(RuleData rule) {
        return rule.matching() instanceof Matching.Assigned assigned ? assigned.regex() : "";
    }

    private static void pack(RuleData rule, int pattern, PackedOutput out) {
        out.text(rule.id());
        out.text(rule.type().name());
        if (rule.matching() instanceof Matching.Regex regex) {
            out.number(REGEX);
            out.number(pattern);
            pack(regex, out);
        } else if (rule.matching() instanceof Matching.Identifier number) {
            out.number(IDENTIFIER);
            pack(number, rule.origin(), out);
        } else if (rule.matching() instanceof Matching.Assigned assigned) {
            out.number(ASSIGNED);
            out.number(pattern);
            out.number(assigned.values().size());
            assigned.values().forEach(out::text);
            out.wide(Double.doubleToLongBits(assigned.leastEntropy()));
        } else {
            out.number(SCANNER);
            out.text(((Matching.Scanner) rule.matching()).name());
        }
        packChecks(rule.checksum().map(List::of).orElse(List.of()), out);
        out.text(rule.contextList().orElse(""));
        pack(rule.words(), out);
        pack(rule.scores(), out);
        out.number(rule.evidence().ordinal());
        out.number(rule.syntax().ordinal());
    }

    private static void pack(Matching.Regex regex, PackedOutput out) {
        out.number(regex.edges().ordinal());
        out.wide(regex.notBefore().low());
        out.wide(regex.notBefore().high());
        packChecks(regex.checks(), out);
        out.wide(Double.doubleToLongBits(regex.leastEntropy()));
    }

    private static void pack(Matching.Identifier number, Origin origin, PackedOutput out) {
        out.text(origin.country().orElse(""));
        out.number(origin.status().ordinal());
        out.number(number.written().forms().size());
        number.written().forms().forEach(out::text);
        out.text(number.written().date());
        out.text(number.written().checksum());
        out.wide(Double.doubleToLongBits(number.grouped()));
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

    private RuleData unpacked(PackedInput in) {
        String id = in.text();
        EntityType type = EntityType.of(in.text());
        int kind = in.number();
        Origin origin = kind == IDENTIFIER ? origin(in) : UNTOLD;
        Matching matching = switch (kind) {
            case REGEX -> regex(in);
            case IDENTIFIER -> identifier(in);
            case ASSIGNED -> assigned(in);
            default -> new Matching.Scanner(in.text());
        };
        List<Check> checksum = checks(in);
        String context = in.text();
        return new RuleData(
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
                origin,
                NO_SECRET,
                List.of(),
                List.of());
    }

    private static Origin origin(PackedInput in) {
        String country = in.text();
        return new Origin(
                Optional.empty(),
                country.isEmpty() ? Optional.empty() : Optional.of(country),
                List.of(),
                STATUS[in.number()]);
    }

    private static Matching identifier(PackedInput in) {
        return new Matching.Identifier(
                new Matching.Identifier.Written(texts(in), in.text(), in.text()), Double.longBitsToDouble(in.wide()));
    }

    private Matching regex(PackedInput in) {
        int pattern = in.number();
        return new Matching.Regex(
                regexes[pattern],
                patterns.get(pattern),
                EDGES[in.number()],
                AsciiSet.of(in.wide(), in.wide()),
                checks(in),
                Double.longBitsToDouble(in.wide()));
    }

    private Matching assigned(PackedInput in) {
        int name = in.number();
        return Matching.Assigned.of(
                nameRegexes[name], patterns.get(regexes.length + name), texts(in), Double.longBitsToDouble(in.wide()));
    }

    private static List<String> texts(PackedInput in) {
        String[] texts = new String[in.number()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.text();
        }
        return List.of(texts);
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
            words.put(language, texts(in));
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
