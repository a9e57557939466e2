package io.chatguard.redact.testkit;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.rules.IbanTable;
import io.chatguard.redact.internal.rules.IssuerTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitraries of valid values of every type that the built-in rules detect, formatted in the ways people write them.
 *
 * <p>Every value is found by itself, in quotes, in JSON, in Markdown and within prose of any language: none needs a
 * context word. Checksums are computed here, not with the code under test.
 */
public final class PiiArbitraries {
    private static final String LOWER_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private PiiArbitraries() {}

    /** One value of any type. */
    public static Arbitrary<Planted> any() {
        return Arbitraries.oneOf(
                emails(), phones(), cards(), ibans(), ipAddresses(), macAddresses(), ssns(), credentials(), urls());
    }

    /** The arbitraries by the type that they plant. */
    static Map<EntityType, Arbitrary<Planted>> byType() {
        Map<EntityType, Arbitrary<Planted>> all = new TreeMap<>();
        all.put(EntityType.EMAIL_ADDRESS, emails());
        all.put(EntityType.PHONE_NUMBER, phones());
        all.put(EntityType.CREDIT_CARD, cards());
        all.put(EntityType.IBAN_CODE, ibans());
        all.put(EntityType.IP_ADDRESS, ipAddresses());
        all.put(EntityType.MAC_ADDRESS, macAddresses());
        all.put(EntityType.US_SSN, ssns());
        all.put(EntityType.CREDENTIAL, credentials());
        all.put(EntityType.URL, urls());
        return all;
    }

    /** Mail addresses: plain, dotted, with plus tags, internationalised; common, nested and IDN domains. */
    public static Arbitrary<Planted> emails() {
        Arbitrary<String> word = letters("abcdefghijklmnopqrstuvwxyz", 2, 9);
        Arbitrary<String> local = Arbitraries.oneOf(
                word,
                Combinators.combine(word, word, Arbitraries.of(".", "_", "-", "+"))
                        .as((a, b, s) -> a + s + b),
                Combinators.combine(word, Arbitraries.integers().between(0, 9999))
                        .as((a, n) -> a + n),
                Combinators.combine(word, word, word).as((a, b, c) -> a + "." + b + "+" + c),
                Arbitraries.of(
                        "jürgen.groß", "françois", "иван.петров", "mary.o'neill", "αλέξανδρος", "张伟", "x", "A.B"));
        Arbitrary<String> domain = Arbitraries.oneOf(
                Combinators.combine(
                                word,
                                Arbitraries.of("com", "org", "net", "de", "io", "co.uk", "com.au", "museum", "app"))
                        .as((a, b) -> a + "." + b),
                Combinators.combine(word, word, Arbitraries.of("com", "fr", "example", "test"))
                        .as((a, b, c) -> a + "." + b + "." + c),
                Arbitraries.of(
                        "example.com",
                        "mail.example.org",
                        "münchen.de",
                        "xn--mnchen-3ya.de",
                        "пример.рф",
                        "EXAMPLE.NET"));
        return Combinators.combine(local, domain).as((l, d) -> new Planted(EntityType.EMAIL_ADDRESS, l + "@" + d));
    }

    /** Telephone numbers in international form, valid by libphonenumber, of every region it knows. */
    public static Arbitrary<Planted> phones() {
        return PhoneValues.international().map(v -> new Planted(EntityType.PHONE_NUMBER, v));
    }

    /** Payment cards of every shipped issuer range and length, Luhn right, bare or grouped. */
    public static Arbitrary<Planted> cards() {
        IssuerTable issuers = IssuerTable.shipped();
        return Arbitraries.integers().between(0, issuers.size() - 1).flatMap(row -> {
            List<Integer> lengths = new ArrayList<>();
            for (int n = 12; n <= 19; n++) {
                if ((issuers.lengths(row) & (1 << n)) != 0) {
                    lengths.add(n);
                }
            }
            return Combinators.combine(
                            Arbitraries.integers().between(issuers.lowest(row), issuers.highest(row)),
                            Arbitraries.of(lengths),
                            letters("0123456789", 13, 13),
                            Arbitraries.of("", "", " ", "-", "\u00a0", "\u2011"))
                    .as((first, length, rest, separator) -> new Planted(
                            EntityType.CREDIT_CARD,
                            grouped(withLuhn((first + rest).substring(0, length - 1)), separator)));
        });
    }

