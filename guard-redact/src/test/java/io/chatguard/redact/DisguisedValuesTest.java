package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are written so that a reader sees them and a plain search does not. Ids are those of ADVERSARIAL.md. */
class DisguisedValuesTest {

    private static final Policy OPEN = Policy.builder()
            .section(ReidentifySettings.class, ReidentifySettings.everywhere())
            .build();
    private static final Scope SCOPE = Scope.of("t", "c");

    /** A backtick stands for nothing: the texts are full of the marks that CSV would take for its own. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "A001 | EMAIL_ADDRESS | alice\u200b.smith@exam\u200bple.com",
                "A002 | CREDIT_CARD | 4111\u200d1111\u200c1111\u20601111",
                "A004 | CREDIT_CARD | \uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
                "A005 | EMAIL_ADDRESS | alice\uff20example.com",
                "A007 | EMAIL_ADDRESS | \u0430lice.smith@ex\u0430mple.com",
                "A008 | CREDIT_CARD | \u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
                "A010 | CREDIT_CARD | \u2463\u2460\u2460\u2460 1111 1111 1111",
                "A011 | EMAIL_ADDRESS | \u00e1lice@ex\u00e4mple.com",
                "A011 | EMAIL_ADDRESS | a\u0301lice@exa\u0308mple.com",
                "A017 | EMAIL_ADDRESS | alice\u3164@example.com",
                "A023 | EMAIL_ADDRESS | o\ufb03ce@\ufb01rm.example.com",
                "A025 | CREDIT_CARD | ZW1haWw6IGFsaWNlLnNtaXRoQGV4YW1wbGUuY29tLCBjYXJkIDQxMTExMTExMTExMTExMTE=",
                "A026 | US_SSN | c3NuPTA3OC0wNS0xMTIwO25hbWU9QWxpY2U_Pg",
                "A029 | EMAIL_ADDRESS | MFWGSY3FFZZW22LUNBAGK6DBNVYGYZJOMNXW2===",
                "A031 | EMAIL_ADDRESS | \\x61\\x6c\\x69\\x63\\x65@example.com",
                "A034 | EMAIL_ADDRESS | alice.smith%2540example.com",
                "A035 | EMAIL_ADDRESS | alice&#46;smith&#x40;example&period;com",
                "A038 | EMAIL_ADDRESS | alice.smith=40example.com",
                "A040 | CREDIT_CARD | Y2FyZCA0MTExMTExMTExMTExMTEx",
                "-    | EMAIL_ADDRESS | 616c6963652e736d697468406578616d706c652e636f6d",
                "-    | EMAIL_ADDRESS | alice\\u0040example.com",
                "-    | EMAIL_ADDRESS | alice\\u{40}example.com",
                "-    | EMAIL_ADDRESS | alice@example\u3002com",
                "-    | EMAIL_ADDRESS | \ud835\udc1a\ud835\udc25\ud835\udc22ce@example.com",
            })
    void isReplacedAsAWholeAndComesBackAsItWas(String id, String type, String value) {
        String text = "Please write to " + value + " today.";
        try (Redaction redaction = Redaction.builder(OPEN).build()) {
            String sent = redaction.pseudonymise(SCOPE, text);

            assertThat(sent).as(id).matches("Please write to " + type + "_1_[0-9A-Z]{6} today\\.");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
        }
    }

    @Test
    void wrappedBase64IsOneValue() {
        // A028
        String text = "mail:\nYWxpY2Uuc21p\ndGhAZXhhbXBs\nZS5jb20=\nthanks";
        assertThat(sent(text)).matches("mail:\nEMAIL_ADDRESS_1_[0-9A-Z]{6}\nthanks");
        assertThat(sent("mail\nYWxpY2Uuc21p\ndGhAZXhhbXBs\nZS5jb20=\nthanks")).doesNotContain("dGhAZXhhbXBs");
        assertThat(sent("YWxpY2Uuc21p\r\ndGhAZXhhbXBs\r\nZS5jb20=")).matches("EMAIL_ADDRESS_1_[0-9A-Z]{6}");
    }

    @Test
    void hyphensOfEveryKindJoinANumber() {
        // A019
        for (String hyphen : new String[] {"\u2011", "\u2013", "\u2212", "\u2010"}) {
            assertThat(sent("My SSN is 078" + hyphen + "05" + hyphen + "1120."))
                    .matches("My SSN is US_SSN_1_[0-9A-Z]{6}\\.");
        }
    }

    @Test
    void controlsOfDirectionStayOutsideOfTheValue() {
        // A013, A014
        assertThat(sent("\u2066alice@example.com\u2069")).matches("\u2066EMAIL_ADDRESS_1_[0-9A-Z]{6}\u2069");
        assertThat(sent("moc.elpmaxe@ecila\u202e <- alice@example.com")).doesNotContain("alice@example.com");
    }

    @Test
    void aLoneSurrogateIsNoObstacle() {
        // A020
        String sent = sent("x\ud800 alice@example.com \udc00");
        assertThat(sent).matches("x\ud800 EMAIL_ADDRESS_1_[0-9A-Z]{6} \udc00");
    }

    @Test
    void aThousandMarksOnALetterAreOneLetter() {
        // A022, smaller in the middle of an address and whole on a letter
        assertThat(sent("al" + "\u0301".repeat(1000) + "ice@example.com")).matches("EMAIL_ADDRESS_1_[0-9A-Z]{6}");
        String zalgo = "a" + "\u0301".repeat(65_536);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(sent(zalgo)).isEqualTo(zalgo));
    }

    @Test
    void documentsInStringsOfDocumentsAreRead() {
        // A037
        assertThat(sent("{\"arg\":\"{\\\"mail\\\":\\\"alice.smith@example.com\\\"}\"}"))
                .matches("\\{\"arg\":\"\\{\\\\\"mail\\\\\":\\\\\"EMAIL_ADDRESS_1_[0-9A-Z]{6}\\\\\"}\"}");
    }

    @Test
    void aTokenIsOneFindingWithItsClaims() {
        // A041
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJlbWFpbCI6ImFsaWNlQGV4YW1wbGUuY29tIn0." + "A".repeat(43);
        assertThatThrownBy(() -> sent("token " + jwt + " end"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("CREDENTIAL is blocked")
                .hasMessageNotContaining("eyJ");
        Policy masking = Policy.builder()
                .action(EntityType.CREDENTIAL, Action.PSEUDONYMIZE)
                .build();
        try (Redaction redaction = Redaction.builder(masking).build()) {
            assertThat(redaction.pseudonymise(SCOPE, "token " + jwt + " end"))
                    .matches("token [A-Z_]+_1_[0-9A-Z]{6} end");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zl znvy vf nyvpr.fzvgu@rknzcyr.pbz", // A032: an address of another domain is found, not this one
                "a.l.i.c.e @ e x a m p l e . c o m", // A043
                "my card is four one one one, one one one one, one one one one, one one one one", // A044
                "first,last,cc1,cc2\nA,B,41111111,11111111", // A053
            })
    void whatIsBeyondALimitIsSentAndHarmsNothing(String text) {
        try (Redaction redaction = Redaction.builder(OPEN).build()) {
            assertThat(redaction.reidentify(SCOPE, redaction.pseudonymise(SCOPE, text)))
                    .isEqualTo(text);
        }
    }

    @Test
    void anEncodingInAnEncodingIsRead() {
        String inner = base64("to alice.smith@example.com");
        assertThat(sent("see " + base64("b64: " + inner) + " ok")).matches("see EMAIL_ADDRESS_1_[0-9A-Z]{6} ok");
        assertThat(sent("see alice.smith%26%2364%3Bexample.com")).matches("see EMAIL_ADDRESS_1_[0-9A-Z]{6}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def at(self, dot): return a@b  # matrix product", // A133
                "internationalization_of_counterrevolutionaries and/or/state-of-the-art-technology",
                "100% of R&D; a=4 b=40 c%d %s &amp; \\x \\u12 \\path\\user",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
                "SGVsbG8gd29ybGQsIHRoaXMgaXMgcGxhaW4gdGV4dC4=",
                "\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430? \u4f60\u597d\uff0c\u4e16\u754c\u3002",
                "a=\"4111\"; b=\"1111\"; c=\"1111\"; d=\"1111\"; print(a+b+c+d)", // A052: a limit, and no crash
                "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten",
            })
    void whatIsNoValueStays(String text) {
        assertThat(sent(text)).isEqualTo(text);
    }

    @Property(tries = 500)
    void whatShowsNothingDoesNotHideAnAddress(@ForAll long seed) {
        Random random = new Random(seed);
        String hidden = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u202a\u2069";
        StringBuilder value = new StringBuilder();
        for (char c : "alice.smith@example.com".toCharArray()) {
            value.append(c);
            while (c != 'm' && random.nextInt(3) == 0) {
                value.append(hidden.charAt(random.nextInt(hidden.length())));
            }
        }
        String text = "to " + value + ", thanks";
        try (Redaction redaction = Redaction.builder(OPEN).build()) {
            String sent = redaction.pseudonymise(SCOPE, text);
            assertThat(sent).matches("to EMAIL_ADDRESS_1_[0-9A-Z]{6}, thanks");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
        }
    }

    /** Only what surrounds folded characters is scanned again: wherever that is, each address is found as a whole. */
    @Property(tries = 300)
    void disguisedAddressesAreFoundAnywhereInLongTexts(@ForAll long seed) {
        Random random = new Random(seed);
        String[] words = {"the", "order", "of", "ten", "March", "caf\u00e9", "\u2014", "(see", "below),", "x", "a.b\n"};
        String[] addresses = {
            "alice\u200b.smith@exam\u200bple.com",
            "bob\uff20example.org",
            "c\u0430rol@example.net",
            "d.e\u00adf@example.com"
        };
        StringBuilder text = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(300); i >= 0; i--) {
            boolean address = random.nextInt(40) == 0;
            String next = address ? addresses[random.nextInt(addresses.length)] : words[random.nextInt(words.length)];
            text.append(next).append(' ');
            pattern.append(address ? "EMAIL_ADDRESS_[0-9]+[a-z]?_[0-9A-Z]{6}" : Pattern.quote(next))
                    .append(' ');
        }
        try (Redaction redaction = Redaction.builder(OPEN).build()) {
            String sent = redaction.pseudonymise(SCOPE, text.toString());
            assertThat(sent).matches(pattern.toString());
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text.toString());
        }
    }

    @Property(tries = 500)
    void base64OfATextWithAnAddressIsFoundWhereverTheAddressStands(@ForAll long seed) {
        Random random = new Random(seed);
        String[] words = {"write", "to", "the", "caf\u00e9", "about", "it", "now", "\ud83d\ude00"};
        StringBuilder text = new StringBuilder();
        int at = random.nextInt(8);
        for (int i = 0; i < 8; i++) {
            text.append(i == at ? "alice.smith@example.com" : words[random.nextInt(words.length)])
                    .append(' ');
        }
        assertThat(sent("data " + base64(text.toString()) + " end")).matches("data EMAIL_ADDRESS_1_[0-9A-Z]{6} end");
    }

    /** A text grows by ten: the time must not grow by a hundred. Generous, since only a square is to be seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {"word\n", "%2525", "&#38;", "QUFB", "a\u0301", "\\u005c", "=3D", "AAAA-", "ZW1haWw6\n", "/"})
    void hostileRepetitionsAreReadInLinearTime(String unit) {
        String text = unit.repeat(400_000 / unit.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(sent(text)).isNotEmpty());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sent(String text) {
        try (Redaction redaction = Redaction.builder(OPEN).build()) {
            return redaction.pseudonymise(SCOPE, text);
        }
    }
}
