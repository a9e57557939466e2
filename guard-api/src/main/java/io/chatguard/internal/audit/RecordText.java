package io.chatguard.internal.audit;

import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What a decision or outcome tells, as members of its record: counts, words of fixed lists, and names.
 *
 * <p>Tenant, conversation, principal and purpose are the application's, and written as keyed hashes. Other names (of
 * models, rules, guardrails, reasons) come from code or from the wire; events hold no text by contract, and what is no
 * short word is a keyed hash here all the same: at most {@value #LONGEST_NAME} characters of {@code [A-Za-z0-9._:/+-]},
 * of them at most {@value #MOST_DIGITS} digits, which is fewer than a card or account number has. So a line is ASCII
 * without any character that JSON escapes.
 */
final class RecordText {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_DIGITS = 12;
    private static final int MOST_ENTRIES = 64;
    private static final Set<String> MEDIA =
            Set.of("application", "audio", "font", "image", "message", "model", "multipart", "text", "video");

    private final KeyedHash hash;

    RecordText(KeyedHash hash) {
        this.hash = hash;
    }

    String of(AuditEvent event) {
        Receipt receipt = event.receipt();
        Facts facts = receipt.facts();
        StringBuilder out = new StringBuilder(512);
        text(out, "exchange", exchange(receipt.exchange()));
        text(out, "policy", name(receipt.policy()));
        event.ending().ifPresent(ending -> text(out, "ending", word(ending)));
        who(out, event.scope(), event.caller());
        text(out, "operation", name(facts.operation()));
        text(out, "model", name(facts.model()));
        text(out, "transfer", word(facts.transfer()));
        text(out, "storage", word(facts.storage()));
        number(out, "choices", facts.choices());
        number(out, "tools", facts.tools().size());
        number(out, "segments_request", receipt.segments(Direction.REQUEST));
        number(out, "segments_reply", receipt.segments(Direction.REPLY));
        map(out, "found", found(receipt));
        number(out, "propagated", receipt.propagated());
        number(out, "restored", receipt.restored());
        map(out, "kept", tally(receipt.kept().entrySet().stream().toList(), e -> word(e.getKey()), e -> e.getValue()));
        number(out, "unresolved", receipt.unresolved());
        if (receipt.withheld() > 0) {
            number(out, "withheld", receipt.withheld());
        }
        receipt.legalBasis().ifPresent(basis -> text(out, "legal_basis", word(basis)));
        map(out, "opaque", tally(receipt.opaque(), e -> media(e.mediaType()) + ":" + word(e.action()), e -> 1));
        number(out, "skipped", receipt.skipped().size());
        map(out, "verdicts", tally(receipt.verdicts(), this::verdict, e -> 1));
        map(out, "decided_by", tally(List.copyOf(receipt.decidedBy()), this::name, e -> 1));
        Map<String, String> rules = new TreeMap<>();
        receipt.ruleSets().forEach((set, version) -> rules.put(name(set), "\"" + name(version) + "\""));
        members(out, "rules", rules);
        return out.toString();
    }

    private void who(StringBuilder out, Scope scope, Caller caller) {
        String tenant = scope.tenant();
        text(out, "tenant", hash.of("tenant", tenant));
        text(out, "conversation", hash.of("conversation", tenant, scope.conversation()));
        if (!caller.principal().isEmpty()) {
            text(out, "principal", hash.of("principal", tenant, caller.principal()));
        }
        if (!caller.purpose().isEmpty()) {
            text(out, "purpose", hash.of("purpose", caller.purpose()));
        }
        text(out, "assurance", word(caller.assurance()));
    }

    private static Map<String, Integer> found(Receipt receipt) {
        Map<String, Integer> counts = new TreeMap<>();
        receipt.found()
                .forEach((type, actions) ->
                        actions.forEach((action, n) -> counts.put(type.name() + ":" + word(action), n)));
        return counts;
    }

    private String verdict(Event.Judged e) {
        return name(e.by()) + ":" + word(e.action()) + (e.reason().isEmpty() ? "" : ":" + name(e.reason()));
    }

    /** The kind of a media type: the rest of it is the sender's. */
    private static String media(String type) {
        int slash = type.indexOf('/');
        String kind = slash < 0 ? "" : type.substring(0, slash).toLowerCase(Locale.ROOT);
        return MEDIA.contains(kind) ? kind : "other";
    }

    private String name(String name) {
        int digits = 0;
        boolean legal = name.length() <= LONGEST_NAME;
        for (int i = 0; legal && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            legal = digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._:/+-".indexOf(c) >= 0;
        }
        return legal && digits <= MOST_DIGITS ? name : "~" + hash.of("name", name);
    }

    /** An exchange's id is random and may have more digits than a name. */
    private String exchange(String id) {
        boolean made = id.length() == 27
                && id.startsWith("xg_")
                && id.substring(3).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
        return made ? id : name(id);
    }

    private static <E> Map<String, Integer> tally(List<E> entries, Function<E, String> key, ToIntFunction<E> count) {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(e -> counts.merge(key.apply(e), count.applyAsInt(e), Integer::sum));
        return counts;
    }

    private static void map(StringBuilder out, String key, Map<String, Integer> counts) {
        Map<String, String> members = new LinkedHashMap<>();
        counts.forEach((name, n) -> members.put(name, Integer.toString(n)));
        members(out, key, members);
    }

    /** An object of at most {@value #MOST_ENTRIES} members and, where more are left out, their number. */
    private static void members(StringBuilder out, String key, Map<String, String> members) {
        out.append(",\"").append(key).append("\":{");
        int n = 0;
        for (Map.Entry<String, String> member : members.entrySet()) {
            if (n == MOST_ENTRIES) {
                out.append(",\"~more\":").append(members.size() - n);
                break;
            }
            out.append(n++ == 0 ? "\"" : ",\"")
                    .append(member.getKey())
                    .append("\":")
                    .append(member.getValue());
        }
        out.append('}');
    }

    private static void text(StringBuilder out, String key, String word) {
        out.append(",\"").append(key).append("\":\"").append(word).append('"');
    }

    private static void number(StringBuilder out, String key, int number) {
        out.append(",\"").append(key).append("\":").append(number);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
