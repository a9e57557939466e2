package io.chatguard.redact.names.train;

import java.util.Locale;
import java.util.Random;

/** Numbers of all sorts that stand in texts beside names. */
final class Figures {

    private Figures() {}

    static String of(String kind, Random random) {
        int n = random.nextInt(9_000) + 1_000;
        int day = 1 + random.nextInt(28);
        int month = 1 + random.nextInt(12);
        int year = 1950 + random.nextInt(80);
        return switch (kind) {
            case "phone" -> random.nextBoolean() ? "+49 151 " + n + n : "(555) 010-" + n;
            case "date" ->
                switch (random.nextInt(3)) {
                    case 0 -> format("%04d-%02d-%02d", year, month, day);
                    case 1 -> format("%02d.%02d.%04d", day, month, year);
                    default -> format("%d/%d/%d", day, month, year);
                };
            case "day" -> String.valueOf(day);
            case "time" ->
                random.nextBoolean() ? format("%02d:%02d", n % 24, n % 60) : 1 + n % 12 + (n % 2 == 0 ? "am" : "pm");
            case "number" -> String.valueOf(random.nextInt(3) == 0 ? n : 1 + n % 50);
            case "amount" ->
                switch (random.nextInt(3)) {
                    case 0 -> "$" + n;
                    case 1 -> n % 500 + ",50 €";
                    default -> n + " EUR";
                };
            case "id" ->
                switch (random.nextInt(4)) {
                    case 0 -> "#" + n;
                    case 1 -> "A-" + n + "-" + day;
                    case 2 -> String.valueOf(n * 7919L);
                    default -> format("%08x", n * 104_729);
                };
            case "zip" -> format("%05d", n * 10 + day % 10);
            case "age" -> String.valueOf(18 + n % 70);
            default -> throw new IllegalArgumentException("no such slot: " + kind);
        };
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
