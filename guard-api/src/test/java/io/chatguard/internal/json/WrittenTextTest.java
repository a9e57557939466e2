package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WrittenTextTest {

    @Property(tries = 300)
    void givesTheWrittenFormOfAnyNumberOfCharacters(@ForAll long seed) {
        Random random = new Random(seed);
        WrittenText text = new WrittenText();
        Queue<String> model = new ArrayDeque<>();
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(300); i > 0; i--) {
                if (random.nextInt(3) == 0) {
                    String escape = random.nextBoolean() ? "\\n" : "\\u00e9";
                    escape.chars().forEach(c -> text.escapePart((char) c));
                    text.escapeEnds(escape.length());
                    model.add(escape);
                } else {
                    text.plain("abc", 1, 2);
                    model.add("b");
                }
            }
            assertThat(text.undecided()).isEqualTo(model.size());
            int characters = random.nextInt(random.nextInt(4) == 0 ? model.size() + 1 : Math.min(model.size(), 20) + 1);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < characters; i++) {
                expected.append(model.remove());
            }
            assertThat(text.decide(characters)).isEqualTo(expected.toString());
        }
        text.escapePart('\\');
        assertThat(text.drain()).isEqualTo(String.join("", model) + "\\");
        assertThat(text.undecided()).isZero();
    }
}
