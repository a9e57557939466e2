package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.AnchoredScan;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.normal.Readings;
import io.chatguard.redact.internal.terms.TermIndex;
import java.util.ArrayList;
import java.util.List;

/** The rules that ship with the library, as one scan. */
public final class BuiltInRules {
    /** Changes whenever a rule or a data file changes what is found. */
    public static final String VERSION = "2026.3";

    private BuiltInRules() {}

    /** The built-in rules, or none, with a user's, over every reading of a text. */
    static TextRule scan(Base base, List<RuleData> own, List<TermIndex> terms) {
        List<TextRule> scans = new ArrayList<>();
        if (base == Base.SHIPPED) {
            scans.add(Shipped.SCANNERS);
        }
        if (own.isEmpty() && base == Base.SHIPPED) {
            scans.add(Shipped.PATTERNS);
        } else if (!own.isEmpty()) {
            List<RuleData> patterns = new ArrayList<>(base == Base.SHIPPED ? ShippedRules.all() : List.of());
            patterns.addAll(own);
            scans.add(PatternRules.of(patterns));
        }
        scans.addAll(terms);
        return new Readings(new SeveralRules(scans));
    }

    /** Built once, however many detectors there are: that takes longer than to scan a megabyte. */
    private static final class Shipped {
        static final PatternRules PATTERNS = PatternRules.of(ShippedRules.all());

        /** Colons before digits: an IPv6 address claims the IPv4 address at its end, a URL its userinfo. */
        static final AnchoredScan SCANNERS = new AnchoredScan(List.of(
                new UrlUserinfoRule(),
                new UrlRule(),
                new BareHostRule(),
                new Ipv6Rule(),
                new MacRule(),
                new NumberRule(),
                new EmailRule(),
                new AwsSecretRule(),
                new JwtRule(),
                new PemRule()));
    }

    /** Whether the rules that ship with the library take part. */
    enum Base {
        SHIPPED,
        NOTHING
    }

    /** The built-in rules over every reading of a text. */
    public static TextRule scan() {
        return scan(Base.SHIPPED, List.of(), List.of());
    }
}
