package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Content;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Event;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a request becomes. */
class RequestTest {

    private static final Scope SCOPE = Scope.of("t", "c");

    /** Finds alice after the word "Name", as a detector that depends on context would. */
    private static final Detector CONTEXT =
            Detector.ofText(EntityType.PERSON, "test/context", 0.9, Evidence.CONTEXT, (text, found) -> {
                int at = text.indexOf("Name alice");
                if (at >= 0) {
                    found.accept(new Detector.Span(at + 5, at + 10));
                }
            });

    private static FakeContent send(Redaction redaction, FakeExchange exchange, Segment... segments) {
        Content sent = redaction.open(exchange).onRequest(FakeContent.of(segments));
        return (FakeContent) sent;
    }

    private static Segment user(String pointer, String text) {
        return Segment.of(pointer, Role.USER, Kind.PROSE, text);
    }

    @Test
    void a_value_found_once_is_replaced_in_every_segment_of_every_kind() {
        Policy policy = Policy.defaults();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(CONTEXT)
                .build()) {
            FakeContent sent = send(
                    redaction,
                    FakeExchange.pinned(policy, SCOPE),
                    user("/a", "Name alice."),
                    Segment.of("/b", Role.TOOL, Kind.TOOL_OUTPUT, "{alice}"),
                    Segment.of("/c", Role.ASSISTANT, Kind.TOOL_ARGUMENT, "alice"),
                    Segment.of("/d", Role.NONE, Kind.SCHEMA, "x-alice"),
                    Segment.of("/e", Role.NONE, Kind.METADATA, "alice,malice"),
                    Segment.at("/f").kind(Kind.QUERY).form(Segment.Form.KEY).text(() -> "alice"));
            String surrogate = redaction.pseudonymise(SCOPE, "alice");
            assertThat(surrogate).matches("PERSON_1_[0-9A-HJKMNP-TV-Z]{6}");
            assertThat(sent.segments().stream().map(Segment::text))
                    .containsExactly(
                            "Name " + surrogate + ".",
                            "{" + surrogate + "}",
                            surrogate,
                            "x-" + surrogate,
                            surrogate + ",malice",
                            surrogate);
        }
    }

    @Test
    void a_value_of_the_scope_is_replaced_in_later_calls_where_nothing_detects_it() {
        Policy policy = Policy.defaults();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(CONTEXT)
                .build()) {
            send(redaction, FakeExchange.pinned(policy, SCOPE), user("/a", "Name alice"));
            FakeExchange second = FakeExchange.pinned(policy, SCOPE);
            assertThat(send(redaction, second, user("/a", "ask alice")).text(0)).startsWith("ask PERSON_1_");
            assertThat(second.all(Event.Found.class))
                    .extracting(Event.Found::recognition)
                    .containsExactly(Event.Recognition.PROPAGATED);
        }
    }

    @Test
    void the_strongest_action_of_any_occurrence_holds_for_all() {
        Policy policy = Policy.builder()
                .rule(new Policy.Rule(
                        Optional.of(EntityType.PERSON),
                        Optional.of(Role.SYSTEM),
                        Optional.of(Direction.REQUEST),
                        Action.REDACT))
                .build();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"))
                .build()) {
            FakeContent sent = send(
                    redaction,
                    FakeExchange.pinned(policy, SCOPE),
                    user("/a", "alice"),
                    Segment.of("/b", Role.SYSTEM, Kind.PROSE, "alice"));
            assertThat(sent.text(0)).isEqualTo("[PERSON]");
            assertThat(sent.text(1)).isEqualTo("[PERSON]");
        }
    }

    @Test
    void what_blocks_names_type_place_rule_and_remedy_and_stores_nothing() {
        Policy policy = Policy.builder()
                .name("p")
                .action(EntityType.EMAIL_ADDRESS, Action.BLOCK)
                .build();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail(), TestDetectors.word(EntityType.PERSON, "alice"))
                .build()) {
            FakeExchange exchange = FakeExchange.pinned(policy, SCOPE);
            assertThatThrownBy(() -> send(redaction, exchange, user("/a", "alice"), user("/b", "bob@example.com")))
                    .isInstanceOfSatisfying(GuardException.class, e -> {
                        assertThat(e.reason()).isEqualTo(GuardException.Reason.BLOCKED);
                        assertThat(e.place()).isEqualTo("/b");
                        assertThat(e.rule()).isEqualTo("test/email_address".replace("email_address", "mail"));
                    })
                    .hasMessageContaining("EMAIL_ADDRESS")
                    .hasMessageContaining("policy 'p'")
                    .hasMessageNotContaining("bob");
            assertThat(redaction.core().vault().find(SCOPE)).isEmpty();
            assertThat(exchange.all(Event.Found.class))
                    .extracting(Event.Found::type, Event.Found::action)
                    .containsExactly(
                            tuple(EntityType.PERSON, Action.PSEUDONYMIZE),
                            tuple(EntityType.EMAIL_ADDRESS, Action.BLOCK));
        }
    }

    @Test
    void what_blocks_a_secret_says_which_one_and_to_rotate_it() {
        Policy policy = Policy.defaults();
        String key = "AKIA" + "QWK2DM5VTZ7HB4RX";
        try (Redaction redaction = Redaction.builder(policy).build()) {
            FakeExchange exchange = FakeExchange.pinned(policy, SCOPE);
            assertThatThrownBy(() -> send(redaction, exchange, user("/a", "why is " + key + " refused?")))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("at /a")
                    .hasMessageContaining("take the Amazon access key id out and rotate it")
                    .hasMessageNotContaining(key);
        }
    }

    @Test
    void a_finding_in_a_path_or_header_blocks_whatever_the_action() {
        Policy policy = Policy.defaults();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail())
                .build()) {
            for (Kind kind : List.of(Kind.PATH, Kind.HEADER)) {
                assertThatThrownBy(() -> send(
                                redaction,
                                FakeExchange.pinned(policy, SCOPE),
                                Segment.of("/~path/0", Role.NONE, kind, "x@y.z")))
                        .isInstanceOfSatisfying(
                                GuardException.class,
                                e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.BLOCKED));
            }
        }
    }

    @Test
    void the_name_of_an_end_user_becomes_a_hash_that_is_stable_within_the_tenant() {
        Policy policy = Policy.defaults();
        try (Redaction redaction = Redaction.builder(policy).build()) {
            Segment user = Segment.of("/user", Role.NONE, Kind.END_USER, "jo");
            String one =
                    send(redaction, FakeExchange.pinned(policy, SCOPE), user).text(0);
            String same = send(redaction, FakeExchange.pinned(policy, Scope.of("t", "other")), user)
                    .text(0);
            String other = send(redaction, FakeExchange.pinned(policy, Scope.of("u", "c")), user)
                    .text(0);
            assertThat(one).matches("u_[0-9a-f]{32}").isEqualTo(same).isNotEqualTo(other);
        }
    }

    @Test
    void at_an_unknown_position_a_doubtful_finding_is_flagged_only() {
        Policy policy = Policy.defaults();
        Segment unknown = Segment.at("/x").standing(Segment.Standing.UNKNOWN).text(() -> "Name alice, x@y.z");
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(CONTEXT, TestDetectors.mail())
                .build()) {
            FakeExchange exchange = FakeExchange.pinned(policy, SCOPE);
            assertThat(send(redaction, exchange, unknown).text(0)).matches("Name alice, EMAIL_ADDRESS_1_\\w{6}");
            assertThat(exchange.all(Event.Found.class))
                    .extracting(Event.Found::action)
                    .containsExactlyInAnyOrder(Action.FLAG, Action.PSEUDONYMIZE);
        }
    }

    @Test
    void a_detector_that_fails_stops_the_call_and_is_named_without_text() {
        Policy policy = Policy.defaults();
        Detector broken = new Detector() {
            @Override
            public String name() {
                return "acme/broken";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public void detect(List<Segment> segments, Consumer<Finding> found) {
                throw new IllegalStateException(segments.get(0).text());
            }
        };
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(broken)
                .build()) {
            assertThatThrownBy(() -> send(redaction, FakeExchange.pinned(policy, SCOPE), user("/a", "secret")))
                    .isInstanceOfSatisfying(GuardException.class, e -> {
                        assertThat(e.reason()).isEqualTo(GuardException.Reason.STAGE_FAILED);
                        assertThat(e.interceptor()).isEqualTo("acme/broken");
                    })
                    .hasStackTraceContaining("IllegalStateException")
                    .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"));
        }
    }

    @Test
    void overlapping_values_leave_no_part_of_either() {
        Policy policy =
                Policy.builder().action(EntityType.LOCATION, Action.REDACT).build();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.word(EntityType.PERSON, "alice berlin"),
                        TestDetectors.word(EntityType.LOCATION, "berlin mitte"))
                .build()) {
            assertThat(redaction.pseudonymise(SCOPE, "to alice berlin mitte.")).isEqualTo("to [LOCATION].");
        }
    }

    @Test
    void spellings_of_one_entity_share_the_ordinal_and_come_back_exactly() {
        try (Redaction redaction = Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail())
                .build()) {
            String sent = redaction.pseudonymise(SCOPE, "bob@example.com Bob@example.com BOB@example.com x@y.z");
            assertThat(sent)
                    .matches(
                            "EMAIL_ADDRESS_1_\\w{6} EMAIL_ADDRESS_1a_\\w{6} EMAIL_ADDRESS_1b_\\w{6} EMAIL_ADDRESS_2_\\w{6}");
            assertThat(redaction.reidentify(SCOPE, sent))
                    .isEqualTo("bob@example.com Bob@example.com BOB@example.com x@y.z");
        }
    }

    @Test
    void a_surrogate_in_what_model_or_tool_said_passes_unchanged() {
        Policy policy = Policy.defaults();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"))
                .build()) {
            String surrogate = redaction.pseudonymise(SCOPE, "alice");
            FakeContent sent = send(
                    redaction,
                    FakeExchange.pinned(policy, SCOPE),
                    Segment.of("/a", Role.ASSISTANT, Kind.PROSE, "Ask " + surrogate),
                    Segment.of("/b", Role.USER, Kind.PROSE, "Ask " + surrogate));
            assertThat(sent.text(0)).isEqualTo("Ask " + surrogate);
            assertThat(sent.text(1)).matches("Ask LITERAL_1_\\w{6}");
        }
    }

    @Test
    void the_irreversible_actions_write_what_they_say() {
        Policy policy =
                Policy.builder().action(EntityType.EMAIL_ADDRESS, Action.MASK).build();
        assertThat(one(policy, TestDetectors.mail(), "bob@example.com")).isEqualTo("b**@example.com");
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.EMAIL_ADDRESS, Action.GENERALIZE)
                                .build(),
                        TestDetectors.mail(),
                        "bob@example.com"))
                .isEqualTo("[EMAIL_ADDRESS at example.com]");
        String card = "4111 1111 1111 1111";
        Detector cards = TestDetectors.word(EntityType.CREDIT_CARD, card);
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.CREDIT_CARD, Action.MASK)
                                .build(),
                        cards,
                        card))
                .isEqualTo("**** **** **** 1111");
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.CREDIT_CARD, Action.GENERALIZE)
                                .build(),
                        cards,
                        card))
                .isEqualTo("[CREDIT_CARD of 411111]");
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.CREDIT_CARD, Action.HASH)
                                .build(),
                        cards,
                        card))
                .matches("CREDIT_CARD_h_[0-9A-Z]{12}");
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.IP_ADDRESS, Action.GENERALIZE)
                                .build(),
                        TestDetectors.word(EntityType.IP_ADDRESS, "192.0.2.77"),
                        "192.0.2.77"))
                .isEqualTo("[IP_ADDRESS in 192.0.2.*]");
        assertThat(one(
                        Policy.builder()
                                .action(EntityType.PHONE_NUMBER, Action.GENERALIZE)
                                .build(),
                        TestDetectors.word(EntityType.PHONE_NUMBER, "030 901820"),
                        "030 901820"))
                .isEqualTo("[PHONE_NUMBER of +49]");
    }

    private static String one(Policy policy, Detector detector, String text) {
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(detector)
                .build()) {
            return redaction.pseudonymise(SCOPE, text);
        }
    }

    @Test
    void a_letter_that_is_written_as_an_escape_belongs_to_the_value() {
        String pasted = "{\"a\":\"\\u00e9kim@example.com\"}";
        String sent = one(Policy.defaults(), pasted);
        assertThat(sent).matches("\\{\"a\":\"EMAIL_ADDRESS_1_[0-9A-Z]{6}\"}");
    }

    private static String one(Policy policy, String text) {
        try (Redaction redaction = Redaction.builder(policy).build()) {
            return redaction.pseudonymise(SCOPE, text);
        }
    }

    @Test
    void a_value_behind_a_literal_escape_is_the_same_value_and_comes_back() {
        Policy open = Policy.builder()
                .section(ReidentifySettings.class, ReidentifySettings.everywhere())
                .build();
        try (Redaction redaction = Redaction.builder(open).build()) {
            String pasted =
                    "log {\"a\":\"x\\nkim@example.com\",\"b\":\"\\u003ckim@example.com\\u003e\"} of kim@example.com";
            String sent = redaction.pseudonymise(SCOPE, pasted);
            String surrogate = redaction.pseudonymise(SCOPE, "kim@example.com");
            assertThat(sent)
                    .isEqualTo("log {\"a\":\"x\\n" + surrogate + "\",\"b\":\"\\u003c" + surrogate + "\\u003e\"} of "
                            + surrogate);
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(pasted);
        }
    }
}
