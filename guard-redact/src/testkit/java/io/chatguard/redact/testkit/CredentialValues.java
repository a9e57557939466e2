package io.chatguard.redact.testkit;

import static io.chatguard.redact.testkit.PiiArbitraries.letters;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Keys in the formats of the vendors, with right checksums; random, so they open nothing. */
final class CredentialValues {
    private static final String DIGITS = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ALNUM = DIGITS + UPPER + UPPER.toLowerCase(java.util.Locale.ROOT);
    private static final String URL = ALNUM + "_-";

    private CredentialValues() {}

    static Arbitrary<String> any() {
        return Arbitraries.oneOf(
                key("sk-", ALNUM, 48),
                key("sk-proj-", URL, 120),
                key("sk-svcacct-", URL, 60),
                key("sk-admin-", URL, 60),
                key("sk-ant-api03-", URL, 93),
                key("AKIA", UPPER + "234567", 16),
                key("ASIA", UPPER + "234567", 16),
                key("AIza", URL, 35),
                checked("ghp_"),
                checked("gho_"),
                checked("ghs_"),
                checked("npm_"),
                Combinators.combine(key("github_pat_", ALNUM, 22), key("_", ALNUM, 59))
                        .as(String::concat),
                Combinators.combine(key("xoxb-", DIGITS, 12), key("-", DIGITS, 12), key("-", ALNUM, 24))
                        .as((a, b, c) -> a + b + c),
                Combinators.combine(key("xapp-1-A", UPPER + DIGITS, 10), key("-", DIGITS, 13), key("-", ALNUM, 64))
                        .as((a, b, c) -> a + b + c),
                Combinators.combine(
                                key("https://hooks.slack.com/services/T", UPPER + DIGITS, 8),
                                key("/B", UPPER + DIGITS, 8),
                                key("/", ALNUM, 24))
                        .as((a, b, c) -> (a + b + c).substring("https://".length())),
                key("sk_live_", ALNUM, 24),
                key("rk_live_", ALNUM, 99),
                key("sk_test_", ALNUM, 24),
                Combinators.combine(key("SG.", URL, 22), key(".", URL, 43)).as(String::concat),
                key("glpat-", ALNUM, 20),
                key("hf_", ALNUM, 34),
                key("AccountKey=", ALNUM + "+/", 86).map(k -> k + "=="),
                jwt(),
                pem());
    }

    /** A word-like edge, since a hyphen at the end of a key in a sentence reads as punctuation. */
    private static Arbitrary<String> key(String prefix, String alphabet, int length) {
        return letters(alphabet, length - 2, length - 2)
                .map(s -> prefix + "a" + s + "7")
                .map(s ->
                        prefix.equals("AKIA") || prefix.equals("ASIA") ? s.substring(0, 4) + "A" + s.substring(5) : s);
    }

    private static Arbitrary<String> checked(String prefix) {
        return letters(ALNUM, 30, 30).map(random -> {
            CRC32 crc = new CRC32();
            crc.update(random.getBytes(StandardCharsets.US_ASCII));
            long rest = crc.getValue();
            StringBuilder symbols = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                int digit = (int) (rest % 62);
                symbols.insert(0, (DIGITS + UPPER + UPPER.toLowerCase(java.util.Locale.ROOT)).charAt(digit));
                rest /= 62;
            }
            return prefix + random + symbols;
        });
    }

    private static Arbitrary<String> jwt() {
        return Combinators.combine(
                        Arbitraries.of(
                                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                                "{\"typ\":\"JWT\",\"alg\":\"ES256\"}",
                                "{\"alg\":\"RS256\",\"kid\":\"1\"}"),
                        letters(ALNUM, 4, 20),
                        letters(URL, 40, 84).map(s -> "s" + s + "0"))
                .as((header, subject, signature) ->
                        base64(header) + "." + base64("{\"sub\":\"" + subject + "\"}") + "." + signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arbitrary<String> pem() {
        return Combinators.combine(
                        Arbitraries.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"),
                        letters(ALNUM + "+/", 64, 64).list().ofMinSize(2).ofMaxSize(6),
                        Arbitraries.of("\n", "\r\n", "\\n"))
                .as((label, lines, end) -> "-----BEGIN " + label + "-----" + end + String.join(end, lines) + end
                        + "-----END " + label + "-----");
    }
}
