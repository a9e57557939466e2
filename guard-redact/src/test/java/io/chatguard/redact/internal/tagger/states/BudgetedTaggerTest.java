package io.chatguard.redact.internal.tagger.states;

import static io.chatguard.EntityType.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetedTaggerTest {

    private static final EntityType LOCATION = EntityType.of("LOCATION");
    private static final Tagger NOTHING = (text, tokens, first, last, sink) -> {};

    private final AtomicLong now = new AtomicLong();

    @Test
    void namesOfBothAreToldFromLeftToRight() {
        assertThat(tags("anna met ben", names("ben", PERSON, 0.8), names("anna", PERSON, 0.9)))
                .containsExactly("PERSON 0-0 0.9", "PERSON 2-2 0.8");
    }

    @Test
    void ofNamesThatOverlapTheMoreProbableIsTold() {
        assertThat(tags("anna schmidt", names("anna schmidt", PERSON, 0.7), names("schmidt", LOCATION, 0.8)))
                .containsExactly("LOCATION 1-1 0.8");
        assertThat(tags("anna schmidt", names("anna schmidt", PERSON, 0.9), names("schmidt", LOCATION, 0.8)))
                .containsExactly("PERSON 0-1 0.9");
    }

    @Test
    void ofEquallyProbableNamesTheLongerIsTold() {
        assertThat(tags("anna schmidt", names("schmidt", PERSON, 0.9), names("anna schmidt", PERSON, 0.9)))
                .containsExactly("PERSON 0-1 0.9");
    }

    @Test
    void whatTheBudgetDoesNotAllowIsLeftToTheFirstAndNoted() {
        String text = "anna called.\n".repeat(100);
        BudgetedTagger.Call call = new BudgetedTagger(
                        names("called", PERSON, 0.5), slow(names("anna", PERSON, 0.9)), Duration.ofMillis(3), now::get)
                .open();
        List<String> told = tags(text, call);
        assertThat(told.stream().filter(name -> name.endsWith("0.5"))).hasSize(100);
        long read = told.stream().filter(name -> name.endsWith("0.9")).count();
        assertThat(read).isBetween(1L, 99L);
        assertThat(call.missed()).isEqualTo(100 - (int) read);
        assertThat(call.note())
                .contains("names of tier 2 ran out of time; tier 1 alone read " + (100 - read) + " sentences");
    }

    @Test
    void theBudgetIsThatOfOneCall() {
        BudgetedTagger tagger =
                new BudgetedTagger(NOTHING, slow(names("anna", PERSON, 0.9)), Duration.ofMillis(1), now::get);
        BudgetedTagger.Call call = tagger.open();
        assertThat(tags("anna", call)).hasSize(1);
        assertThat(tags("anna", call)).isEmpty();
        assertThat(call.note()).contains("names of tier 2 ran out of time; tier 1 alone read 1 sentence");
        assertThat(tags("anna", tagger.open())).hasSize(1);
    }

    @Test
    void withinTheBudgetThereIsNothingToNote() {
        BudgetedTagger.Call call =
                new BudgetedTagger(NOTHING, names("anna", PERSON, 0.9), Duration.ofMillis(1), now::get).open();
        tags("anna", call);
        assertThat(call.note()).isEmpty();
    }

    @Test
    void aFailureOfTheSecondIsNoLackOfTime() {
        Tagger failing = (text, tokens, first, last, sink) -> {
            throw new IllegalStateException("closed");
        };
        BudgetedTagger.Call call = new BudgetedTagger(NOTHING, failing, Duration.ofSeconds(1)).open();
        assertThatThrownBy(() -> tags("anna", call)).isInstanceOf(IllegalStateException.class);
    }

    private List<String> tags(String text, Tagger first, Tagger second) {
        return tags(text, new BudgetedTagger(first, second, Duration.ofMillis(1), now::get).open());
    }

    private static List<String> tags(String text, Tagger tagger) {
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        tagger.tag(
                text,
                tokens,
                0,
                tokens.count() - 1,
                (type, first, last, probability) ->
                        out.add(type.name() + " " + first + "-" + last + " " + probability));
        return out;
    }

    /** Takes a millisecond each time. */
    private Tagger slow(Tagger tagger) {
        return (text, tokens, first, last, sink) -> {
            tagger.tag(text, tokens, first, last, sink);
            now.addAndGet(1_000_000);
        };
    }

    /** Finds each place of a word or two. */
    private static Tagger names(String words, EntityType type, double probability) {
        int length = words.split(" ", -1).length;
        return (text, tokens, first, last, sink) -> {
            for (int i = first; i + length - 1 <= last; i++) {
                String there = text.toString().substring(tokens.start(i), tokens.end(i + length - 1));
                if (there.equals(words)) {
                    sink.name(type, i, i + length - 1, probability);
                }
            }
        };
    }
}
