package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the rules say that ship with the library, each way read once.
 *
 * <p>A scan needs a part of it, which the build has packed ({@link RulePacker}) and which is there in milliseconds:
 * {@link #scanned}. The rest, and all that the packed ones are made of, is in files of text, a family each.
 */
public final class ShippedRules {
    /** A file a family, beside this class. */
    static final List<String> FILES = List.of(
            "address.rules",
            "secrets-ai.rules",
            "secrets-cloud.rules",
            "secrets-devtools.rules",
            "secrets-payment.rules",
            "secrets-saas.rules",
            "credential.rules",
            "dates.rules",
            "finance.rules",
            "government.rules",
            "network.rules",
            "personal.rules",
            "sensitive.rules",
            "phone.rules",
            "north-america.rules",
            "western-europe.rules",
            "northern-europe.rules",
            "eastern-europe.rules",
            "latin-america.rules",
            "asia-pacific.rules",
            "africa-middle-east.rules");

    private ShippedRules() {}

    /** All that they say, family by family. The first call reads the files: nothing that a scan waits for. */
    public static List<RuleData> all() {
        return Told.ALL;
    }

    /** All that they say, by id; as {@link #all}. */
    public static Map<String, RuleData> byId() {
        return Told.BY_ID;
    }

    /** What they find. */
    public static Set<EntityType> types() {
        PackedRules rules = scanned();
        Set<EntityType> types = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            types.add(rules.rule(i).type());
        }
        return types;
    }

    /** What a scan needs of all of them: no sentence, no origin, no example. In the same order. */
    static PackedRules scanned() {
        return Scanned.PACKED.rules();
    }

    /** How the numbers of those rules are written that are forms. */
    static IdentifierWays identifiers() {
        return IdentifierWays.read(Scanned.PACKED.rules(), Scanned.PACKED.identifiers());
    }

    /** What a rule's values are where they are secrets: {@code GitHub access token}; nothing for other rules. */
    public static Optional<String> secret(String rule) {
        return Optional.ofNullable(byId().get(rule))
                .flatMap(data -> data.secrecy()
                        .kind()
                        .map(kind -> data.origin().vendor().map(v -> v + " ").orElse("") + kind));
    }

    static List<RuleData> read(String file) {
        return RuleFile.read(DataFile.text(ShippedRules.class, file), file);
    }

    private static final class Told {
        static final List<RuleData> ALL =
                FILES.stream().flatMap(file -> read(file).stream()).toList();
        static final Map<String, RuleData> BY_ID =
                ALL.stream().collect(Collectors.toUnmodifiableMap(RuleData::id, Function.identity()));
    }

    private static final class Scanned {
        static final RulePacker.Packed PACKED = RulePacker.read();
    }
}
