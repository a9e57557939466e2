package io.chatguard;

import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Renders a receipt. Names and reasons come from extensions, models and media types from the wire: each passes through
 * {@link #word}, so that what is rendered can neither break a line nor pretend to be another field.
 */
final class ReceiptText {

    private static final String NONE = "-";
    private static final String HIDDEN = "?";
    private static final int LONGEST_WORD = 128;
    private static final int LONGEST_MODEL = 64;
    private static final int MOST_LINES = 10;

    private ReceiptText() {}

    static Map<String, String> fields(Receipt receipt) {
        Facts facts = receipt.facts();
        Counts counts = new Counts();
        receipt.events().forEach(counts::add);
        Map<String, String> fields = new LinkedHashMap<>(32);
        fields.put("exchange", word(receipt.exchange()));
        fields.put("policy", word(receipt.policy()));
        fields.put("operation", word(facts.operation()));
        fields.put("model", model(facts.model()));
        fields.put("streamed", String.valueOf(facts.transfer() == Facts.Transfer.STREAMED));
        fields.put("stored", String.valueOf(facts.storage() == Facts.Storage.STORED));
        fields.put("choices", String.valueOf(facts.choices()));
        fields.put("segments.request", String.valueOf(counts.request));
        fields.put("segments.reply", String.valueOf(counts.reply));
        fields.put("attempts", list(counts.attempts, ","));
        fields.put("found", list(counts.found));
        fields.put("propagated", String.valueOf(counts.propagated));
        fields.put("restored", String.valueOf(counts.restored));
        fields.put("kept", list(counts.kept));
        fields.put("unresolved", String.valueOf(counts.unresolved));
        fields.put("opaque", list(counts.opaque));
        fields.put("skipped", String.valueOf(counts.skipped));
        fields.put("verdicts", list(counts.verdicts));
        fields.put("decided", list(List.copyOf(counts.decided), ","));
        fields.put("rules", list(List.copyOf(counts.rules.values()), ","));
        return fields;
    }

    /** All counts of a receipt, taken in one pass: fields are written twice for every call. */
    private static final class Counts {
        private int request;
        private int reply;
        private int propagated;
        private int restored;
        private int unresolved;
        private int skipped;
        private final List<String> attempts = new ArrayList<>(2);
        private final Map<String, Integer> found = new TreeMap<>();
        private final Map<String, Integer> kept = new TreeMap<>();
        private final Map<String, Integer> opaque = new LinkedHashMap<>();
        private final Map<String, Integer> verdicts = new LinkedHashMap<>();
        private final Set<String> decided = new TreeSet<>();
        private final Map<String, String> rules = new TreeMap<>();

        void add(Event event) {
            if (event instanceof Event.Found e) {
                found.merge(e.type().name() + ":" + lower(e.action()), 1, Integer::sum);
                propagated += e.recognition() == Event.Recognition.PROPAGATED ? 1 : 0;
                if (e.action() == Action.BLOCK) {
                    decided.add(word(e.rule()));
                }
            } else if (event instanceof Event.Restored) {
                restored++;
            } else if (event instanceof Event.Screened e) {
                request += e.direction() == Direction.REQUEST ? e.segments() : 0;
                reply += e.direction() == Direction.REPLY ? e.segments() : 0;
            } else if (event instanceof Event.Attempted e) {
                attempts.add(attempt(e));
            } else if (event instanceof Event.Kept e) {
                kept.merge(lower(e.sink()), 1, Integer::sum);
            } else if (event instanceof Event.Unresolved) {
                unresolved++;
            } else if (event instanceof Event.Skipped) {
                skipped++;
            } else if (event instanceof Event.Opaque e) {
                opaque.merge(word(e.mediaType()) + ":" + lower(e.action()), 1, Integer::sum);
            } else if (event instanceof Event.RuleSet e) {
                rules.put(e.name(), word(e.name()) + "@" + word(e.version()));
            } else if (event instanceof Event.Judged e) {
                verdicts.merge(verdict(e), 1, Integer::sum);
                if (e.action().compareTo(Action.FLAG) > 0) {
                    decided.add(word(e.by()));
                }
            }
        }
    }

    private static String list(Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return NONE;
        }
        StringBuilder out = new StringBuilder();
        counts.forEach((what, n) ->
                out.append(out.isEmpty() ? "" : ",").append(what).append('=').append(n));
        return out.toString();
    }

    static String summary(Receipt receipt) {
        Facts facts = receipt.facts();
        List<String> lines = new ArrayList<>();
        lines.add("exchange    " + word(receipt.exchange()) + " under policy " + word(receipt.policy()));
        lines.add("call        " + word(facts.operation()) + ", model " + model(facts.model()) + ", "
                + lower(facts.transfer()) + ", " + lower(facts.storage()));
        lines.add("screened    " + receipt.segments(Direction.REQUEST) + " segments of the request, "
                + receipt.segments(Direction.REPLY) + " of the reply");
        if (!receipt.attempts().isEmpty()) {
            lines.add("attempts    "
                    + list(receipt.attempts().stream().map(ReceiptText::attempt).toList(), ", "));
        }
        lines.add("found       " + found(receipt, ", ")
                + (receipt.propagated() == 0 ? "" : " (" + receipt.propagated() + " by propagation)"));
        lines.add("restored    " + receipt.restored() + ", kept " + kept(receipt, ", ") + ", unresolved "
                + receipt.unresolved());
        lines(
                lines,
                "opaque      ",
                receipt.opaque(),
                e -> lower(e.action()) + " " + word(e.mediaType()) + at(e.place()));
        lines(lines, "skipped     ", receipt.skipped(), e -> word(e.why()) + at(e.place()));
        lines(lines, "verdict     ", receipt.verdicts(), e -> verdict(e) + at(e.place()));
        if (!receipt.decidedBy().isEmpty()) {
            lines.add("decided by  "
                    + list(receipt.decidedBy().stream().map(ReceiptText::word).toList(), ", "));
        }
        lines.add("rule sets   " + list(ruleSets(receipt), ", "));
        return String.join("\n", lines);
    }

    private static <E extends Event> void lines(
            List<String> lines, String title, List<E> events, Function<E, String> line) {
        events.stream().limit(MOST_LINES).forEach(e -> lines.add(title + line.apply(e)));
        if (events.size() > MOST_LINES) {
            lines.add(title + "and " + (events.size() - MOST_LINES) + " more");
        }
    }

    private static String at(String place) {
        return place.isEmpty() ? "" : " at " + word(place);
    }

    private static String verdict(Event.Judged e) {
        return word(e.by()) + ":" + lower(e.action()) + (e.reason().isEmpty() ? "" : "(" + word(e.reason()) + ")");
    }

    private static String found(Receipt receipt, String between) {
        List<String> parts = new ArrayList<>();
        receipt.found()
                .forEach((type, actions) ->
                        actions.forEach((action, n) -> parts.add(type.name() + ":" + lower(action) + "=" + n)));
        return list(parts, between);
    }

    private static String attempt(Event.Attempted e) {
        return e.ended() == Event.Sending.REPLIED ? String.valueOf(e.status()) : lower(e.ended());
    }

    private static String kept(Receipt receipt, String between) {
        List<String> parts = new ArrayList<>();
        receipt.kept().forEach((sink, n) -> parts.add(lower(sink) + "=" + n));
        return list(parts, between);
    }

    private static List<String> ruleSets(Receipt receipt) {
        return receipt.ruleSets().entrySet().stream()
                .map(e -> word(e.getKey()) + "@" + word(e.getValue()))
                .toList();
    }

    private static String list(List<String> parts, String between) {
        return parts.isEmpty() ? NONE : String.join(between, parts);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String model(String model) {
        if (model.isEmpty()) {
            return NONE;
        }
        boolean legal = model.length() <= LONGEST_MODEL
                && model.chars().allMatch(c -> isAlphanumeric(c) || "._:-".indexOf(c) >= 0);
        return legal ? model : HIDDEN;
    }

    /** The word with every other character but those of a fixed alphabet as {@code _}, at most 128 characters. */
    private static String word(String word) {
        if (word.isEmpty()) {
            return NONE;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(word.length(), LONGEST_WORD); i++) {
            char c = word.charAt(i);
            out.append(isAlphanumeric(c) || "._:/$@+~#[]?-".indexOf(c) >= 0 ? c : '_');
        }
        return out.toString();
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
