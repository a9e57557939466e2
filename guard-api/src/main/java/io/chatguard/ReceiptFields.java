package io.chatguard;

import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Sink;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * All counts of a receipt, taken in one pass, and the fields that tell them. They are written twice for every call, so
 * nothing is made that a usual call has not got: no map for what did not happen, no text for a count but that of the
 * line.
 */
final class ReceiptFields {

    private static final String[] ACTIONS = words(Action.values());
    private static final String[] SINKS = words(Sink.values());

    /** In the order of their words. */
    private static final Action[] SORTED_ACTIONS = sorted(Action.values());

    private static final Sink[] SORTED_SINKS = sorted(Sink.values());

    private static final Sink[] NO_SINKS = {};
    private static final int USUAL_LINE = 384;

    private final Receipt receipt;
    private int request;
    private int reply;
    private int propagated;
    private int restored;
    private int unresolved;
    private int withheld;
    private int skipped;
    private String attempts = ReceiptText.NONE;
    private String basis = ReceiptText.NONE;
    private Map<EntityType, int[]> found = Map.of();
    private int[] kept = {};
    private Map<String, Integer> opaque = Map.of();
    private Map<String, Integer> verdicts = Map.of();
    private Set<String> decided = Set.of();
    private Map<String, String> rules = Map.of();

    private ReceiptFields(Receipt receipt) {
        this.receipt = receipt;
    }

    static ReceiptFields of(Receipt receipt) {
        ReceiptFields counts = new ReceiptFields(receipt);
        for (Event event : receipt.events()) {
            counts.add(event);
        }
        return counts;
    }

    private void add(Event event) {
        if (event instanceof Event.Found e) {
            found = found.isEmpty() ? new TreeMap<>() : found;
            found.computeIfAbsent(e.type(), type -> new int[ACTIONS.length])[
                    e.action().ordinal()]++;
            propagated += e.recognition() == Event.Recognition.PROPAGATED ? 1 : 0;
            if (e.action() == Action.BLOCK) {
                decided(e.rule());
            }
        } else if (event instanceof Event.Restored) {
            restored++;
        } else if (event instanceof Event.Screened e) {
            request += e.direction() == Direction.REQUEST ? e.segments() : 0;
            reply += e.direction() == Direction.REPLY ? e.segments() : 0;
        } else if (event instanceof Event.Attempted e) {
            String attempt = ReceiptText.attempt(e);
            attempts = attempts.equals(ReceiptText.NONE) ? attempt : attempts + "," + attempt;
        } else if (event instanceof Event.Kept e) {
            kept = kept.length == 0 ? new int[SINKS.length] : kept;
            kept[e.sink().ordinal()]++;
        } else if (event instanceof Event.Unresolved) {
            unresolved++;
        } else if (event instanceof Event.Withheld) {
            withheld++;
        } else if (event instanceof Event.Consented e) {
            basis = basis.equals(ReceiptText.NONE) ? ReceiptText.article(e.basis()) : basis;
        } else if (event instanceof Event.Skipped) {
            skipped++;
        } else if (event instanceof Event.Opaque e) {
            opaque = opaque.isEmpty() ? new LinkedHashMap<>() : opaque;
            opaque.merge(
                    ReceiptText.word(e.mediaType()) + ":" + ACTIONS[e.action().ordinal()], 1, Integer::sum);
        } else if (event instanceof Event.RuleSet e) {
            rules = rules.isEmpty() ? new TreeMap<>() : rules;
            rules.put(e.name(), e.version());
        } else if (event instanceof Event.Judged e) {
            verdicts = verdicts.isEmpty() ? new LinkedHashMap<>() : verdicts;
            verdicts.merge(ReceiptText.verdict(e), 1, Integer::sum);
            if (e.action().compareTo(Action.FLAG) > 0) {
                decided(e.by());
            }
        }
    }

