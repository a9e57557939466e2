package io.chatguard.benchmarks;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Match;
import com.gliwka.hyperscan.wrapper.Scanner;
import io.chatguard.benchmarks.EngineRules.Rule;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.redact.internal.match.Spans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** A way to find the matches of rules in a text. */
interface EngineRival extends AutoCloseable {
    /** Finds all; gives how many, as the engine counts. */
    int find(String text);

    /** All matches of each rule, leftmost-longest, in order; each with its start in the high half and its end in the low one. */
    List<List<Long>> matches(String text);

    /** The engine of that name with these rules. */
    static EngineRival of(String name, List<Rule> rules) {
        return switch (name) {
            case "ours" -> new Ours(rules);
            case "one by one" ->
                new GatedRegex(rules.stream()
                        .map(rule -> new Rule(rule.regex(), List.of(), rule.folded()))
                        .toList());
            case "gated" -> new GatedRegex(rules);
            case "RE2/J" -> new Re2(rules);
            case "Hyperscan" -> new Hyperscan(rules);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Whether an engine of that name takes a rule. */
    static boolean takes(String name, Rule rule) {
        EngineRival alone;
        try {
            alone = of(name, List.of(rule));
        } catch (IllegalArgumentException e) {
            return false;
        }
        alone.close();
        return true;
    }

    /** Gives back what is not the JVM's. */
    @Override
    default void close() {}

    /** An empty list for each rule. */
    static List<List<Long>> lists(int rules) {
        List<List<Long>> lists = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Ours. */
    final class Ours implements EngineRival {
        private final PatternSet set;
        private final Spans found = new Spans();

        Ours(List<Rule> rules) {
            set = PatternSet.of(
                    rules.stream().map(rule -> Pattern.compile(rule.regex())).toList());
        }

        @Override
        public int find(String text) {
            found.clear();
            set.scan(text, found);
            return found.size();
        }

        @Override
        public List<List<Long>> matches(String text) {
            find(text);
            List<List<Long>> matches = lists(set.size());
            for (int i = 0; i < found.size(); i++) {
                matches.get(found.pattern(i)).add((long) found.start(i) << 32 | found.end(i));
            }
            return matches;
        }
    }

    /** RE2/J, one rule after the other, longest matches. */
    final class Re2 implements EngineRival {
        private final List<com.google.re2j.Pattern> patterns;

        Re2(List<Rule> rules) {
            patterns = rules.stream()
                    .map(rule -> com.google.re2j.Pattern.compile(rule.regex(), com.google.re2j.Pattern.LONGEST_MATCH))
                    .toList();
        }

        @Override
        public int find(String text) {
            int count = 0;
            for (com.google.re2j.Pattern pattern : patterns) {
                com.google.re2j.Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    count++;
                }
            }
            return count;
        }

        @Override
        public List<List<Long>> matches(String text) {
            List<List<Long>> matches = lists(patterns.size());
            for (int i = 0; i < patterns.size(); i++) {
                com.google.re2j.Matcher matcher = patterns.get(i).matcher(text);
                while (matcher.find()) {
                    matches.get(i).add((long) matcher.start() << 32 | matcher.end());
                }
            }
            return matches;
        }
    }

    /**
     * Hyperscan over a string, its conversion to UTF-8 and back included. It reports each end of a match; taking the longest
     * ones from them is not in what is measured.
     */
    final class Hyperscan implements EngineRival {
        private final Database database;
        private final Scanner scanner;
        private final int rules;

        Hyperscan(List<Rule> rules) {
            this.rules = rules.size();
            List<Expression> expressions = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                expressions.add(new Expression(
                        rules.get(i).regex(), EnumSet.of(ExpressionFlag.SOM_LEFTMOST, ExpressionFlag.UTF8), i));
            }
            try {
                database = Database.compile(expressions);
            } catch (CompileErrorException e) {
                throw new IllegalArgumentException("not a rule of Hyperscan", e);
            }
            scanner = new Scanner();
            scanner.allocScratch(database);
        }

        /** There may be 256 scanners that are not closed. */
        @Override
        public void close() {
            scanner.close();
            database.close();
        }

        @Override
        public int find(String text) {
            return scanner.scan(database, text).size();
        }

        /** Its ends are those of the last character, not one past it. */
        @Override
        public List<List<Long>> matches(String text) {
            List<List<Long>> all = lists(rules);
            for (Match match : scanner.scan(database, text)) {
                all.get(match.getMatchedExpression().getId())
                        .add(match.getStartPosition() << 32 | match.getEndPosition() + 1);
            }
            return all.stream().map(Hyperscan::longest).toList();
        }

        private static List<Long> longest(List<Long> matches) {
            List<Long> sorted = new ArrayList<>(matches);
            sorted.sort(
                    Comparator.comparingLong((Long match) -> match >>> 32).thenComparing(Comparator.reverseOrder()));
            List<Long> kept = new ArrayList<>();
            long end = 0;
            for (long match : sorted) {
                if (match >>> 32 >= end) {
                    kept.add(match);
                    end = match & 0xFFFFFFFFL;
                }
            }
            return kept;
        }
    }
}
