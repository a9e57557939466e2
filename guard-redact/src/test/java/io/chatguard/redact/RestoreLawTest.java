package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Scope;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** With every sink open, restoring what was pseudonymised gives back the same text. */
class RestoreLawTest {

    private static final Policy OPEN = Policy.builder()
            .section(ReidentifySettings.class, ReidentifySettings.everywhere())
            .build();

    @Provide
    Arbitrary<String> hard() {
        return Texts.hard();
    }

    @Property(tries = 4000)
    void holds_for_hard_texts(@ForAll("hard") String text) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build()) {
            Scope scope = Scope.of("t", "c");
            String sent = redaction.pseudonymise(scope, text);
            assertThat(redaction.reidentify(scope, sent)).isEqualTo(text);
        }
    }

    @Property(tries = 2000)
    void holds_for_spans_anywhere(@ForAll("hard") String text, @ForAll long seed) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.chance(EntityType.PERSON, seed),
                        TestDetectors.chance(EntityType.of("FOO"), seed + 1))
                .build()) {
            Scope scope = Scope.of("t", "c");
            String sent = redaction.pseudonymise(scope, text);
            assertThat(redaction.reidentify(scope, sent)).isEqualTo(text);
        }
    }

    @Property(tries = 1000)
    void holds_when_the_surrogates_of_the_scope_are_typed_by_the_user(
            @ForAll("hard") String text, @ForAll("hard") String around) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build()) {
            Scope scope = Scope.of("t", "c");
            String pasted = around + redaction.pseudonymise(scope, "alice " + text) + around;
            String sent = redaction.pseudonymise(scope, pasted);
            assertThat(redaction.reidentify(scope, sent)).isEqualTo(pasted);
        }
    }

    @Property(tries = 1000)
    void holds_in_a_scope_with_a_past(@ForAll("hard") String first, @ForAll("hard") String second) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build()) {
            Scope scope = Scope.of("t", "c");
            String sentFirst = redaction.pseudonymise(scope, first);
            String sentSecond = redaction.pseudonymise(scope, second);
            assertThat(redaction.reidentify(scope, sentFirst)).isEqualTo(first);
            assertThat(redaction.reidentify(scope, sentSecond)).isEqualTo(second);
        }
    }

    @Property(tries = 500)
    void a_surrogate_that_a_user_pastes_never_shows_its_value(@ForAll("hard") String around) {
        try (Redaction redaction = Redaction.builder(OPEN)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"))
                .build()) {
            Scope scope = Scope.of("t", "c");
            String surrogate = redaction.pseudonymise(scope, "alice");
            String typed = around.replace("alice", "") + " " + surrogate;
            String seen = redaction.reidentify(scope, redaction.pseudonymise(scope, typed));
            assertThat(seen).isEqualTo(typed).doesNotContain("alice");
        }
    }

    @Property(tries = 500)
    void nothing_that_was_found_stays(@ForAll("hard") String text) {
        Policy policy =
                Policy.builder().action(EntityType.PERSON, Action.REDACT).build();
        try (Redaction redaction = Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build()) {
            String sent = redaction.pseudonymise(Scope.of("t", "c"), text);
            assertThat(sent).doesNotContain("alice", "bob@example.com", "x@y.z");
        }
    }
}
