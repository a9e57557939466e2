package io.chatguard.redact.internal.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonsTest {

    private static final List<String> FORENAMES = List.of("Anna", "Peter", "María", "Jürgen", "Li", "O'Neil");
    private static final List<String> SURNAMES = List.of("Schmidt", "Müller", "García López", "van der Berg", "Li");

    private static Map<String, String> assign(String... names) {
        return new Persons().assign(List.of(names));
    }

    @Test
    void aForenameAndASurnameAloneBelongToTheOneWhoHasBoth() {
        Map<String, String> heads = assign("Schmidt", "Anna", "Anna Schmidt");
        assertThat(new HashSet<>(heads.values())).hasSize(1);
        assertThat(heads.keySet()).first().isEqualTo("Anna Schmidt");
    }

    @Test
    void aSurnameThatTwoHaveBelongsToNeither() {
        Map<String, String> heads = assign("Anna Schmidt", "Peter Schmidt", "Schmidt", "Peter");
        assertThat(heads.get("Schmidt")).isNotIn(heads.get("Anna Schmidt"), heads.get("Peter Schmidt"));
        assertThat(heads.get("Peter")).isEqualTo(heads.get("Peter Schmidt"));
    }

    @Test
    void whoeverIsKnownByANameAloneIsNotTakenForOneWithMore() {
        Persons persons = new Persons();
        persons.held("Schmidt", Persons.key("Schmidt"));
        Map<String, String> heads = persons.assign(List.of("Anna Schmidt", "SCHMIDT"));
        assertThat(heads.get("SCHMIDT")).isEqualTo(Persons.key("Schmidt")).isNotEqualTo(heads.get("Anna Schmidt"));
    }

    @Test
    void aSurnameBesideANamesakeWithAFormOfAddressIsTheirsWhoCameFirst() {
        Map<String, String> before = assign("Anna Schmidt", "Schmidt", "Mr Schmidt");
        assertThat(before.get("Schmidt")).isEqualTo(before.get("Anna Schmidt")).isNotEqualTo(before.get("Mr Schmidt"));
        Map<String, String> after = assign("Anna Schmidt", "Mr Schmidt", "Schmidt");
        assertThat(Set.of(after.get("Schmidt"), after.get("Anna Schmidt"), after.get("Mr Schmidt")))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Anna Schmidt     | anna schmidt
            Jürgen Müller    | Juergen Mueller
            José García      | jose garcia
            Anna Schmidt     | Schmidt, Anna
            Anna Schmidt     | ANNA
            Jan van der Berg | Berg
            Jan van der Berg | van der Berg
            John Smith       | J. Smith
            O’Neil Patrick   | O'Neil
            """)
    void spellingsAndPartsOfANameAreOnePersons(String full, String other) {
        Map<String, String> heads = assign(full, other);
        assertThat(heads.get(other)).isEqualTo(heads.get(full));
    }

    @ParameterizedTest
    @CsvSource({
        "Anna Schmidt,Anna Meier",
        "Anna Schmidt,Hanna",
        "Anna Maria Schmidt,Maria Schmidt",
        "John Smith,P. Smith",
        "Jürgen Muller,Müller",
    })
    void otherNamesAreOthers(String one, String other) {
        Map<String, String> heads = assign(one, other);
        assertThat(heads.get(other)).isNotEqualTo(heads.get(one));
    }

    @Test
    void titlesKnowWhoseForenameAgrees() {
        assertThat(Titles.agree("Mr", "Thomas")).isTrue();
        assertThat(Titles.agree("Mr.", "Anna")).isFalse();
        assertThat(Titles.agree("Frau", "Kim")).isFalse();
        assertThat(Titles.isTitle("Dr.")).isTrue();
        assertThat(Titles.isGendered("Dr.")).isFalse();
    }

    /** Full names that differ are never one person's, whatever else is said, in every order and over several turns. */
    @Property(tries = 300)
    void twoPeopleAreNeverOne(@ForAll @Size(max = 12) List<@IntRange(max = 89) Integer> drawn, @ForAll long seed) {
        List<String> names = new ArrayList<>(
                new HashSet<>(drawn.stream().map(PersonsTest::name).toList()));
        Collections.shuffle(names, new Random(seed));
        Persons persons = new Persons();
        int cut = names.isEmpty() ? 0 : Math.floorMod(seed, names.size());
        Map<String, String> first = persons.assign(names.subList(0, cut));
        first.forEach(persons::held);
        Map<String, String> heads = new java.util.HashMap<>(first);
        heads.putAll(persons.assign(names.subList(cut, names.size())));

        assertThat(heads.keySet()).containsExactlyInAnyOrderElementsOf(names);
        List<String> full =
                names.stream().filter(n -> PersonName.of(n).isFull()).toList();
        assertThat(full.stream().map(heads::get).collect(Collectors.toSet()))
                .hasSize((int) full.stream().map(Persons::key).distinct().count());
        for (String name : names) {
            long fitting = full.stream()
                    .filter(f -> PersonName.of(f).fits(PersonName.of(name)))
                    .map(Persons::key)
                    .distinct()
                    .count();
            if (PersonName.of(name).isSingle() && fitting > 1 && cut == 0) {
                assertThat(full.stream().map(heads::get)).doesNotContain(heads.get(name));
            }
        }
    }

    private static String name(int n) {
        String first = FORENAMES.get(n % FORENAMES.size());
        String last = SURNAMES.get(n / FORENAMES.size() % SURNAMES.size());
        return switch (n / 30) {
            case 0 -> first + " " + last;
            case 1 -> last;
            default -> first;
        };
    }
}
