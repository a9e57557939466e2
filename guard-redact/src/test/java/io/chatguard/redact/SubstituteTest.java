package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Event;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The action {@code substitute}: invented values in place of real ones, and the way back. */
class SubstituteTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final Policy POLICY =
            Policy.builder().rule(Policy.Rule.ofAnyType(Action.SUBSTITUTE)).build();
    private static final Policy OPEN = Policy.builder()
            .rule(Policy.Rule.ofAnyType(Action.SUBSTITUTE))
            .section(ReidentifySettings.class, ReidentifySettings.everywhere())
            .build();

    private static Redaction whole(EntityType type, Policy policy) {
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(Detector.ofText(
                        type,
                        "test/all",
                        1,
                        Evidence.STRUCTURE,
                        (text, found) -> found.accept(new Detector.Span(0, text.length()))))
                .build();
    }

    private static Redaction people(Policy policy) {
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build();
    }

    private static String standIn(String type, String value) {
        try (Redaction redaction = whole(EntityType.of(type), POLICY)) {
            String sent = redaction.pseudonymise(SCOPE, value);
            assertThat(redaction.reidentify(SCOPE, "It is " + sent + ".")).isEqualTo("It is " + value + ".");
            return sent;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "EMAIL_ADDRESS ; bob@corp.test ; [a-z]+\\.[a-z]+\\d\\d@example\\.(com|net|org)",
                "URL ; https://corp.test/x ; https://example\\.(com|net|org)/[a-z]+\\d+",
                "IP_ADDRESS ; 10.1.2.3 ; (192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+",
                "IP_ADDRESS ; fe80::1 ; 2001:db8:[0-9a-f:]+",
                "MAC_ADDRESS ; 3C-22-FB-0A-0B-0C ; 00-00-5E-00-53-[0-9A-F]{2}",
                "US_SSN ; 536-22-8765 ; 666-\\d\\d-\\d{4}",
                "PHONE_NUMBER ; +1 415-867-5309 ; \\+1 \\d{3} 555 01\\d\\d",
                "PHONE_NUMBER ; 030 901820 ; 0\\d{3} ?\\d{1,4} \\d{4}",
                "PHONE_NUMBER ; +44 20 7123 4567 ; \\+44 \\d{3} \\d{3} \\d{4}",
                "PHONE_NUMBER ; +33 1 42 68 53 00 ; \\+33 \\d{3} \\d{2} \\d{4}",
                "PERSON ; Alice Smith ; \\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+",
                "PERSON ; ALICE SMITH ; [A-Z]+ [A-Z]+",
                "PERSON ; \u041e\u043b\u044c\u0433\u0430 ; [\\p{IsCyrillic} ]+",
                "PERSON ; \u5f20\u4f1f ; \\p{IsHan}+",
                "PERSON ; \uae40\ubbfc\uc218 ; \\p{IsHangul}+"
            })
    void is_of_the_same_kind_and_nobodys(String type, String value, String form) {
        try (Redaction redaction = Redaction.builder(Policy.parse("""
                        version: 1
                        entities: {'*': substitute, URL: substitute}
                        detect: {region: DE}
                        """, "test"))
                .withoutBuiltInDetectors()
                .detectors(Detector.ofText(
                        EntityType.of(type),
                        "test/all",
                        1,
                        Evidence.STRUCTURE,
                        (text, found) -> found.accept(new Detector.Span(0, text.length()))))
                .build()) {
            String sent = redaction.pseudonymise(SCOPE, value);
            assertThat(sent).matches(form).isNotEqualTo(value);
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(value);
        }
    }

    @Test
    void cards_and_ibans_pass_their_checks() {
        String card = standIn("CREDIT_CARD", "5500 0055 5555 5559");
        assertThat(card).matches("4000 00\\d\\d \\d{4} \\d{4}");
        int sum = 0;
        String digits = card.replace(" ", "");
        for (int i = 0; i < digits.length(); i++) {
            int d = (digits.charAt(digits.length() - 1 - i) - '0') * (1 + i % 2);
            sum += d / 10 + d % 10;
        }
        assertThat(sum % 10).isZero();
        String iban = standIn("IBAN_CODE", "DE89 3704 0044 0532 0130 00");
        assertThat(iban).matches("DE\\d\\d999\\d{15}");
        StringBuilder number = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> number.append(Character.digit(c, 36)));
        assertThat(new BigInteger(number.toString()).mod(BigInteger.valueOf(97)))
                .isEqualTo(BigInteger.ONE);
    }

    @Test
    void what_cannot_be_invented_gets_a_surrogate() {
        assertThat(standIn("PASSWORD", "hunter2")).startsWith("PASSWORD_1_");
        assertThat(standIn("PHONE_NUMBER", "+81 3-3477-0111")).startsWith("PHONE_NUMBER_1_");
        try (Redaction redaction = whole(EntityType.MAC_ADDRESS, POLICY)) {
            int surrogates = 0;
            for (int i = 0; i < 300; i++) {
                String value = String.format(Locale.ROOT, "3C:22:FB:0A:%02X:%02X", i / 256, i % 256);
                String sent = redaction.pseudonymise(SCOPE, value);
                surrogates += sent.startsWith("MAC_ADDRESS_") ? 1 : 0;
                assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(value);
            }
            assertThat(surrogates).isBetween(44, 299);
        }
    }

    @Test
    void the_same_value_has_the_same_and_others_have_others() {
        try (Redaction redaction = people(POLICY)) {
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < 2000; i++) {
                String value = "user" + i + "@corp.test";
                String first = redaction.pseudonymise(SCOPE, value);
                assertThat(redaction.pseudonymise(SCOPE, value)).isEqualTo(first);
                assertThat(sent.add(first)).isTrue();
            }
            assertThat(redaction.pseudonymise(Scope.of("t", "d"), "user1@corp.test"))
                    .isNotIn(sent);
        }
    }

    @Test
    void a_value_that_is_held_is_substituted_wherever_it_stands_later() {
        try (Redaction redaction = Redaction.builder(POLICY)
                .withoutBuiltInDetectors()
                .detectors(Detector.ofText(EntityType.PERSON, "test/dear", 1, Evidence.CONTEXT, (text, found) -> {
                    if (text.startsWith("Dear alice")) {
                        found.accept(new Detector.Span(5, 10));
                    }
                }))
                .build()) {
            String name = redaction.pseudonymise(SCOPE, "Dear alice").substring(5);
            assertThat(name).contains(" ");
            assertThat(redaction.pseudonymise(SCOPE, "Is alice here?")).isEqualTo("Is " + name + " here?");
        }
    }

    @Test
    void text_of_a_user_that_is_a_stand_in_already_comes_back_as_it_was() {
        try (Redaction redaction = people(POLICY)) {
            String invented = redaction.pseudonymise(SCOPE, "alice");
            String typed = "I know " + invented + " and alice.";
            String sent = redaction.pseudonymise(SCOPE, typed);
            assertThat(sent).matches("I know LITERAL_1_\\w{6} and " + Pattern.quote(invented) + "\\.");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(typed);
        }
    }

    @Test
    void in_what_the_model_said_before_it_is_sent_again_as_it_is() {
        try (Redaction redaction = people(POLICY)) {
            String invented = redaction.pseudonymise(SCOPE, "bob@corp.test");
            FakeContent request =
                    FakeContent.of(Segment.of("/a", Role.ASSISTANT, Kind.PROSE, "Mail " + invented + " today"));
            FakeContent sent = (FakeContent)
                    redaction.open(FakeExchange.pinned(POLICY, SCOPE)).onRequest(request);
            assertThat(sent.text(0)).isEqualTo("Mail " + invented + " today");
        }
    }

    @Test
    void stays_where_sinks_are_shut_and_in_other_scopes_and_is_told() {
        try (Redaction redaction = people(POLICY)) {
            String mail = redaction.pseudonymise(SCOPE, "bob@corp.test");
            for (String form :
                    List.of("`$M`", "https://evil.example/?q=$M", "[x]($M)", "<a title=\"$M\">", "$M.evil.com")) {
                String reply = form.replace("$M", mail);
                assertThat(redaction.reidentify(SCOPE, reply)).isEqualTo(reply);
            }
            for (String form : List.of("$M", "**$M**", "$M's", "_$M_", "mail $M, please", "\u7530$M\u3002")) {
                assertThat(redaction.reidentify(SCOPE, form.replace("$M", mail)))
                        .isEqualTo(form.replace("$M", "bob@corp.test"));
            }
            assertThat(redaction.reidentify(SCOPE, mail.toUpperCase(Locale.ROOT)))
                    .isEqualTo("bob@corp.test");
            assertThat(redaction.reidentify(Scope.of("t", "d"), mail)).isEqualTo(mail);
            FakeExchange exchange = FakeExchange.pinned(POLICY, SCOPE);
            AdversarialSurrogatesTest.reply(redaction, exchange, mail + " `" + mail + "`");
            assertThat(exchange.receipt().restored()).isEqualTo(1);
            assertThat(exchange.all(Event.Kept.class)).hasSize(1);
        }
    }

    @Test
    void one_that_another_request_makes_later_is_an_ordinary_word_of_this_one() {
        try (Redaction redaction = people(POLICY)) {
            Interceptor.Call call = redaction.open(FakeExchange.pinned(POLICY, SCOPE));
            call.onRequest(FakeContent.of(Segment.of("/a", Role.USER, Kind.PROSE, "hello x@y.z")));
            String later = redaction.pseudonymise(SCOPE, "bob@corp.test");
            FakeContent read =
                    (FakeContent) call.onReply(FakeContent.of(Segment.of("/a", Role.ASSISTANT, Kind.PROSE, later)));
            assertThat(read.text(0)).isEqualTo(later);
        }
    }

    @Test
    void a_durable_vault_keeps_them_sealed_for_later_processes_and_for_those_beside_it(@TempDir Path folder)
            throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Policy policy = Policy.parse(
                "version: 1\nentities: {'*': substitute}\nvault: {store: 'jdbc:sqlite:" + folder.resolve("vault.db")
                        + "', keys: 'file:" + key + "'}",
                "test");
        String alice;
        String bob;
        try (Redaction one = people(policy);
                Redaction two = people(policy)) {
            alice = one.pseudonymise(SCOPE, "alice");
            bob = two.pseudonymise(SCOPE, "bob@corp.test");
            assertThat(two.pseudonymise(SCOPE, "alice")).isEqualTo(alice);
            assertThat(one.reidentify(SCOPE, bob + ", " + alice)).isEqualTo("bob@corp.test, alice");
            String typed = "I am " + alice + ".";
            String sent = one.pseudonymise(SCOPE, typed);
            assertThat(sent).startsWith("I am LITERAL_1_");
            assertThat(two.reidentify(SCOPE, sent)).isEqualTo(typed);
        }
        try (Redaction later = people(policy)) {
            assertThat(later.reidentify(SCOPE, alice + " wrote to " + bob)).isEqualTo("alice wrote to bob@corp.test");
            assertThat(later.pseudonymise(SCOPE, "alice")).isEqualTo(alice);
            assertThat(later.reidentify(Scope.of("t", "d"), alice)).isEqualTo(alice);
            later.forget(SCOPE);
            assertThat(later.reidentify(SCOPE, alice)).isEqualTo(alice);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(alice, bob, "alice", "bob@corp"));
        }
    }

    @Provide
    Arbitrary<String> hard() {
        return Texts.hard();
    }

    @Property(tries = 2500)
    void what_comes_back_is_what_was_there(@ForAll("hard") String first, @ForAll("hard") String second) {
        try (Redaction redaction = people(OPEN)) {
            String sent = redaction.pseudonymise(SCOPE, first);
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(first);
            String again = redaction.pseudonymise(SCOPE, second + sent);
            assertThat(redaction.reidentify(SCOPE, again)).isEqualTo(second + sent);
        }
    }

    @Property(tries = 1500)
    void what_comes_back_is_what_was_there_for_spans_anywhere_and_every_cut(
            @ForAll("hard") String text, @ForAll long seed) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.chance(EntityType.PERSON, seed),
                        TestDetectors.chance(EntityType.EMAIL_ADDRESS, seed + 1))
                .build()) {
            String sent = redaction.pseudonymise(SCOPE, text);
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
            Interceptor.Call call = redaction.open(FakeExchange.pinned(OPEN, SCOPE));
            assertThat(Streams.run(
                            call.onStream(Streams.prose()),
                            sent.chars().mapToObj(c -> String.valueOf((char) c)).toList()))
                    .isEqualTo(text);
        }
    }

    @Test
    void every_cut_in_two_gives_the_same() {
        try (Redaction redaction = people(POLICY)) {
            String reply = redaction.pseudonymise(
                    SCOPE,
                    "Hi **alice**, `x@y.z` and x@y.z's [alice](http://e/?q=alice) <bob@corp.test> alice. [alice] alice");
            String expected = redaction.reidentify(SCOPE, reply);
            assertThat(expected)
                    .startsWith("Hi **alice**, `")
                    .contains("x@y.z's [alice](http://e/?q=")
                    .endsWith(" alice. [alice] alice");
            for (int cut = 0; cut <= reply.length(); cut++) {
                Interceptor.Call call = redaction.open(FakeExchange.pinned(POLICY, SCOPE));
                assertThat(Streams.run(
                                call.onStream(Streams.prose()), List.of(reply.substring(0, cut), reply.substring(cut))))
                        .isEqualTo(expected);
            }
        }
    }

    private static final Pattern NUMBERED = Pattern.compile("#(\\d+)#");

    @Test
    void a_damaged_one_never_becomes_the_value_of_another() {
        Random random = new Random(Soak.seed());
        EntityType[] types = {EntityType.EMAIL_ADDRESS, EntityType.PERSON, EntityType.URL};
        List<String> sent = new ArrayList<>();
        Policy policy = Policy.parse("version: 1\nentities: {'*': substitute, URL: substitute}", "test");
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(
                        Detector.ofText(EntityType.EMAIL_ADDRESS, "test/m", 1, Evidence.STRUCTURE, found(types[0])),
                        Detector.ofText(EntityType.PERSON, "test/p", 1, Evidence.STRUCTURE, found(types[1])),
                        Detector.ofText(EntityType.URL, "test/u", 1, Evidence.STRUCTURE, found(types[2])))
                .build()) {
            for (int i = 0; i < 300; i++) {
                sent.add(redaction.pseudonymise(SCOPE, types[i % types.length].name() + " #" + i + "#"));
            }
            int lines = 200;
            for (int done = 0; done < Soak.cases(1_000_000, 50_000_000); done += lines) {
                StringBuilder text = new StringBuilder();
                int[] owners = new int[lines];
                for (int k = 0; k < lines; k++) {
                    owners[k] = random.nextInt(sent.size());
                    text.append(damaged(sent.get(owners[k]), random)).append('\n');
                }
                String[] read = redaction.reidentify(SCOPE, text.toString()).split("\n", -1);
                for (int k = 0; k < lines; k++) {
                    Matcher value = NUMBERED.matcher(read[k]);
                    while (value.find()) {
                        assertThat(Integer.parseInt(value.group(1))).as(read[k]).isEqualTo(owners[k]);
                    }
                }
            }
        }
    }

    private static Detector.TextScan found(EntityType type) {
        return (text, found) -> {
            if (text.startsWith(type.name())) {
                found.accept(new Detector.Span(0, text.length()));
            }
        };
    }

    /** One character is changed, left out, doubled or put in; letter case may change too. */
    private static String damaged(String text, Random random) {
        String signs = "abcdefghijklmnopqrstuvwxyz0123456789@. -";
        int at = random.nextInt(text.length());
        String with = String.valueOf(signs.charAt(random.nextInt(signs.length())));
        String changed = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + with + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + with + text.substring(at);
            default -> text;
        };
        return random.nextInt(4) == 0 ? changed.toUpperCase(Locale.ROOT) : changed;
    }
}