    private void decided(String who) {
        decided = decided.isEmpty() ? new TreeSet<>() : decided;
        decided.add(ReceiptText.word(who));
    }

    /** Gives each field, in the order of the line. */
    void write(BiConsumer<String, String> out) {
        String line = line();
        int at = 0;
        while (at < line.length()) {
            int equals = line.indexOf('=', at);
            int end = line.indexOf(' ', equals);
            end = end < 0 ? line.length() : end;
            out.accept(line.substring(at, equals), line.substring(equals + 1, end));
            at = end + 1;
        }
    }

    /** All fields as {@code key=value}; no value holds a blank, and no key an equals sign. */
    String line() {
        Facts facts = receipt.facts();
        StringBuilder out = new StringBuilder(USUAL_LINE);
        out.append("exchange=").append(ReceiptText.word(receipt.exchange()));
        out.append(" policy=").append(ReceiptText.word(receipt.policy()));
        out.append(" operation=").append(ReceiptText.word(facts.operation()));
        out.append(" model=").append(ReceiptText.model(facts.model()));
        out.append(" streamed=").append(facts.transfer() == Facts.Transfer.STREAMED);
        out.append(" stored=").append(facts.storage() == Facts.Storage.STORED);
        out.append(" choices=").append(facts.choices());
        out.append(" segments.request=").append(request);
        out.append(" segments.reply=").append(reply);
        out.append(" attempts=").append(attempts);
        found(out.append(" found="));
        out.append(" propagated=").append(propagated);
        out.append(" restored=").append(restored);
        kept(out.append(" kept="));
        out.append(" unresolved=").append(unresolved);
        out.append(" withheld=").append(withheld);
        out.append(" basis=").append(basis);
        counts(out.append(" opaque="), opaque);
        out.append(" skipped=").append(skipped);
        counts(out.append(" verdicts="), verdicts);
        out.append(" decided=").append(decided.isEmpty() ? ReceiptText.NONE : String.join(",", decided));
        rules(out.append(" rules="));
        return out.toString();
    }

    private void found(StringBuilder out) {
        int start = out.length();
        found.forEach((type, actions) -> {
            for (Action action : SORTED_ACTIONS) {
                if (actions[action.ordinal()] > 0) {
                    comma(out, start).append(type.name()).append(':').append(ACTIONS[action.ordinal()]);
                    out.append('=').append(actions[action.ordinal()]);
                }
            }
        });
        orNone(out, start);
    }

    private void kept(StringBuilder out) {
        int start = out.length();
        for (Sink sink : kept.length == 0 ? NO_SINKS : SORTED_SINKS) {
            if (kept[sink.ordinal()] > 0) {
                comma(out, start).append(SINKS[sink.ordinal()]).append('=').append(kept[sink.ordinal()]);
            }
        }
        orNone(out, start);
    }

    private static void counts(StringBuilder out, Map<String, Integer> counts) {
        int start = out.length();
        counts.forEach((what, n) -> comma(out, start).append(what).append('=').append(n));
        orNone(out, start);
    }

    private void rules(StringBuilder out) {
        int start = out.length();
        rules.forEach((name, version) ->
                comma(out, start).append(ReceiptText.word(name)).append('@').append(ReceiptText.word(version)));
        orNone(out, start);
    }

    private static StringBuilder comma(StringBuilder out, int start) {
        return out.length() == start ? out : out.append(',');
    }

    private static void orNone(StringBuilder out, int start) {
        if (out.length() == start) {
            out.append(ReceiptText.NONE);
        }
    }

    private static String[] words(Enum<?>[] constants) {
        String[] words = new String[constants.length];
        for (Enum<?> constant : constants) {
            words[constant.ordinal()] = ReceiptText.lower(constant);
        }
        return words;
    }

    private static <E extends Enum<E>> E[] sorted(E[] constants) {
        Arrays.sort(constants, Comparator.comparing(Enum::name));
        return constants;
    }
}
