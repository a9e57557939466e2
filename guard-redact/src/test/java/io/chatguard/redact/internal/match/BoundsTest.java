package io.chatguard.redact.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time, counted in steps, and memory. */
class BoundsTest {
    private static final int LENGTH = 40_000;

    /** Starts everywhere, ends nowhere; matches that have to look ahead; leads, rows and lines that overlap. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a+b # a",
                "a|a.*z # a",
                "ab|a.*z # ab",
                "(?:a|a)*b # a",
                "(?:a+)+b # a",
                "aaaa.*b # a",
                "[a-z]+@[a-z]+x # abc@",
                "[a-z]+@.*z # a@",
                "[a-z0-9]+foo[a-z0-9]+bar # foo",
                ".*foo.*bar # foo ",
                "(?s)key.*end # key ",
                "\\b\\w+\\b.*z # a ",
                "(?m)^a.*z$ # aa",
                "\\d{9}x # 1",
                "\\d{1,40}-\\d{1,40}x # 123-",
                "[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}\\.com # a.b@",
                "(?:[ab]{0,20}a[ab]{12}){1,3}c # ab",
                "[^x]*a[^x]{10}y # a",
                "\\p{L}+\\p{N} # \u00e9\u5c71",
                ".+\\x{1F600}z # \ud83d\ude00",
                "eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.x # eyJhbGciOiJ.",
            })
    void stepsAreLinearInTheText(String regex, String piece) {
        PatternSet set = PatternSet.of(List.of(Pattern.compile(regex)));
        long once = steps(set, piece.repeat(LENGTH / piece.length()));
        long twice = steps(set, piece.repeat(2 * LENGTH / piece.length()));
        assertThat((double) twice / once).isLessThan(2.2);
        assertThat(once).as("each character costs a few steps, not hundreds").isLessThan(40L * LENGTH);
    }

    private static long steps(PatternSet set, String text) {
        Scanner scanner = set.scanner();
        scanner.scan(text, new Spans());
        return scanner.steps();
    }

    @Test
    void aFullTableIsEmptiedAndNothingIsMissed() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        String regex = "[ab]*a[ab]{14}c";
        text.append("a").append("b".repeat(14)).append("c b");
        PatternSet set = PatternSet.of(List.of(Pattern.compile(regex)));
        Scanner scanner = set.scanner(4096, StretchBuffers.ROOM);
        Spans found = new Spans();
        scanner.scan(text.toString(), found);
        assertThat(scanner.flushes()).isGreaterThan(4);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.start(0)).isZero();
        assertThat(found.end(0)).isEqualTo(text.length() - 2);
    }

    @Test
    void aMatchIsFoundWhereverTheTextIsCut() {
        PatternSet set = PatternSet.of(List.of(
                Pattern.compile("ghp_[a-z]{8}"),
                Pattern.compile("[a-z.]+@[a-z]+"),
                Pattern.compile("[a-z]+foo[a-z]+")));
        Scanner scanner = set.scanner();
        String value = "x ghp_abcdefgh a.b@cd barfoobar ";
        for (int shift = 0; shift < 80; shift++) {
            String text = ".".repeat(Scanner.CHUNK - 40 + shift) + value + "!".repeat(50);
            Spans found = new Spans();
            scanner.scan(text, found);
            assertThat(found.size()).as("shift %d", shift).isEqualTo(3);
        }
    }

    @Test
    void aStretchOfManyBlocksIsSearchedAsOne() {
        String text = "x".repeat(3 * StretchBuffers.ROOM) + "foo" + "y".repeat(3 * StretchBuffers.ROOM);
        assertThat(Found.in(text + " foo", "[a-z]+foo[a-z]+")).containsExactly(text);
        String many = ("a".repeat(997) + "foob ").repeat(100);
        assertThat(Found.in(many, "(?s)[a-z]+foo.")).hasSize(100);
    }

    @Test
    void cleanTextAllocatesNothing() {
        PatternSet set = PatternSet.of(IntStream.range(0, 200)
                .mapToObj(i -> Pattern.compile("tok" + i + "_[A-Za-z0-9]{20}"))
                .toList());
        String text = "The parcel left the depot on Monday, token 17 was not asked for. ".repeat(2000);
        Spans found = new Spans();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            long empty = threads.getThreadAllocatedBytes(self) - before;
            set.scan(text, found);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before - 2 * empty);
        }
        assertThat(found.size()).isZero();
        assertThat(least).isLessThanOrEqualTo(0);
    }

    @Test
    void manyThreadsShareASet() {
        PatternSet set = PatternSet.of(List.of(Pattern.compile("[a-z]+@[a-z]+"), Pattern.compile("\\d{3}-\\d{4}")));
        String text = "write to ann@example or call 555-1234. ".repeat(50);
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .map(i -> set.scan(text).size())
                        .distinct()
                        .toArray())
                .containsExactly(100);
    }

    @Test
    void rarePairsAreWaitedFor() {
        PairFrequencies frequencies = new PairFrequencies();
        Anchors.Anchor anchor = Anchors.of(Pattern.compile("theqzx").expression(), frequencies)
                .list()
                .get(0);
        assertThat(anchor.pair()).isGreaterThanOrEqualTo(2);
        assertThat(PatternSet.of(List.of(Pattern.compile("\\w+"), Pattern.compile("ghp_x")))
                        .unanchored())
                .isEqualTo(1);
    }
}
