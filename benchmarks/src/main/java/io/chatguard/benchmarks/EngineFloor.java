package io.chatguard.benchmarks;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.chatguard.benchmarks.EngineRules.Rule;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.rules.BuiltInRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * What an engine is measured against besides other engines, in a JVM of its own: {@code EngineFloor SECONDS}. Prints
 * lines: {@code floor WHAT TEXT MB/s}, {@code small WHAT p50 p99} in microseconds for a kilobyte, and
 * {@code adversarial WHAT MB/s} for ten megabytes.
 */
final class EngineFloor {
    private static final int KILOBYTE = 1024;
    private static final int LONG = 10_000_000;
    private static final int RULES = 200;

    /** Starts everywhere, ends nowhere, and pieces of what the rules look for. */
    private static final List<String> PIECES = List.of(
            "a",
            "A",
            "1",
            "-",
            "a@",
            "a.b@",
            "1.1.1.",
            "12-",
            "A1 ",
            "ab:",
            "://",
            "a://b:",
            "eyJhbGciOiJ.",
            "xoxb-1-",
            "password=",
            "bearer ",
            "http://a/",
            "-----BEGIN ",
            "+1 23 ",
            "DE12 3456 ",
            "\u00e9\u5c71",
            "\ud83d\ude00");

    private EngineFloor() {}

    /** See the class. */
    public static void main(String[] args) {
        double seconds = Double.parseDouble(args[0]);
        List<Rule> rules = EngineRules.first(RULES);
        EngineRival ours = EngineRival.of("ours", rules);
        TextRule builtIn = BuiltInRules.scan();
        ScanContext context = new ScanContext();
        int[] hits = {0};
        ToIntFunction<String> detector = text -> {
            builtIn.scan(text, context.begin(), (type, start, end, score, rule) -> hits[0]++);
            return hits[0];
        };
        List<String> keywords = rules.stream()
                .flatMap(rule -> rule.keywords().stream().limit(1))
                .toList();
        for (String kind : EngineCell.TEXTS) {
            String text = EngineTexts.of(kind);
            floor("ours, 200 rules", kind, EngineCell.speed(ours::find, text, seconds));
            floor("built-in detector", kind, EngineCell.speed(detector, text, seconds));
            floor("charAt", kind, EngineCell.speed(EngineFloor::charAt, text, seconds));
            floor(
                    "indexOf of a keyword of each rule",
                    kind,
                    EngineCell.speed(t -> indexOf(t, keywords), text, seconds));
            floor("libphonenumber findNumbers", kind, EngineCell.speed(EngineFloor::findNumbers, text, seconds));
        }
        for (String kind : List.of("clean", "dense")) {
            small("ours, 200 rules, " + kind, kind, ours::find);
            small("built-in detector, " + kind, kind, detector);
        }
        for (String piece : PIECES) {
            String text = piece.repeat(LONG / piece.length());
            ours.find(text);
            long before = System.nanoTime();
            EngineCell.sink += ours.find(text);
            double time = (System.nanoTime() - before) / 1e9;
            System.out.printf(Locale.ROOT, "adversarial\t%s\t%.0f%n", shown(piece), text.length() / 1e6 / time);
        }
    }

    private static void floor(String what, String kind, double speed) {
        System.out.printf(Locale.ROOT, "floor\t%s\t%s\t%.2f%n", what, kind, speed);
    }

    private static void small(String what, String kind, ToIntFunction<String> find) {
        String text = EngineTexts.of(kind);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i + KILOBYTE <= text.length(); i += KILOBYTE) {
            pieces.add(text.substring(i, i + KILOBYTE));
        }
        long[] times = new long[50_000];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < times.length; i++) {
                String piece = pieces.get(i % pieces.size());
                long before = System.nanoTime();
                EngineCell.sink += find.applyAsInt(piece);
                times[i] = System.nanoTime() - before;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "small\t%s\t%.2f\t%.2f%n",
                what,
                times[times.length / 2] / 1e3,
                times[times.length * 99 / 100] / 1e3);
    }

    private static int charAt(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum = 31 * sum + text.charAt(i);
        }
        return sum;
    }

    private static int indexOf(String text, List<String> keywords) {
        int count = 0;
        for (String keyword : keywords) {
            for (int at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
                count++;
            }
        }
        return count;
    }

    private static int findNumbers(String text) {
        int count = 0;
        for (PhoneNumberMatch match :
                PhoneNumberUtil.getInstance().findNumbers(text, "US", PhoneNumberUtil.Leniency.VALID, Long.MAX_VALUE)) {
            count += match.end() > 0 ? 1 : 0;
        }
        return count;
    }

    private static String shown(String piece) {
        StringBuilder out = new StringBuilder();
        piece.codePoints()
                .forEach(c -> out.append(c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "U+%X", c)));
        return out.toString();
    }
}
