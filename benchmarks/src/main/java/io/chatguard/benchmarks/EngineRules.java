package io.chatguard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * Rules as a policy has them: numbers, addresses, and the token formats of many vendors. Two hundred are written out in
 * {@code rules.txt}; beyond that, formats of made-up vendors of the same shapes.
 */
final class EngineRules {
    /**
     * A rule and the words of which one stands in each match, in lower case if {@code folded}; without words the gate is
     * always open.
     */
    record Rule(String regex, List<String> keywords, boolean folded) {}

    private static final String NO_KEYWORD = "*";
    private static final List<Rule> WRITTEN = read();

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

    private EngineRules() {}

    /** The first {@code count} rules; the same for each run. */
    static List<Rule> first(int count) {
        List<Rule> rules = new ArrayList<>(WRITTEN.subList(0, Math.min(count, WRITTEN.size())));
        Random random = new Random(5);
        while (rules.size() < count) {
            String vendor = word(random, 3 + random.nextInt(5));
            int length = 20 + random.nextInt(30);
            rules.add(
                    switch (rules.size() % 5) {
                        case 0 -> rule(vendor + "_[A-Za-z0-9]{" + length + "}", vendor + "_");
                        case 1 -> rule(vendor + "-(?:live|test)-[a-f0-9]{32}", vendor + "-");
                        case 2 -> {
                            String upper = vendor.toUpperCase(Locale.ROOT);
                            yield rule("\\b" + upper + "[A-Z0-9]{" + length + "}\\b", upper);
                        }
                        case 3 ->
                            rule(
                                    "(?i)\\b" + vendor
                                            + "[ _-]?(?:key|token)[ \\t]{0,3}[:=][ \\t]{0,3}[\"']?[A-Za-z0-9]{" + length
                                            + "}",
                                    vendor);
                        default -> rule(vendor + "\\.[A-Za-z0-9_-]{" + length + "}\\.[A-Za-z0-9_-]{8,}", vendor + ".");
                    });
        }
        return rules;
    }

    private static Rule rule(String regex, String... keywords) {
        return new Rule(regex, List.of(keywords), regex.startsWith("(?i)"));
    }

    private static String word(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(LOWER.charAt(random.nextInt(LOWER.length())));
        }
        return out.toString();
    }

    private static List<Rule> read() {
        try (InputStream in = Objects.requireNonNull(EngineRules.class.getResourceAsStream("rules.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> {
                        String[] parts = line.split("\t", 2);
                        String[] keywords = parts[0].equals(NO_KEYWORD) ? new String[0] : parts[0].split(" ");
                        return rule(parts[1], keywords);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
