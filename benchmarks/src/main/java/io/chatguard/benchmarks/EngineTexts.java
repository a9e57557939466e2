package io.chatguard.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A megabyte of text of one kind, made of sentences and lines that differ; the same for each run. */
final class EngineTexts {
    private static final int LENGTH = 1 << 20;

    private static final String[] NAMES = {
        "order",
        "parcel",
        "invoice",
        "stock",
        "route",
        "driver",
        "customer",
        "receipt",
        "label",
        "depot",
        "pallet",
        "rate"
    };
    private static final String[] VERBS = {
        "load", "store", "merge", "check", "count", "find", "send", "update", "remove", "split", "parse", "write"
    };

    private final Random random = new Random(11);
    private final StringBuilder out = new StringBuilder(LENGTH + 4096);

    private EngineTexts() {}

    /** {@code clean}: chat without a value; {@code dense}: with a value in each second sentence; {@code code}: sources; {@code logs}: lines of a server. */
    static String of(String kind) {
        EngineTexts texts = new EngineTexts();
        List<Chat> clean = Chats.pool(2048, 0);
        List<Chat> dense = Chats.pool(2048, 20);
        while (texts.out.length() < LENGTH) {
            switch (kind) {
                case "clean" -> texts.chat(clean);
                case "dense" -> texts.dense(dense);
                case "code" -> texts.code();
                case "logs" -> texts.log();
                default -> throw new IllegalArgumentException(kind);
            }
        }
        return texts.out.substring(0, LENGTH);
    }

    private void chat(List<Chat> from) {
        Chat chat = from.get(random.nextInt(from.size()));
        for (String turn : chat.turns()) {
            out.append(turn.replace('\u2013', '-').replace("\u00e9", "e")).append('\n');
        }
        out.append(chat.question().replace('\u2013', '-').replace("\u00e9", "e"))
                .append('\n');
    }

    private void dense(List<Chat> from) {
        Chat chat = from.get(random.nextInt(from.size()));
        out.append(chat.question().replace('\u2013', '-').replace("\u00e9", "e"))
                .append('\n');
    }

    private void code() {
        String name = pick(NAMES);
        String verb = pick(VERBS);
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        int number = random.nextInt(100_000);
        switch (random.nextInt(8)) {
            case 0 ->
                out.append("    public static ")
                        .append(type)
                        .append(' ')
                        .append(verb)
                        .append(type)
                        .append(number % 90)
                        .append("(List<")
                        .append(type)
                        .append("> all, int limit) {\n");
            case 1 ->
                out.append("        if (")
                        .append(name)
                        .append(".size() > ")
                        .append(number)
                        .append(" && !")
                        .append(name)
                        .append(".isEmpty()) {\n            return ")
                        .append(verb)
                        .append("(")
                        .append(name)
                        .append(", 0x")
                        .append(Integer.toHexString(random.nextInt()))
                        .append(");\n        }\n");
            case 2 ->
                out.append("        for (int i = 0; i < ")
                        .append(number)
                        .append("; i++) {\n            ")
                        .append(name)
                        .append("[i] = ")
                        .append(verb)
                        .append("(i + ")
                        .append(number % 7)
                        .append(");\n        }\n");
            case 3 ->
                out.append("import com.example.")
                        .append(name)
                        .append('.')
                        .append(pick(NAMES))
                        .append('.')
                        .append(type)
                        .append(";\n");
            case 4 ->
                out.append("        // ")
                        .append(verb)
                        .append(" the ")
                        .append(name)
                        .append(" before the ")
                        .append(pick(NAMES))
                        .append(" of step ")
                        .append(number)
                        .append(" is gone\n");
            case 5 ->
                out.append("        log.info(\"")
                        .append(name)
                        .append(" {} took {} ms\", ")
                        .append(name)
                        .append("_id, clock_")
                        .append(number % 50)
                        .append(");\n");
            case 6 ->
                out.append("\"")
                        .append(name)
                        .append("-")
                        .append(number)
                        .append("\": {\"hash\": \"")
                        .append(Long.toHexString(random.nextLong()))
                        .append("\", \"size\": ")
                        .append(number)
                        .append("},\n");
            default ->
                out.append("    private final Map<String, ")
                        .append(type)
                        .append("> ")
                        .append(verb)
                        .append("_by_")
                        .append(pick(NAMES))
                        .append(" = new HashMap<>();\n\n");
        }
    }

    private void log() {
        out.append(String.format(
                Locale.ROOT,
                "2026-%02d-%02dT%02d:%02d:%02d.%03dZ %s [%s-%d] c.e.%s.%s - ",
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000),
                random.nextInt(10) == 0 ? "WARN " : "INFO ",
                pick(NAMES),
                random.nextInt(16),
                pick(NAMES),
                pick(VERBS)));
        switch (random.nextInt(4)) {
            case 0 ->
                out.append(String.format(
                        Locale.ROOT,
                        "10.%d.%d.%d \"GET /%s/%s/%d HTTP/1.1\" %d %d",
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        pick(NAMES),
                        pick(VERBS),
                        random.nextInt(100_000),
                        random.nextInt(20) == 0 ? 500 : 200,
                        random.nextInt(90_000)));
            case 1 ->
                out.append("trace=")
                        .append(Long.toHexString(random.nextLong()))
                        .append(" took=")
                        .append(random.nextInt(900))
                        .append("ms");
            case 2 ->
                out.append("user ")
                        .append(pick(NAMES))
                        .append(random.nextInt(99))
                        .append("@example.com ")
                        .append(pick(VERBS))
                        .append("s ")
                        .append(pick(NAMES));
            default ->
                out.append(pick(VERBS))
                        .append(' ')
                        .append(pick(NAMES))
                        .append(" queue=")
                        .append(random.nextInt(5000))
                        .append(" retries=")
                        .append(random.nextInt(4));
        }
        out.append('\n');
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