    private static String withLuhn(String payload) {
        int sum = 0;
        for (int i = 0; i < payload.length(); i++) {
            int d = payload.charAt(payload.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? (d > 4 ? 2 * d - 9 : 2 * d) : d;
        }
        return payload + (10 - sum % 10) % 10;
    }

    private static String grouped(String digits, String separator) {
        if (digits.length() == 15 && !separator.isEmpty()) {
            return digits.substring(0, 4) + separator + digits.substring(4, 10) + separator + digits.substring(10);
        }
        return inFours(digits, separator);
    }

    private static String inFours(String value, String separator) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (i > 0 && i % 4 == 0) {
                out.append(separator);
            }
            out.append(value.charAt(i));
        }
        return out.toString();
    }

    /** IBANs of every registered country, check digits right; bare, in fours, in lower case. */
    public static Arbitrary<Planted> ibans() {
        return Arbitraries.of(IbanTable.shipped().countries()).flatMap(country -> {
            String structure = IbanTable.shipped().structure(country.charAt(0), country.charAt(1));
            return Combinators.combine(
                            letters("0123456789", structure.length(), structure.length()),
                            letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", structure.length(), structure.length()),
                            Arbitraries.of("", " ", "\u00a0"),
                            Arbitraries.of(true, false))
                    .as((digits, capitals, separator, upper) -> {
                        String iban = inFours(withMod97(country, bban(structure, digits, capitals)), separator);
                        return new Planted(EntityType.IBAN_CODE, upper ? iban : iban.toLowerCase(Locale.ROOT));
                    });
        });
    }

    private static String bban(String structure, String digits, String capitals) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < structure.length(); i++) {
            boolean letter = structure.charAt(i) == 'a' || (structure.charAt(i) == 'c' && i % 3 == 1);
            out.append(letter ? capitals.charAt(i) : digits.charAt(i));
        }
        return out.toString();
    }

    private static String withMod97(String country, String bban) {
        StringBuilder number = new StringBuilder();
        for (char c : (bban + country + "00").toCharArray()) {
            number.append(Character.digit(c, 36));
        }
        int check = 98
                - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return country + (check < 10 ? "0" : "") + check + bban;
    }

    /** IPv4 and IPv6 addresses in all forms of RFC 4291, zone ids included. */
    public static Arbitrary<Planted> ipAddresses() {
        return IpValues.any().map(v -> new Planted(EntityType.IP_ADDRESS, v));
    }

    /** Hardware addresses of 48 and 64 bits with colons, hyphens or dots. */
    public static Arbitrary<Planted> macAddresses() {
        return Combinators.combine(
                        letters("0123456789abcdef", 15, 15),
                        Arbitraries.of(12, 16),
                        Arbitraries.of(":", "-", "."),
                        Arbitraries.of(true, false))
                .as((hex, length, separator, upper) -> {
                    String digits = ("a" + hex).substring(0, length);
                    int width = separator.equals(".") ? 4 : 2;
                    StringBuilder out = new StringBuilder();
                    for (int i = 0; i < length; i++) {
                        out.append(i > 0 && i % width == 0 ? separator : "").append(digits.charAt(i));
                    }
                    String mac = out.toString();
                    return new Planted(EntityType.MAC_ADDRESS, upper ? mac.toUpperCase(Locale.ROOT) : mac);
                });
    }

    /** Social security numbers that the allocation rules allow, with hyphens of several kinds. */
    public static Arbitrary<Planted> ssns() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 899).filter(a -> a != 666 && a != 78 && a != 219),
                        Arbitraries.integers().between(1, 99),
                        Arbitraries.integers().between(1, 9999),
                        Arbitraries.of("-", "-", "\u2011", "\u2013"))
                .as((area, group, serial, hyphen) -> new Planted(
                        EntityType.US_SSN,
                        String.format(Locale.ROOT, "%03d%s%02d%s%04d", area, hyphen, group, hyphen, serial)));
    }

    /** Keys of the supported vendors, JSON Web Tokens and private keys in PEM. */
    public static Arbitrary<Planted> credentials() {
        return CredentialValues.any().map(v -> new Planted(EntityType.CREDENTIAL, v));
    }

    /** URLs with a user and a password. */
    public static Arbitrary<Planted> urls() {
        return Combinators.combine(
                        Arbitraries.of("https", "postgres", "redis", "amqp", "mongodb+srv", "ftp"),
                        letters(LOWER_AND_DIGITS, 2, 8),
                        letters(LOWER_AND_DIGITS + "ABCDEF!$_-.", 6, 20).filter(p -> !p.startsWith("$")),
                        Arbitraries.of("db.example.com:5432/main", "10.1.2.3:6379", "example.org", "host/path?x=1"))
                .as((scheme, user, password, host) ->
                        new Planted(EntityType.URL, scheme + "://" + user + ":" + password + "@" + host));
    }

    static Arbitrary<String> letters(String alphabet, int min, int max) {
        return Arbitraries.strings()
                .withChars(alphabet.toCharArray())
                .ofMinLength(min)
                .ofMaxLength(max);
    }
}
