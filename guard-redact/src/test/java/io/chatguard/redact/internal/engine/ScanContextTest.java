package io.chatguard.redact.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.engine.ScanContext.Mark;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ScanContextTest {
    private static final int REACH = 12;

    @Property
    void whatIsAskedFromLeftToRightIsTheFirstPlaceOfTheCharacter(
            @ForAll @CharRange(from = '?', to = 'C') @StringLength(max = 80) String text,
            @ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> steps) {
        ScanContext context = new ScanContext().begin();
        int from = 0;
        for (int step : steps) {
            from = Math.min(text.length(), from + step);
            int limit = Math.min(text.length(), from + REACH);
            int found = text.indexOf('@', from);
            assertThat(context.first(Mark.URL_AT_SIGN, text, '@', from, limit))
                    .isEqualTo(found < 0 ? limit : Math.min(found, limit));
        }
    }

    @Property
    void whatWasReadIsNotReadAgain(@ForAll @IntRange(min = 1, max = 400) int length) {
        ScanContext context = new ScanContext().begin();
        String text = "a".repeat(length);
        context.first(Mark.URL_AT_SIGN, text, '@', 0, length);

        assertThat(context.mark(Mark.URL_AT_SIGN)).isEqualTo(length);
        assertThat(context.first(Mark.URL_AT_SIGN, "@".repeat(length), '@', length / 2, length))
                .isEqualTo(length);
    }
}
