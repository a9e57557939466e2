package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.testkit.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PatternRulesTest {
    private static final String[] ATOMS = {"a", "b", "[ab]", "[a-c]", "\\d", "-", "é", "[^a]", "(?:ab|b)", "1"};
    private static final String[] COUNTS = {"", "", "", "+", "{2}", "{1,3}", "{2,}"};
    private static final String[] EDGES = {"both", "start", "none"};
    private static final String[] PIECES = {
        "a", "b", "c", "1", "2", "-", " ", "é", "中", "\\n", "_", "\ud83d\ude00", "ab"
    };

    @Test
    void whatTwoRulesMatchIsReportedTwice() {
        List<RuleData> rules =
                RuleFile.read("rule: a/x\ntype: X\npattern: ab+\n\nrule: a/y\ntype: Y\npattern: a\\w+\n", "test");
        assertThat(found(PatternRules.of(rules), "abb")).containsExactlyInAnyOrder("a/x 0-3", "a/y 0-3");
    }

    /** Rules of generated patterns and edges, beside each rule's matches by java.util.regex, place by place. */
    @Property(tries = 300)
    void findWhatANaiveSearchFinds(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Soak.cases(10, 100); i++) {
            StringBuilder file = new StringBuilder();
            List<Pattern> theirs = new ArrayList<>();
            List<String> edges = new ArrayList<>();
            for (int r = 0; r < 3; r++) {
                String regex = regex(random);
                theirs.add(Pattern.compile(regex));
                edges.add(EDGES[random.nextInt(EDGES.length)]);
                file.append("rule: a/r")
                        .append(r)
                        .append("\ntype: X\npattern: ")
                        .append(regex);
                file.append("\nedges: ").append(edges.get(r)).append("\n\n");
            }
            PatternRules rules = PatternRules.of(RuleFile.read(file.toString(), "test"));
            for (int t = 0; t < 5; t++) {
                String text = text(random);
                Set<String> expected = new TreeSet<>();
                for (int r = 0; r < 3; r++) {
                    naive(theirs.get(r), edges.get(r), text, "a/r" + r + " ", expected);
                }
                assertThat(new TreeSet<>(found(rules, text)))
                        .as("%s in %s", file, text)
                        .isEqualTo(expected);
            }
        }
    }

    private static String regex(Random random) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
            regex.append(ATOMS[random.nextInt(ATOMS.length)]).append(COUNTS[random.nextInt(COUNTS.length)]);
        }
        return regex.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<String> found(PatternRules rules, String text) {
        List<String> found = new ArrayList<>();
        rules.scan(
                text,
                new ScanContext().begin(),
                (type, start, end, score, rule) -> found.add(rule + " " + start + "-" + end));
        return found;
    }

    private static void naive(Pattern pattern, String edges, String text, String rule, Set<String> out) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        int start = 0;
        while (start < text.length()) {
            int end = longest(matcher, text, start);
            if (end < 0) {
                start++;
                continue;
            }
            boolean starts = edges.equals("none") || Boundaries.mayStart(text, start);
            boolean stops = !edges.equals("both") || Boundaries.mayEnd(text, end);
            if (starts && stops) {
                out.add(rule + start + "-" + end);
            }
            start = end;
        }
    }

    private static int longest(Matcher matcher, String text, int start) {
        for (int end = text.length(); end > start && !splits(text, start); end--) {
            if (!splits(text, end) && matcher.region(start, end).matches()) {
                return end;
            }
        }
        return -1;
    }

    private static boolean splits(String text, int at) {
        return at < text.length() && at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
