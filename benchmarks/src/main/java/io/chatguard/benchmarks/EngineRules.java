package io.chatguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rules as a policy has them: numbers, addresses, and the token formats of many vendors. Up to thirty are written out;
 * beyond that, formats of made-up vendors of the same shapes.
 */
final class EngineRules {
    /**
     * A rule and the words of which one stands in each match, in lower case if {@code folded}; without words the gate is
     * always open.
     */
    record Rule(String regex, List<String> keywords, boolean folded) {}

    private static final List<Rule> WRITTEN = List.of(
            rule("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{2,63}){1,3}", "@"),
            rule("\\b\\d{3}-\\d{2}-\\d{4}\\b"),
            rule("\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b", "."),
            rule("\\b[45]\\d{3}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b"),
            rule("\\+\\d{1,3}(?:[ -]?\\d{2,4}){2,5}", "+"),
            rule("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}\\b"),
            rule("\\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\\b", ":"),
            rule("ghp_[A-Za-z0-9]{36}", "ghp_"),
            rule("github_pat_[A-Za-z0-9_]{82}", "github_pat_"),
            rule("(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}", "AKIA", "ASIA", "ABIA", "ACCA"),
            rule("xox[abprs]-[A-Za-z0-9-]{10,72}", "xox"),
            rule("sk_live_[A-Za-z0-9]{24,99}", "sk_live_"),
            rule("AIza[A-Za-z0-9_-]{35}", "AIza"),
            rule("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", "eyJ"),
            rule("-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----", "-----BEGIN"),
            folded("(?i)\\bbearer[ \\t]+[A-Za-z0-9._~+/-]{20,}", "bearer"),
            folded("(?i)(?:password|passwd|secret)[ \\t]{0,5}[:=][ \\t]{0,5}[^ \\t\\n]{8,64}", "passw", "secret"),
            rule("[a-z][a-z0-9+.-]{1,20}://[^ \\t\\n/:@]{1,64}:[^ \\t\\n/@]{1,64}@", "://"),
            folded("(?i)\\bemployee[ -]?(?:id|no)[ .:#]{0,3}[0-9]{4,8}", "employee"),
            rule("\\bcus_[A-Za-z0-9]{14}\\b", "cus_"));

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
                            folded(
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
        return new Rule(regex, List.of(keywords), false);
    }

    private static Rule folded(String regex, String... keywords) {
        return new Rule(regex, List.of(keywords), true);
    }

    private static String word(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(LOWER.charAt(random.nextInt(LOWER.length())));
        }
        return out.toString();
    }
}
