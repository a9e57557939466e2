package io.chatguard.redact.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpanSetTest {
    private static final String[] TYPES = {"URL", "EMAIL_ADDRESS", "PHONE_NUMBER"};

    @Property
    void aSpanOfATypeIsThereOnce(@ForAll @Size(max = 600) List<@IntRange(max = 999) Integer> numbers) {
        SpanSet spans = new SpanSet();
        for (int round = 0; round < 2; round++) {
            Set<Integer> expected = new HashSet<>();
            for (int number : numbers) {
                int start = number / 3;
                assertThat(spans.add(TYPES[number % 3], start, start + 5)).isEqualTo(expected.add(number));
            }
            spans.clear();
        }
    }

    @Test
    void namesAreComparedAndNotObjects() {
        SpanSet spans = new SpanSet();
        spans.add("URL", 0, 4);
        assertThat(spans.add(new StringBuilder("URL").toString(), 0, 4)).isFalse();
        assertThat(spans.add("URL", 0, 5)).isTrue();
        assertThat(spans.add("URL", 1, 4)).isTrue();
    }
}
