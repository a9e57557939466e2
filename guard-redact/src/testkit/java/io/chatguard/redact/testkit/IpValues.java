package io.chatguard.redact.testkit;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** IP addresses of both versions. */
final class IpValues {
    private IpValues() {}

    static Arbitrary<String> any() {
        return Arbitraries.oneOf(v4(), v6(), elided(), withV4(), zoned());
    }

    static Arbitrary<String> v4() {
        return Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(o -> o.get(0) + "." + o.get(1) + "." + o.get(2) + "." + o.get(3));
    }

    private static Arbitrary<List<Integer>> groups(int count) {
        return Arbitraries.integers().between(0x100, 0xffff).list().ofSize(count);
    }

    private static String join(List<Integer> groups) {
        StringBuilder out = new StringBuilder("2");
        for (int i = 0; i < groups.size(); i++) {
            String hex = Integer.toHexString(groups.get(i));
            out.append(i == 0 ? hex.substring(0, Math.min(3, hex.length())) : ":" + hex);
        }
        return out.toString();
    }

    private static Arbitrary<String> v6() {
        return Combinators.combine(groups(8), Arbitraries.of(true, false))
                .as((g, upper) -> upper ? join(g).toUpperCase(Locale.ROOT) : join(g));
    }

    private static Arbitrary<String> elided() {
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(head -> Combinators.combine(
                                groups(head), Arbitraries.integers().between(0, 0xffff))
                        .as((g, last) -> join(g) + "::" + (last == 0 ? "" : Integer.toHexString(last))));
    }

    private static Arbitrary<String> withV4() {
        return Combinators.combine(v4(), Arbitraries.of("::ffff:", "64:ff9b::", "2001:db8::", "0:0:0:0:0:ffff:"))
                .as((v4, prefix) -> prefix + v4);
    }

    private static Arbitrary<String> zoned() {
        return Combinators.combine(groups(3), Arbitraries.of("eth0", "en0", "wlan1", "3"))
                .as((g, zone) -> "fe80::" + join(g) + "%" + zone);
    }
}
