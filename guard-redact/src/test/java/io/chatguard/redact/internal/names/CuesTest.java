package io.chatguard.redact.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.names.Cues.Row;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cue does what its examples say. */
class CuesTest {

    private static final NameDetector ALL = NamesInTests.detector(NamesSettings.defaults());

    static Stream<Row> rows() {
        return Cues.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsTheNameOfItsExample(Row row) {
        int start = row.finds().indexOf('«');
        int end = row.finds().indexOf('»');
        assertThat(start).as("an example marks its name").isNotNegative();
        String text = row.finds().replace("«", "").replace("»", "");
        assertThat(NamesInTests.in(ALL, text)).contains(text.substring(start, end - 1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsNothingInItsCounterexample(Row row) {
        assertThat(NamesInTests.in(ALL, row.ignores())).isEqualTo(List.of());
    }
}
