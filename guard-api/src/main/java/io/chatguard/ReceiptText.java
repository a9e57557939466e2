package io.chatguard;

import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Renders a receipt. Names and reasons come from extensions, models and media types from the wire: each passes through
 * {@link #word}, so that what is rendered can neither break a line nor pretend to be another field.
 */
final class ReceiptText {

    static final String NONE = "-";

    private static final String HIDDEN = "?";
    private static final int LONGEST_WORD = 128;
    private static final int LONGEST_MODEL = 64;
    private static final boolean[] SHOWN = shown();
    private static final int MOST_LINES = 10;

    private ReceiptText() {}

    static Map<String, String> fields(Receipt receipt) {
        Map<String, String> fields = new LinkedHashMap<>(32);
        ReceiptFields.of(receipt).write(fields::put);
        return fields;
    }

    static String line(Receipt receipt) {
        return ReceiptFields.of(receipt).line();
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
        receipt.legalBasis()
                .ifPresent(basis -> lines.add("basis       " + lower(basis) + ", Art. " + basis.article() + " GDPR"));
        if (receipt.withheld() > 0) {
            lines.add("withheld    " + receipt.withheld() + " from this caller");
        }
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

    static String verdict(Event.Judged e) {
        return word(e.by()) + ":" + lower(e.action()) + (e.reason().isEmpty() ? "" : "(" + word(e.reason()) + ")");
    }

    private static String found(Receipt receipt, String between) {
        List<String> parts = new ArrayList<>();
        receipt.found()
                .forEach((type, actions) ->
                        actions.forEach((action, n) -> parts.add(type.name() + ":" + lower(action) + "=" + n)));
        return list(parts, between);
    }

    /** Its article as a word, such as {@code 6.1.b}. */
    static String article(LegalBasis basis) {
        return basis.article().replace('(', '.').replace(")", "");
    }

    static String attempt(Event.Attempted e) {
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

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String model(String model) {
        if (model.isEmpty()) {
            return NONE;
        }
        boolean legal = model.length() <= LONGEST_MODEL;
        for (int i = 0; legal && i < model.length(); i++) {
            char c = model.charAt(i);
            legal = isAlphanumeric(c) || "._:-".indexOf(c) >= 0;
        }
        return legal ? model : HIDDEN;
    }

    /** The word with every other character but those of a fixed alphabet as {@code _}, at most 128 characters. */
    static String word(String word) {
        if (word.isEmpty()) {
            return NONE;
        }
        int n = Math.min(word.length(), LONGEST_WORD);
        int legal = 0;
        while (legal < n && isShown(word.charAt(legal))) {
            legal++;
        }
        if (legal == word.length()) {
            return word;
        }
        StringBuilder out = new StringBuilder(n).append(word, 0, legal);
        for (int i = legal; i < n; i++) {
            char c = word.charAt(i);
            out.append(isShown(c) ? c : '_');
        }
        return out.toString();
    }

    private static boolean isShown(char c) {
        return c < SHOWN.length && SHOWN[c];
    }

    private static boolean[] shown() {
        boolean[] shown = new boolean[0x80];
        for (char c = 0; c < shown.length; c++) {
            shown[c] = isAlphanumeric(c) || "._:/$@+~#[]?-".indexOf(c) >= 0;
        }
        return shown;
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
