package io.chatguard.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Work is done by many threads and taken in order, in bounded memory, up to the first failure. */
class ConveyorTest {

    private static Conveyor.Source<Integer> numbers(int count) {
        AtomicInteger next = new AtomicInteger();
        return () -> next.get() < count ? Optional.of(next.getAndIncrement()) : Optional.empty();
    }

    @Test
    void takesResultsInTheOrderOfTheInput() throws IOException {
        List<Integer> taken = new ArrayList<>();

        Conveyor.run(
                numbers(5_000),
                () -> n -> {
                    long sum = 0;
                    for (int i = 0; i < n % 7 * 1_000; i++) {
                        sum += i;
                    }
                    return sum < 0 ? -1 : n;
                },
                taken::add);

        assertThat(taken).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void endsAtTheFirstFailureInTheOrderOfTheInputAndTakesAllBefore() {
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> Conveyor.run(
                        numbers(1_000),
                        () -> n -> {
                            if (n >= 300) {
                                throw CliFailure.usage("failed at " + n);
                            }
                            return n;
                        },
                        taken::add))
                .isInstanceOf(CliFailure.class)
                .hasMessage("failed at 300");
        assertThat(taken).hasSize(300);
    }

    @Test
    void takesAllBeforeAFailureOfTheSource() {
        AtomicInteger next = new AtomicInteger();
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> Conveyor.run(
                        () -> {
                            if (next.get() == 100) {
                                throw new IOException("gone");
                            }
                            return Optional.of(next.getAndIncrement());
                        },
                        () -> n -> n,
                        taken::add))
                .isInstanceOf(IOException.class);
        assertThat(taken).hasSize(100);
    }

    @Test
    void readsNoFurtherAheadThanItSays() throws IOException {
        AtomicInteger read = new AtomicInteger();
        int ahead = 3 * Runtime.getRuntime().availableProcessors() + 2;

        Conveyor.run(
                () -> read.get() < 500 ? Optional.of(read.getAndIncrement()) : Optional.empty(),
                () -> n -> n,
                n -> assertThat(read.get() - n).isLessThanOrEqualTo(ahead + 1));
    }
}
