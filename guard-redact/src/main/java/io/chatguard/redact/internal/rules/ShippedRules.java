package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the rules say that ship with the library, read once. */
public final class ShippedRules {
    /** A file a family, beside this class. */
    static final List<String> FILES =
            List.of("credential.rules", "finance.rules", "government.rules", "network.rules", "phone.rules");

    private static final List<RuleData> ALL =
            FILES.stream().flatMap(file -> read(file).stream()).toList();
    private static final Map<String, RuleData> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RuleData::id, Function.identity()));

    private ShippedRules() {}

    /** All, family by family. */
    public static List<RuleData> all() {
        return ALL;
    }

    /** All, by id. */
    public static Map<String, RuleData> byId() {
        return BY_ID;
    }

    static List<RuleData> read(String file) {
        return RuleFile.read(DataFile.text(ShippedRules.class, file), file);
    }
}
