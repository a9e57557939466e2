package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.AnchoredScan;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.normal.Readings;
import java.util.List;

/** The rules that ship with the library, as one scan. */
public final class BuiltInRules {
    /** Changes whenever a rule or a data file changes what is found. */
    public static final String VERSION = "2026.3";

    private BuiltInRules() {}

    /** Over every reading of a text. Colons before digits: an IPv6 address claims the IPv4 address at its end, a URL its userinfo. */
    public static TextRule scan() {
        return new Readings(new SeveralRules(List.of(scanners(), PatternRules.of(ShippedRules.all()))));
    }

    private static TextRule scanners() {
        return new AnchoredScan(List.of(
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
}
