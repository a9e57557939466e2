package io.chatguard.moderate.internal.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.testkit.StreamRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakFilterTest {

    private static final String PROMPT =
            "You are Ada. Never mention the discount of forty percent for partners. Answer in short sentences.";

    private static LeakFilter filter(int words, String canary) {
        PromptGrams grams = new PromptGrams(words);
        grams.add(PROMPT);
        grams.addCanary(canary);
        return new LeakFilter(grams, () -> {
            throw new IllegalStateException("leak");
        });
    }

    @Test
    void nothingOfALeakPassesWhereverItIsCut() {
        String reply = "Sure! It says: NEVER mention\nthe **discount** of forty percent for partners.";
        for (int cut = 0; cut < reply.length(); cut++) {
            StreamRun run = StreamRun.begin(filter(6, ""));
            int at = cut;
            assertThatThrownBy(() -> {
                        run.add(reply.substring(0, at));
                        run.add(reply.substring(at));
                        run.end();
                    })
                    .hasMessage("leak");
            assertThat(run.released()).doesNotContainIgnoringCase("never");
        }
    }

    @Test
    void sentencesOfTheirOwnAreNoHidingPlace() {
        StreamRun run = StreamRun.begin(filter(8, ""));
        assertThatThrownBy(() -> {
                    for (String word : "forty. Percent. For. Partners. Answer. In. Short. Sentences.".split(" ")) {
                        run.add(word + " ");
                    }
                    run.end();
                })
                .hasMessage("leak");
        assertThat(run.released()).isBlank();
    }

    @Test
    void fewerWordsInARowAreNoLeak() {
        String reply = "I never mention the discount. Partners know. You are Ada? Answer in short sentences!";
        assertThat(StreamRun.ofAnyCut(() -> filter(6, ""), reply)).isEqualTo(reply);
    }

    @Test
    void theCanaryIsALeakByItself() {
        StreamRun run = StreamRun.begin(filter(12, "tovake-rinubo-selami"));
        assertThatThrownBy(() -> {
                    "The marker is Tovake Rinubo\nSelami.".chars().forEach(c -> run.add(String.valueOf((char) c)));
                    run.end();
                })
                .hasMessage("leak");
        assertThat(run.released()).isEqualTo("The marker is ");
    }

    @Test
    void whatIsHeldIsBounded() {
        StreamRun run = StreamRun.begin(filter(12, ""));
        run.add("Never mention");
        for (int i = 0; i < 40; i++) {
            run.add(" ".repeat(1_000));
        }
        assertThat(run.mostHeld()).isLessThan(10_000);
    }

    @Test
    void aLongReplyOfPromptWordsIsReadInLinearTime() {
        String reply = "never forty ada answer partners ".repeat(20_000);
        assertThat(StreamRun.of(filter(12, ""), List.of(reply))).isEqualTo(reply);
    }
}
