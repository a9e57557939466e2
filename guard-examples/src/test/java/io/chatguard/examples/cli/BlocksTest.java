package io.chatguard.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Blocks are whole lines, and together the input. */
class BlocksTest {

    /** Gives as much as it likes at a time, and says that there is nothing more when it likes. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;
        private final int most;

        Trickle(byte[] bytes, int most, long seed) {
            super(bytes);
            this.most = most;
            this.random = new Random(seed);
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(most)));
        }

        @Override
        public synchronized int available() {
            return random.nextBoolean() ? super.available() : 0;
        }
    }

    private static List<Blocks.Block> all(InputStream in) throws IOException {
        Blocks blocks = new Blocks(in, "input", 1 << 20);
        List<Blocks.Block> all = new ArrayList<>();
        for (Optional<Blocks.Block> next = blocks.next(); next.isPresent(); next = blocks.next()) {
            all.add(next.get());
        }
        return all;
    }

    @Property(tries = 200)
    void togetherTheyAreTheInputCutBehindLines(
            @ForAll @IntRange(max = 40) int lines,
            @ForAll @IntRange(min = 1, max = 300_000) int most,
            @ForAll long seed)
            throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(seed);
        for (int i = 0; i < lines; i++) {
            text.append("x".repeat(random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(50)))
                    .append(i == lines - 1 && random.nextBoolean() ? "" : "\n");
        }
        byte[] input = text.toString().getBytes(StandardCharsets.US_ASCII);

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        long line = 1;
        for (Blocks.Block block : all(new Trickle(input, most, seed))) {
            assertThat(block.length()).isPositive();
            assertThat(block.bytes()[block.length() - 1]).isEqualTo((byte) '\n');
            assertThat(block.line()).isEqualTo(line);
            assertThat(block.offset()).isEqualTo(joined.size());
            joined.write(block.bytes(), 0, block.length());
            line += new String(block.bytes(), 0, block.length(), StandardCharsets.US_ASCII)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
        }
        String ended = text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n";
        assertThat(joined.toString(StandardCharsets.US_ASCII)).isEqualTo(text + ended);
    }

    @Example
    void aLineIsNotHeldBackUntilMoreComes() throws IOException {
        InputStream slow = new InputStream() {
            private final byte[] first = "one\ntw".getBytes(StandardCharsets.US_ASCII);
            private boolean given;

            @Override
            public int read() {
                throw new AssertionError("read byte by byte");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                assertThat(given)
                        .as("asked for more before the first line was handed on")
                        .isFalse();
                given = true;
                System.arraycopy(first, 0, into, from, first.length);
                return first.length;
            }
        };

        Blocks.Block block = new Blocks(slow, "input", 1024).next().orElseThrow();

        assertThat(new String(block.bytes(), 0, block.length(), StandardCharsets.US_ASCII))
                .isEqualTo("one\n");
    }
}
