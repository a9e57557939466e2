package io.chatguard.benchmarks;

import com.sun.management.ThreadMXBean;
import io.chatguard.benchmarks.EngineRules.Rule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * One rival beside ours, with the rules on which both agree on all texts, in a JVM of its own: {@code EngineCell RIVAL
 * RULES SECONDS}. Prints a line for each text: {@code text kept ours rival bytes}, in MB/s and bytes allocated by ours.
 *
 * <p>Each side is run for so many seconds to warm up and for as many again, a whole text at a time; the median pass
 * counts, but what is slower than a pass in so many seconds is passed twice in all.
 */
final class EngineCell {
    static final List<String> TEXTS = List.of("clean", "dense", "code", "logs");

    private EngineCell() {}

    /** See the class. */
    public static void main(String[] args) {
        String name = args[0];
        List<Rule> rules = EngineRules.first(Integer.parseInt(args[1]));
        double seconds = Double.parseDouble(args[2]);
        List<Rule> kept = agreed(name, rules);
        EngineRival ours = EngineRival.of("ours", kept);
        EngineRival rival = EngineRival.of(name, kept);
        for (String kind : TEXTS) {
            String text = EngineTexts.of(kind);
            double mine = speed(ours::find, text, seconds);
            double theirs = speed(rival::find, text, seconds);
            System.out.printf(
                    Locale.ROOT, "cell %s %d %.2f %.3f %d%n", kind, kept.size(), mine, theirs, allocated(ours, text));
        }
    }

    /** The rules that the rival takes and for which both find the same in each text. */
    private static List<Rule> agreed(String name, List<Rule> rules) {
        List<Rule> taken =
                rules.stream().filter(rule -> EngineRival.takes(name, rule)).toList();
        boolean[] differs = new boolean[taken.size()];
        EngineRival ours = EngineRival.of("ours", taken);
        EngineRival rival = EngineRival.of(name, taken);
        for (String kind : TEXTS) {
            String text = EngineTexts.of(kind);
            List<List<Long>> mine = ours.matches(text);
            List<List<Long>> theirs = rival.matches(text);
            for (int i = 0; i < differs.length; i++) {
                differs[i] |= !mine.get(i).equals(theirs.get(i));
            }
        }
        List<Rule> kept = new ArrayList<>();
        for (int i = 0; i < differs.length; i++) {
            if (!differs[i]) {
                kept.add(taken.get(i));
            }
        }
        return kept;
    }

    /** MB/s. */
    static double speed(ToIntFunction<String> find, String text, double seconds) {
        passes(find, text, seconds);
        double[] times = passes(find, text, seconds);
        Arrays.sort(times);
        return text.length() / 1e6 / times[times.length / 2];
    }

    private static double[] passes(ToIntFunction<String> find, String text, double seconds) {
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        do {
            long before = System.nanoTime();
            sink += find.applyAsInt(text);
            times.add((System.nanoTime() - before) / 1e9);
        } while (System.nanoTime() - start < seconds * 1e9);
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long allocated(EngineRival engine, String text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            long empty = threads.getThreadAllocatedBytes(self) - before;
            engine.find(text);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before - 2 * empty);
        }
        return Math.max(0, least);
    }

    /** So that no pass is thought useless. */
    static volatile int sink;
}
