package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.AnchoredScan;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.life.LabelledScanner;
import io.chatguard.redact.internal.normal.Readings;
import io.chatguard.redact.internal.terms.TermIndex;
import java.util.ArrayList;
import java.util.List;

/** The rules that ship with the library, as one scan. */
public final class BuiltInRules {
    /** Changes whenever a rule or a data file changes what is found. */
    public static final String VERSION = "2026.8";

    private BuiltInRules() {}

    /** The built-in rules, or none, with a user's, over every reading of a text. */
    static TextRule scan(Base base, List<RuleData> own, List<TermIndex> terms) {
        List<TextRule> scans = new ArrayList<>();
        if (base == Base.SHIPPED) {
            scans.add(Shipped.SCANNERS);
            scans.add(Shipped.PATTERNS);
        }
        if (!own.isEmpty()) {
            // A pass of their own: to compile them together with ours would take longer than the start of a program
            // may.
            scans.add(PatternRules.of(own));
        }
        scans.addAll(terms);
        return new Readings(new SeveralRules(scans));
    }

    /** Built once, however many detectors there are: that takes longer than to scan a megabyte. */
    private static final class Shipped {
        static final PatternRules PATTERNS = PatternRules.of(ShippedRules.scanned());

        static final LabelledScanner LABELLED = new LabelledScanner(ShippedRules.scanned());

        /** Colons before digits: an IPv6 address claims the IPv4 address at its end, a URL its userinfo. */
        static final AnchoredScan SCANNERS = new AnchoredScan(List.of(
                new UrlUserinfoRule(),
                new UrlRule(),
                new BareHostRule(),
                new Ipv6Rule(),
                new MacRule(),
                LABELLED,
                new NumberRule(LABELLED),
                new EmailRule(),
                new AwsSecretRule(),
                new JwtRule(),
                new PemRule(),
                new SamlRule()));
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
