package io.chatguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a careful user writes with the platform alone: each rule is a {@code java.util.regex} pattern, run only if one of
 * its keywords stands in the text. The text is searched in pieces of a few lines, so that one keyword does not open the
 * gate for a megabyte; a lower-case copy of a piece serves the keywords of all rules that ignore case.
 */
final class GatedRegex implements EngineRival {
    private static final int PIECE = 4096;

    private final List<EngineRules.Rule> rules;
    private final List<Matcher> matchers = new ArrayList<>();

    GatedRegex(List<EngineRules.Rule> rules) {
        this.rules = rules;
        for (EngineRules.Rule rule : rules) {
            matchers.add(Pattern.compile(rule.regex()).matcher(""));
        }
    }

    @Override
    public int find(String text) {
        int found = 0;
        for (int from = 0; from < text.length(); ) {
            int to = end(text, from);
            String piece = text.substring(from, to);
            String lower = piece.toLowerCase(Locale.ROOT);
            for (int r = 0; r < matchers.size(); r++) {
                EngineRules.Rule rule = rules.get(r);
                if (isOpen(rule, rule.folded() ? lower : piece)) {
                    Matcher matcher = matchers.get(r).reset(piece);
                    while (matcher.find()) {
                        found++;
                    }
                    matcher.reset("");
                }
            }
            from = to;
        }
        return found;
    }

    @Override
    public List<List<Long>> matches(String text) {
        List<List<Long>> found = EngineRival.lists(rules.size());
        for (int from = 0; from < text.length(); ) {
            int to = end(text, from);
            String piece = text.substring(from, to);
            for (int r = 0; r < matchers.size(); r++) {
                EngineRules.Rule rule = rules.get(r);
                Matcher matcher = matchers.get(r).reset(piece);
                while (isOpen(rule, rule.folded() ? piece.toLowerCase(Locale.ROOT) : piece) && matcher.find()) {
                    found.get(r).add((long) (from + matcher.start()) << 32 | from + matcher.end());
                }
            }
            from = to;
        }
        return found;
    }

    private static int end(String text, int from) {
        return text.length() - from <= PIECE ? text.length() : text.lastIndexOf('\n', from + PIECE) + 1;
    }

    private static boolean isOpen(EngineRules.Rule rule, String in) {
        for (String keyword : rule.keywords()) {
            if (in.contains(keyword)) {
                return true;
            }
        }
        return rule.keywords().isEmpty();
    }
}
