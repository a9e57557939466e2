package io.chatguard.redact.internal.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How numbers are written, and the automaton that follows all ways at once. */
class FormTest {
    /** The forms that a whole text has, by their places in the list. */
    static List<Integer> whole(List<Form> forms, String text) {
        Shapes shapes = Shapes.of(forms);
        int state = Shapes.START;
        byte[] symbols = new byte[Form.LONGEST];
        int count = 0;
        for (char c : text.toCharArray()) {
            state = shapes.step(state, c);
            if (state == Shapes.DEAD) {
                return List.of();
            }
            if (Character.isLetterOrDigit(c)) {
                symbols[count++] = Symbols.of(c);
            }
        }
        List<Integer> found = new ArrayList<>();
        for (int k : shapes.ended(state)) {
            if (forms.get(k).sets().fits(symbols)) {
                found.add(k);
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "ddd-dd, 123-45",
        "ddd-dd, 123\u201145",
        "l{2}d, ab1",
        "[A-C5]d, 57",
        "[A-C5]d, b7",
        "DE ?d{3}, de123",
        "DE ?d{3}, DE 123",
        "(1d|2[0-4])x, 24Z",
        "d~d~d, 1.2.3",
        "d~d~d, 123",
        "<01>d, (01)5",
        "d:d_d+d/d, 1:2_3+4/5",
    })
    void fitsWhatIsWrittenSo(String form, String text) {
        assertThat(whole(Form.of(form), text)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ddd-dd, 12345",
        "ddd-dd, 123-456",
        "[A-C5]d, 47",
        "(1d|2[0-4])x, 25Z",
        "d~d~d, 1.2-3",
        "DE ?d{3}, DF123",
    })
    void doesNotFitWhatIsWrittenOtherwise(String form, String text) {
        assertThat(whole(Form.of(form), text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "1234A", "A2345", "12-345"})
    void allFormsTogetherFindWhatEachAloneFinds(String text) {
        List<Form> all = new ArrayList<>();
        for (String form : List.of("d{5}", "dddd?l?", "x{5}", "ld{4}", "dd-ddd", "x{2}~x{3}", "[2-9]d{4}")) {
            all.addAll(Form.of(form));
        }
        List<Integer> alone = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            if (!whole(List.of(all.get(k)), text).isEmpty()) {
                alone.add(k);
            }
        }
        assertThat(whole(all, text)).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "[9-0]", "(d", "d)", "d{0}", "d{99}", "[0-", "(d|dd){9}(d|dd){9}"})
    void whatIsWrittenOtherwiseIsRefused(String form) {
        assertThatThrownBy(() -> Form.of(form))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a form");
    }
}
