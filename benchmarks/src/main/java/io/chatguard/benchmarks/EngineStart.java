package io.chatguard.benchmarks;

import java.util.Locale;

/** From nothing to the first scan, in a JVM of its own: {@code EngineStart RULES} prints milliseconds. */
final class EngineStart {
    private EngineStart() {}

    /** See the class. */
    public static void main(String[] args) {
        var rules = EngineRules.first(Integer.parseInt(args[0]));
        long before = System.nanoTime();
        int found = EngineRival.of("ours", rules).find("Write to ann@example.com before noon.");
        double time = (System.nanoTime() - before) / 1e6;
        System.out.printf(Locale.ROOT, "start\t%s\t%.0f\t%d%n", args[0], time, found);
    }
}
