package io.chatguard.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Joins the lines of a text to blocks, so that what spans lines is seen whole and memory stays bounded.
 *
 * <p>A block ends at the first blank line after {@value #ENOUGH} characters, outside of a PEM block; where there is
 * none, at the end of a line after {@value #MOST} characters. Values that span such an end are not recognised as one.
 */
final class TextBatches implements Batches {
    static final int ENOUGH = 1 << 18;
    static final int MOST = 1 << 21;

    private final Lines lines;

    TextBatches(Lines lines) {
        this.lines = lines;
    }

    /** One text of whole lines. */
    private record Block(String text, LongFunction<String> places, long firstLine, long bytes) implements Batch {
        @Override
        public List<Part> parts() {
            return List.of(new Part(text, places.apply(firstLine) + " or below"));
        }

        @Override
        public List<Part> lines() {
            List<Part> lines = new ArrayList<>();
            int from = 0;
            while (from < text.length()) {
                int end = text.indexOf('\n', from);
                int to = end < 0 ? text.length() : end + 1;
                lines.add(new Part(text.substring(from, to), places.apply(firstLine + lines.size())));
                from = to;
            }
            return lines;
        }

        @Override
        public String toString() {
            return "Block[" + firstLine + "]";
        }

        @Override
        public byte[] with(List<String> texts) {
            return texts.get(0).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Optional<Batch> next() throws IOException {
        StringBuilder text = new StringBuilder();
        long first = 0;
        long bytes = 0;
        boolean pem = false;
        for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            Lines.Line line = next.get();
            String decoded = lines.decode(line);
            text.append(decoded);
            first = first == 0 ? line.number() : first;
            bytes += line.bytes().length;
            boolean ends = decoded.contains("-----END ");
            pem = !ends && (pem || decoded.contains("-----BEGIN "));
            if (text.length() >= MOST || (text.length() >= ENOUGH && !pem && decoded.isBlank())) {
                break;
            }
        }
        if (first == 0) {
            return Optional.empty();
        }
        return Optional.of(new Block(text.toString(), lines::place, first, bytes));
    }
}
