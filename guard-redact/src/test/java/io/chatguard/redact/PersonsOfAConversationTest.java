package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Which surrogates the names of a conversation get, however names are found. */
class PersonsOfAConversationTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final List<String> NAMES = List.of(
            "Anna Schmidt",
            "Schmidt",
            "Anna",
            "anna schmidt",
            "Peter Müller",
            "Mueller",
            "MÜLLER",
            "Jan van der Berg",
            "Berg",
            "Maria Schmidt");

    private static Redaction redaction() {
        Redaction.Builder builder = Redaction.builder(Policy.defaults()).withoutBuiltInDetectors();
        NAMES.forEach(name -> builder.detectors(TestDetectors.word(EntityType.PERSON, name)));
        return builder.build();
    }

    private static List<String> people(String text) {
        List<String> people = new ArrayList<>();
        Matcher found = Pattern.compile("PERSON_(\\d+[a-z]*)_\\w{6}").matcher(text);
        while (found.find()) {
            people.add(found.group(1));
        }
        return people;
    }

    @Test
    void aForenameAndASurnameAloneShareTheOrdinalOfTheFullName() {
        try (Redaction redaction = redaction()) {
            String text = "Schmidt wrote to Peter Müller. Anna is Anna Schmidt, Mueller is Müller.";
            String sent = redaction.pseudonymise(SCOPE, text);
            assertThat(people(sent).stream().map(p -> p.replaceAll("[a-z]", "")))
                    .startsWith("1", "2", "1", "1", "2");
            assertThat(people(sent)).contains("1", "1a", "1b", "2", "2a");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
        }
    }

    @Test
    void aNamesakeWithAFormOfAddressIsAnotherPerson() {
        try (Redaction redaction = redaction()) {
            String text = "Anna Schmidt came. Schmidt slept. Anna left. Mr Schmidt (her father) stayed.";
            String sent = redaction.pseudonymise(SCOPE, text);
            assertThat(people(sent)).containsExactly("1", "1a", "1b", "2");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
        }
    }

    @Test
    void aNamesakeOfALaterTurnIsAnotherPerson() {
        try (Redaction redaction = redaction()) {
            assertThat(people(redaction.pseudonymise(SCOPE, "Anna Schmidt and Schmidt")))
                    .containsExactly("1", "1a");
            String sent = redaction.pseudonymise(SCOPE, "Herr Schmidt called Schmidt");
            assertThat(people(sent)).containsExactly("2", "1a");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo("Herr Schmidt called Schmidt");
        }
    }

    @Test
    void aFormOfAddressThatAgreesStaysInTheText() {
        try (Redaction redaction = redaction()) {
            String sent = redaction.pseudonymise(SCOPE, "Anna Schmidt is here. Frau Schmidt, come in.");
            assertThat(sent).contains("Frau PERSON_1a_");
        }
    }

    @Test
    void aNameIsFoundInOtherLetterCaseAndByItsPartsWhereDetectionMissesIt() {
        try (Redaction redaction = Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "Anna Schmidt"))
                .build()) {
            String text = "Anna Schmidt\nANNA SCHMIDT\nanna schmidt\nAnna\nSchmidt's";
            String sent = redaction.pseudonymise(SCOPE, text);
            assertThat(people(sent)).containsExactly("1", "1a", "1b", "1c", "1d");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text);
            assertThat(people(redaction.pseudonymise(SCOPE, "and now Schmidt"))).containsExactly("1d");
        }
    }

    @Test
    void aNameThatIsAWordDoesNotReplaceTheWord() {
        try (Redaction redaction = Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "Will"))
                .build()) {
            assertThat(redaction.pseudonymise(SCOPE, "Will wrote: it will rain at will"))
                    .matches("PERSON_1_\\w{6} wrote: it will rain at will");
        }
    }

    /** In every order and over several turns: exact round trip, and those with other full names never share an ordinal. */
    @Property(tries = 60)
    void namesComeBackAndPeopleStayApart(
            @ForAll @Size(max = 12) List<@IntRange(max = 9) Integer> drawn, @ForAll long seed) {
        List<Integer> order = new ArrayList<>(drawn);
        Collections.shuffle(order, new Random(seed));
        try (Redaction redaction = redaction()) {
            String anna = "";
            String maria = "";
            for (int i = 0; i < order.size(); i += 3) {
                StringBuilder text = new StringBuilder();
                order.subList(i, Math.min(order.size(), i + 3))
                        .forEach(n -> text.append(NAMES.get(n)).append(n % 2 == 0 ? ", " : "'s "));
                String sent = redaction.pseudonymise(SCOPE, text.toString());
                assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo(text.toString());
            }
            anna = redaction.pseudonymise(SCOPE, "Anna Schmidt");
            maria = redaction.pseudonymise(SCOPE, "Maria Schmidt");
            assertThat(people(anna).get(0).replaceAll("[a-z]", ""))
                    .isNotEqualTo(people(maria).get(0).replaceAll("[a-z]", ""));
        }
    }
}
