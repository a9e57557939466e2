package io.chatguard.redact.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AnchoredScanTest {
    private static final int ASCII = 128;

    /** The low bytes of the later ones are those of ASCII characters. */
    private static final int[] CHARACTERS = {
        0, 'a', 'e', 'y', 'J', '0', '7', ':', '-', '@', ' ', '\n', 0x7F, 0x80, 0x9F, 0xE9, 0x130, 0x140, 0x161, 0x4E2D,
        0x1F600, 0xD83D, 0xDE00
    };

    /** Wakes at some pairs, and writes down where. */
    private record Noting(String name, long seed, List<String> notes) implements AnchoredRule {
        @Override
        public boolean wakes(char previous, char anchor) {
            return new Random(seed ^ previous << 8 ^ anchor).nextInt(4) == 0;
        }

        @Override
        public void at(String text, int index, ScanContext context, Hits out) {
            notes.add(name + index);
        }
    }

    @Property
    void wakesWhereALoopOverTheCharactersWakes(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> notes = new ArrayList<>();
        List<Noting> rules = List.of(
                new Noting("a", random.nextLong(), notes),
                new Noting("b", random.nextLong(), notes),
                new Noting("c", random.nextLong(), notes));
        AnchoredScan scan = new AnchoredScan(rules);
        for (int t = 0; t < 3; t++) {
            String text = text(random, t == 0 ? 9_000 : 40);
            scan.scan(text, new ScanContext().begin(), (type, start, end, score, rule) -> {});
            List<String> found = List.copyOf(notes);
            notes.clear();
            naive(text, rules);
            assertThat(found).isEqualTo(notes);
            notes.clear();
        }
    }

    private static void naive(String text, List<Noting> rules) {
        for (int i = 0; i < text.length(); i++) {
            char before = i > 0 && text.charAt(i - 1) < ASCII ? text.charAt(i - 1) : 0;
            for (Noting rule : rules) {
                if (text.charAt(i) < ASCII && rule.wakes(before, text.charAt(i))) {
                    rule.at(text, i, new ScanContext(), (type, start, end, score, id) -> {});
                }
            }
        }
    }

    private static String text(Random random, int longest) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(longest);
        while (out.length() < length) {
            out.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return out.toString();
    }

    @Test
    void manyThreadsShareAScan() {
        List<String> notes = java.util.Collections.synchronizedList(new ArrayList<>());
        AnchoredRule at = new AnchoredRule() {
            @Override
            public boolean wakes(char previous, char anchor) {
                return anchor == '@';
            }

            @Override
            public void at(String text, int index, ScanContext context, Hits out) {
                notes.add(text.substring(index, index + 2));
            }
        };
        AnchoredScan scan = new AnchoredScan(List.of(at));
        java.util.stream.IntStream.range(0, 200)
                .parallel()
                .forEach(
                        i -> scan.scan("a@" + i % 10 + " b", new ScanContext(), (type, start, end, score, rule) -> {}));
        assertThat(notes).hasSize(200);
        assertThat(notes.stream().distinct()).hasSize(10);
    }
}
