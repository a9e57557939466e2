package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoakTest {
    @Test
    void aRunDoesTheCountOfItsKind() {
        assertThat(Soak.cases(7, 700)).isEqualTo(Boolean.getBoolean("chatguard.soak") ? 700 : 7);
    }

    @Test
    void aSoakRunNeverDoesLess() {
        assertThatThrownBy(() -> Soak.cases(7, 6)).hasMessageContaining("7 and 6");
    }

    @Test
    void noCasesIsNoTest() {
        assertThatThrownBy(() -> Soak.cases(0, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSeedStaysForTheLifeOfTheJvm() {
        assertThat(Soak.seed()).isEqualTo(Soak.seed());
    }

    @Test
    void aGivenSeedIsTaken() {
        assertThat(Soak.parseOrDraw(" -42 ")).isEqualTo(-42);
    }

    @Test
    void withoutOneASeedIsDrawn() {
        assertThat(LongStream.range(0, 8).map(i -> Soak.parseOrDraw("")).distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void aSeedThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Soak.parseOrDraw("abc")).hasMessageContaining("chatguard.seed");
    }
}
