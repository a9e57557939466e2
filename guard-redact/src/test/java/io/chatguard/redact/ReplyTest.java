package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange.ScopeOrigin;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Sink;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reply becomes. */
class ReplyTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private final Redaction redaction = redaction(
            Policy.builder().action(EntityType.URL, Action.PSEUDONYMIZE).build());
    private final String person = redaction.pseudonymise(SCOPE, "alice");
    private final String mail = redaction.pseudonymise(SCOPE, "bob@example.com");

    private static Redaction redaction(Policy policy) {
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.word(EntityType.PERSON, "alice"),
                        TestDetectors.word(EntityType.URL, "https://u:p@host"),
                        TestDetectors.word(EntityType.of("ODD"), "<b>"),
                        TestDetectors.word(EntityType.of("ODD"), "(odd)"),
                        TestDetectors.mail())
                .build();
    }

    @AfterEach
    void close() {
        redaction.close();
    }

    private String read(String reply) {
        return redaction.reidentify(SCOPE, reply.replace("$P", person).replace("$M", mail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$P",
                "**$P**",
                "*$P*",
                "_$P_",
                "__$P__",
                "$P's",
                "$P\u2019s",
                "\u7530$P\u3055\u3093",
                "[$P]",
                "\"$P\"",
                "$P,$M",
                "$P/$M",
                "a `b` $P",
                "it costs 5` $P",
                "<a href=\"x\">$P</a>",
                "[x](http://y) $P",
                "```\ncode\n```\n$P",
                "x < $P",
                "[$P], and [$P, $M]",
                "[\"$P\", \"$M\"]",
                "- [ ] $P",
                "1. one\n\n    $P",
                "[$P][1]",
                "Call $P: now",
                "$P.\n$M",
                "<script>1</script> $P",
                "<!-- x --> $P",
                "**$M**: $P\u3002",
                "[^1]: see $P",
                "<$M>",
                "$M.",
                "[$P](https://x.org)"
            })
    void is_restored_in_prose(String form) {
        assertThat(read(form)).isEqualTo(form.replace("$P", "alice").replace("$M", "bob@example.com"));
    }

    /** A062 among others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "`$P`",
                "`` a ` $P ``",
                "```\n$P\n```",
                "```java\nx = \"$P\";",
                "~~~\n$P\n~~~",
                "- ```\n  $P\n  ```",
                "[x]($P)",
                "![x](http://e/?q=$P)",
                "[x](<$P>)",
                "[x]: http://e/$P",
                "[x]: $P",
                "<http://e/$P>",
                "http://e/?q=$P",
                "www.e.org/$P",
                "//e.org/$P",
                "e.org/?q=$P",
                "$P://x",
                "$P.evil.com",
                "http://$P.evil.com",
                "u@$P",
                "mailto:$P",
                "<img src=\"$P\">",
                "<a title='$P'>",
                "<$P>",
                "</$P>",
                "<a href=\"http://e/\n$P\">",
                "[a](b\n$P)",
                "[$P]: hi",
                "- [x]: $P",
                "> 1. [x]: http://e/ \"$P\"",
                "[x]: http://e/\n'$P'",
                "![$P]",
                "![a $P b][c]",
                "[alice]: http://e/alice\n\n[$P]",
                "[[$P]]",
                "    $P",
                "x\n\n\t$P",
                "x.$P",
                "x.y-$P",
                "u@x-$P",
                "$P-x.evil.com",
                "$P**.evil.com",
                "$M-evil.com",
                "$M/x",
                "x-$M",
                "$P+x@evil.com",
                "e.org:$P",
                "<script>send('$P')</script>",
                "<SCRIPT async>\n\nsend('$P')",
                "<style>a{background:url(/$P)}</style>",
                "<textarea>$P",
                "<script><!-- <script></script> $P",
                "<!-- > $P -->",
                "<?php send('a > b', '$P'); ?>",
                "<![CDATA[ > $P ]]>",
                "<a < title=$P>",
                "<img srcset=/a,$P>",
                "<a title=\"\n- <img src=\"> $P\">",
                "<!--> <img src=' --> $P '>",
                "<!-- x\n\n<img src=\"> --> $P\">"
            })
    void stays_in_code_urls_links_and_tags(String form) {
        String reply = form.replace("$P", person);
        assertThat(redaction.reidentify(SCOPE, reply)).isEqualTo(reply);
    }

    @Test
    void repairs_letter_case_escapes_stars_and_confusable_symbols_of_the_check() {
        String escaped = person.replace("_", "\\_");
        assertThat(read(escaped)).isEqualTo("alice");
        assertThat(read(person.toLowerCase(java.util.Locale.ROOT))).isEqualTo("alice");
        int check = person.length() - 6;
        assertThat(read(person.substring(0, check)
                        + person.substring(check).replace('0', 'O').replace('1', 'l')))
                .isEqualTo("alice");
        assertThat(read(person.replace("PERSON_1_", "PERSON_**1**_"))).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x$P", "$Ps", "$P1", "1$P", "a_$P", "$P_b"})
    void a_word_that_goes_on_is_no_surrogate(String form) {
        String reply = form.replace("$P", person);
        assertThat(redaction.reidentify(SCOPE, reply)).isEqualTo(reply);
    }

    @Test
    void a_value_that_would_form_markup_with_its_neighbours_or_alone_stays() {
        String odd = redaction.pseudonymise(SCOPE, "<b>");
        String round = redaction.pseudonymise(SCOPE, "(odd)");
        String url = redaction.pseudonymise(SCOPE, "https://u:p@host");
        assertThat(redaction.reidentify(SCOPE, odd)).isEqualTo(odd);
        assertThat(redaction.reidentify(SCOPE, "[x]" + round)).isEqualTo("[x]" + round);
        assertThat(redaction.reidentify(SCOPE, "x " + round)).isEqualTo("x (odd)");
        assertThat(redaction.reidentify(SCOPE, "see " + url + ".")).isEqualTo("see https://u:p@host.");
        for (String tail : List.of(".evil.com", "@evil.com", ":8080/x", "/x", "?q", "\u00e9.com")) {
            assertThat(redaction.reidentify(SCOPE, url + tail)).isEqualTo(url + tail);
        }
    }

    @Test
    void what_it_did_is_told_with_sink_and_place() {
        FakeExchange exchange = FakeExchange.pinned(Policy.defaults(), SCOPE);
        Interceptor.Call call = redaction.open(exchange);
        call.onReply(FakeContent.of(Segment.of(
                "/a", Role.ASSISTANT, Kind.PROSE, person + " `" + person + "` PERSON_1_000000 VERSION_1_FORMAT")));
        assertThat(exchange.events())
                .contains(
                        new Event.Restored(EntityType.PERSON, Sink.PROSE, "/a"),
                        new Event.Kept(EntityType.PERSON, Sink.CODE, "/a"))
                .filteredOn(Event.Unresolved.class::isInstance)
                .hasSize(1);
    }

    @Test
    void arguments_of_tools_open_by_tool_pointer_and_type() {
        Policy policy = Policy.builder()
                .section(
                        ReidentifySettings.class,
                        ReidentifySettings.defaults()
                                .withTools(List.of(new ToolRule(
                                        "send", Optional.of("/to/*"), Optional.of(EntityType.EMAIL_ADDRESS)))))
                .build();
        try (Redaction own = redaction(policy)) {
            String m = own.pseudonymise(SCOPE, "bob@example.com");
            String p = own.pseudonymise(SCOPE, "alice");
            Interceptor.Call call = own.open(FakeExchange.pinned(policy, SCOPE));
            assertThat(argument(call, "send", "/to/0", m)).isEqualTo("bob@example.com");
            assertThat(argument(call, "send", "/to/0", p)).isEqualTo(p);
            assertThat(argument(call, "send", "/cc/0", m)).isEqualTo(m);
            assertThat(argument(call, "post", "/to/0", m)).isEqualTo(m);
        }
    }

    @Test
    void a_credential_is_never_an_argument_of_a_tool_unless_its_type_or_the_whole_tool_is_opened() {
        ToolRule mail = new ToolRule("*", Optional.empty(), Optional.of(EntityType.EMAIL_ADDRESS));
        ToolRule secret = new ToolRule("login", Optional.of("/key"), Optional.of(EntityType.CREDENTIAL));
        for (List<ToolRule> shut : List.of(List.<ToolRule>of(), List.of(mail), List.of(ToolRule.ofTool("other")))) {
            assertThat(credentialIn(shut, "login", "/key")).isEmpty();
        }
        assertThat(credentialIn(List.of(mail, secret), "login", "/note")).isEmpty();
        assertThat(credentialIn(List.of(mail, secret), "post", "/key")).isEmpty();
        assertThat(credentialIn(List.of(mail, secret), "login", "/key")).contains("tok-alpha");
        assertThat(credentialIn(List.of(ToolRule.ofTool("login")), "login", "/note"))
                .contains("tok-alpha");
    }

    /** What an argument that is the surrogate of a credential becomes; empty if it stays. */
    private static Optional<String> credentialIn(List<ToolRule> tools, String tool, String inner) {
        Policy policy = Policy.builder()
                .action(EntityType.CREDENTIAL, Action.PSEUDONYMIZE)
                .section(ReidentifySettings.class, ReidentifySettings.defaults().withTools(tools))
                .build();
        try (Redaction own = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.CREDENTIAL, "tok-alpha"))
                .build()) {
            String sent = own.pseudonymise(SCOPE, "tok-alpha");
            assertThat(sent).startsWith("CREDENTIAL_1_");
            String read = argument(own.open(FakeExchange.pinned(policy, SCOPE)), tool, inner, sent);
            return Optional.of(read).filter(r -> !r.equals(sent));
        }
    }

    private static String argument(Interceptor.Call call, String tool, String inner, String text) {
        Segment segment = Segment.at("/choices/0/message/tool_calls/0/function/arguments/~json" + inner)
                .role(Role.ASSISTANT)
                .kind(Kind.TOOL_ARGUMENT)
                .tool(tool)
                .text(() -> text);
        String whole = ((FakeContent) call.onReply(FakeContent.of(segment))).text(0);
        String streamed = Streams.run(
                call.onStream(Streams.channel(Kind.TOOL_ARGUMENT, tool, inner)),
                text.chars().mapToObj(Character::toString).toList());
        assertThat(streamed).isEqualTo(whole);
        return whole;
    }

    @Test
    void after_twenty_unknown_surrogates_nothing_new_is_resolved() {
        StringBuilder reply = new StringBuilder(person).append(' ');
        for (int i = 1; i <= 20; i++) {
            reply.append("PERSON_1").append((char) ('a' + i)).append("_ABCDEF ");
        }
        reply.append(mail).append(' ').append(person);
        FakeExchange exchange = FakeExchange.pinned(Policy.defaults(), SCOPE);
        FakeContent read = (FakeContent) redaction
                .open(exchange)
                .onReply(FakeContent.of(Segment.of("/a", Role.ASSISTANT, Kind.PROSE, reply.toString())));
        assertThat(read.text(0)).startsWith("alice ").endsWith(mail + " alice");
        assertThat(exchange.all(Event.Judged.class))
                .extracting(Event.Judged::reason)
                .containsExactly("SURROGATE_PROBING");
    }

    @Test
    void no_other_scope_or_tenant_resolves_it() {
        for (Scope other : List.of(Scope.of("t", "d"), Scope.of("u", "c"), Scope.of("tc", "c"))) {
            redaction.pseudonymise(other, "alice x@y.z");
            assertThat(redaction.reidentify(other, mail)).isEqualTo(mail);
        }
    }

    @Property(tries = 1000)
    void an_altered_surrogate_becomes_nothing_else(
            @ForAll @IntRange(max = 30) int at, @ForAll @IntRange(max = 61) int with) {
        String surrogate = mail + " ";
        int index = at % mail.length();
        char c = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt(with);
        String altered = surrogate.substring(0, index) + c + surrogate.substring(index + 1);
        String read = redaction.reidentify(SCOPE, altered);
        boolean same = normal(altered, index).equals(normal(surrogate, index));
        assertThat(read).isEqualTo(same ? "bob@example.com " : altered);
    }

    private static String normal(String surrogate, int index) {
        String upper = surrogate.toUpperCase(java.util.Locale.ROOT);
        int check = upper.length() - 7;
        return index < check
                ? upper
                : upper.substring(0, check)
                        + upper.substring(check)
                                .replace('O', '0')
                                .replace('I', '1')
                                .replace('L', '1');
    }

    @Test
    void a_scope_made_for_one_call_ends_with_it_unless_the_reply_is_stored() {
        for (Facts.Storage storage : Facts.Storage.values()) {
            Scope scope = Scope.of("t", "call-" + storage);
            Policy policy = Policy.defaults();
            Interceptor.Call call = redaction.open(FakeExchange.of(policy, scope, ScopeOrigin.PER_CALL, storage));
            FakeContent sent =
                    (FakeContent) call.onRequest(FakeContent.of(Segment.of("/a", Role.USER, Kind.PROSE, "alice")));
            call.onEnd(io.chatguard.spi.Ending.COMPLETED);
            String later = redaction.reidentify(scope, sent.text(0));
            assertThat(later).isEqualTo(storage == Facts.Storage.STORED ? "alice" : sent.text(0));
        }
    }
}
