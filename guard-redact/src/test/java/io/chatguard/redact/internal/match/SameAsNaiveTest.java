package io.chatguard.redact.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.match.Regexes.Regex;
import io.chatguard.testkit.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The engine against java.util.regex, pattern by pattern, place by place, longest end first. A case is a set of patterns
 * and a text: 100,000 in a normal run, 10,000,000 in a soak run.
 */
class SameAsNaiveTest {
    private static final int TEXTS = 5;

    @Property
    void findsWhatANaiveSearchFinds(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Soak.cases(20, 40); i++) {
            Drawn drawn = Drawn.of(random);
            Scanner scanner = drawn.set.scanner();
            for (int t = 0; t < TEXTS; t++) {
                drawn.check(scanner, drawn.regexes.text(drawn.rules, 9));
            }
        }
    }

    @Property(tries = 500)
    void findsTheSameWithTinyTablesAndBlocks(@ForAll long seed) {
        Random random = new Random(seed);
        Drawn drawn = Drawn.of(random);
        Scanner scanner = drawn.set.scanner(0, 1 + random.nextInt(12));
        for (int t = 0; t < 3 * TEXTS; t++) {
            drawn.check(scanner, drawn.regexes.text(drawn.rules, 12));
        }
    }

    @Property(tries = 500)
    void findsTheSameInStretchesAlone(@ForAll long seed) {
        Random random = new Random(seed);
        Drawn drawn = Drawn.of(random);
        for (int t = 0; t < 2 * TEXTS; t++) {
            String text = drawn.regexes.text(drawn.rules, 12);
            for (int p = 0; p < drawn.patterns.size(); p++) {
                Spans found = new Spans();
                AnchoredPattern pattern = AnchoredPattern.of(drawn.patterns.get(p), 0);
                PatternRun run = new PatternRun(p, pattern, new StretchBuffers(1 + random.nextInt(30)), 0);
                run.everywhere(text, found);
                List<String> naive = drawn.naive(p, text);
                if (naive != null) {
                    assertThat(spans(found, p))
                            .as("%s in %s", drawn.rules.get(p), text)
                            .isEqualTo(naive);
                }
            }
        }
    }

    private static List<String> spans(Spans found, int pattern) {
        List<String> spans = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.pattern(i) == pattern) {
                spans.add(found.start(i) + "-" + found.end(i));
            }
        }
        return spans;
    }

    private record Drawn(
            Regexes regexes,
            List<Regex> rules,
            List<Pattern> patterns,
            List<java.util.regex.Pattern> theirs,
            PatternSet set) {

        static Drawn of(Random random) {
            Regexes regexes = new Regexes(random);
            List<Regex> rules = new ArrayList<>();
            List<Pattern> patterns = new ArrayList<>();
            List<java.util.regex.Pattern> theirs = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            while (patterns.size() < count) {
                Regex regex = regexes.next();
                try {
                    patterns.add(Pattern.compile(regex.ours()));
                } catch (PatternException e) {
                    assertThat(e.refusal()).as(regex.ours()).isEqualTo(Refusal.MATCHES_EMPTY);
                    continue;
                }
                rules.add(regex);
                theirs.add(java.util.regex.Pattern.compile(regex.theirs()));
            }
            return new Drawn(regexes, rules, patterns, theirs, PatternSet.of(patterns));
        }

        void check(Scanner scanner, String text) {
            Spans found = new Spans();
            scanner.scan(text, found);
            for (int p = 0; p < patterns.size(); p++) {
                List<String> naive = naive(p, text);
                if (naive != null && !spans(found, p).equals(naive)) {
                    assertThat(spans(found, p))
                            .as("%s in %s", rules.get(p), text)
                            .isEqualTo(naive);
                }
            }
        }

        /** Null if the platform gives up: it backtracks exponentially in some of the cases. */
        List<String> naive(int p, String text) {
            try {
                return naiveOrException(p, text);
            } catch (Patient.Exhausted e) {
                return null;
            }
        }

        private List<String> naiveOrException(int p, String text) {
            Matcher matcher = theirs.get(p)
                    .matcher(new Patient(text))
                    .useTransparentBounds(true)
                    .useAnchoringBounds(false);
            List<String> spans = new ArrayList<>();
            int start = 0;
            while (start < text.length()) {
                int end = isInPair(text, start) ? start : longest(matcher, text, start);
                if (end > start) {
                    spans.add(start + "-" + end);
                }
                start = end > start ? end : start + 1;
            }
            return spans;
        }

        private static int longest(Matcher matcher, String text, int start) {
            if (!matcher.region(start, text.length()).lookingAt()) {
                return start;
            }
            for (int end = text.length(); end > start; end--) {
                if (!isInPair(text, end) && matcher.region(start, end).matches()) {
                    return end;
                }
            }
            return start;
        }

        private static boolean isInPair(String text, int at) {
            return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
        }
    }

    /** A text that is patient for some thousand looks at its characters. */
    private static final class Patient implements CharSequence {
        private static final int LOOKS = 10_000;

        static final class Exhausted extends RuntimeException {
            private static final long serialVersionUID = 1;

            Exhausted() {
                super(null, null, false, false);
            }
        }

        private final String text;
        private int looks;

        Patient(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > LOOKS) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }
}
