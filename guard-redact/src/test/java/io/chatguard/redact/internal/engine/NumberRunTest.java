package io.chatguard.redact.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NumberRunTest {
    @Property
    void everyStretchOfGroupsHasTheCheckOfItsDigits(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 99_999) Integer> groups) {
        StringBuilder text = new StringBuilder();
        groups.forEach(group -> text.append(text.isEmpty() ? "" : " ").append(group));
        NumberRun run = new NumberRun();
        run.read(text.toString(), 0);

        for (int from = 0; from < groups.size(); from++) {
            StringBuilder digits = new StringBuilder();
            for (int to = from + 1; to <= groups.size(); to++) {
                digits.append(groups.get(to - 1));
                assertThat(run.isLuhn(text.toString(), from, to)).isEqualTo(luhn(digits.toString()));
            }
        }
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit / 5 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }
}
