package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.AuditTrail.Anchor;
import io.chatguard.AuditTrail.Damage;
import io.chatguard.AuditTrail.Problem;
import io.chatguard.AuditTrail.Report;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every tamper of a trail is found and placed: single bytes, records and files, by somebody who knows the format and
 * computes hashes but lacks the key. The last checkpoint is known from elsewhere.
 */
class TamperTest {

    /** What is done, and what the verifier may call it. */
    private enum Tamper {
        /** One byte becomes another, be it a line end. */
        EDIT_BYTE(Damage.EDITED, Damage.SIGNATURE, Damage.TRUNCATED, Damage.TORN, Damage.FOREIGN),
        /** A record says something else, and its hash fits. */
        EDIT_RECORD(Damage.EDITED, Damage.SIGNATURE),
        /** The same, and all later records of the file follow on it. */
        EDIT_AND_RECHAIN(Damage.EDITED, Damage.SIGNATURE),
        SWAP(Damage.SWAPPED, Damage.MISSING, Damage.EDITED, Damage.REPLAYED),
        DELETE(Damage.MISSING, Damage.TRUNCATED, Damage.EDITED),
        INSERT_JUNK(Damage.INSERTED, Damage.EDITED),
        /** A record is added that follows on the one before, with the right number and hash. */
        INSERT_RECORD(Damage.INSERTED, Damage.EDITED),
        TRUNCATE(Damage.TRUNCATED, Damage.TORN, Damage.EDITED),
        REPLAY_RECORD(Damage.REPLAYED, Damage.INSERTED, Damage.EDITED),
        /** A run of old records once more at the end of a file. */
        REPLAY_SEGMENT(Damage.REPLAYED, Damage.INSERTED),
        DELETE_FILE(Damage.MISSING, Damage.TRUNCATED, Damage.TORN),
        SWAP_FILES(Damage.SWAPPED),
        /** An old file in the place of another. */
        REPLAY_FILE(Damage.SWAPPED);

        private final Set<Damage> names;

        Tamper(Damage... names) {
            this.names = Set.of(names);
        }
    }

    /** Where it was done: the first problem must name that file and enclose that line. */
    private record Done(int file, long line) {}

    @TempDir
    Path folder;

    private final Random random = new Random(Soak.seed());
    private final List<Path> files = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private Anchor anchor = new Anchor(1, "0".repeat(64));

    /** A trail that was rotated, left by a crash, torn, and ended. */
    @BeforeEach
    void writeATrail() throws IOException {
        var settings =
                Trails.settings(folder).rotating(7_000, Duration.ofDays(1)).checkpoints(12, Duration.ofDays(1));
        Trails.write(settings, 24);
        List<Path> ended = Trails.files(folder);
        Path crashed = ended.get(ended.size() - 1);
        List<String> lines = Files.readAllLines(crashed);
        Files.writeString(crashed, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n" + "{\"v\":1,\"seq\":9");
        Trails.write(settings, 8);
        files.addAll(Trails.files(folder));
        for (Path file : files) {
            bytes.add(Files.readAllBytes(file));
        }
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notices()).hasSize(1);
        assertThat(files.size()).isGreaterThan(3);
        anchor = new Anchor(report.last(), report.lastHash());
    }

    /** A115: however many records are gone, the last checkpoint with them. */
    @Test
    void a115ATailThatIsGoneIsToldByACheckpointThatWasKeptElsewhere() throws IOException {
        int last = files.size() - 1;
        List<String> lines = lines(last);
        for (int gone = 1; gone < lines.size(); gone++) {
            write(last, lines.subList(0, lines.size() - gone));
            Report report = Trails.verify(folder, anchor);
            assertThat(report.problems())
                    .as(gone + " records")
                    .isNotEmpty()
                    .extracting(Problem::damage)
                    .contains(Damage.TRUNCATED);
        }
        Files.delete(files.get(last));
        assertThat(Trails.verify(folder, anchor).problems())
                .extracting(Problem::damage)
                .contains(Damage.TRUNCATED);
    }

    /** A116. */
    @Test
    void everyTamperIsFoundAndPlaced() throws IOException {
        Map<Tamper, Integer> counts = new EnumMap<>(Tamper.class);
        int cases = Soak.cases(500, 10_000);
        for (int i = 0; i < cases; i++) {
            Tamper tamper = Tamper.values()[i % Tamper.values().length];
            Done done = apply(tamper);
            Report report = Trails.verify(folder, anchor);
            String told = "case " + i + " " + tamper + " at " + name(done.file()) + " line " + done.line() + ": "
                    + report.problems();
            assertThat(report.isWhole()).as(told).isFalse();
            Problem first = report.problems().get(0);
            assertThat(tamper.names).as(told).contains(first.damage());
            boolean byAnchor = first.fromLine() == 0 && first.damage() == Damage.TRUNCATED;
            if (!byAnchor) {
                assertThat(first.file()).as(told).isEqualTo(name(done.file()));
                assertThat(done.line()).as(told).isBetween(first.fromLine(), first.toLine());
            }
            counts.merge(tamper, 1, Integer::sum);
            restore();
        }
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(cases);
    }

    private String name(int file) {
        return String.valueOf(files.get(file).getFileName());
    }

    private void restore() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), bytes.get(i));
        }
    }

    private Done apply(Tamper tamper) throws IOException {
        int file = random.nextInt(files.size());
        List<String> lines = lines(file);
        int at = random.nextInt(lines.size());
        switch (tamper) {
            case EDIT_BYTE -> {
                byte[] changed = bytes.get(file).clone();
                int where = random.nextInt(String.join("\n", lines).length() + 1);
                byte other;
                do {
                    other = (byte) (random.nextInt(4) == 0 ? '\n' : random.nextInt(256));
                } while (other == changed[where]);
                long line = 1
                        + new String(changed, 0, where, StandardCharsets.ISO_8859_1)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                changed[where] = other;
                Files.write(files.get(file), changed);
                return new Done(file, line);
            }
            case EDIT_RECORD -> {
                lines.set(at, rewritten(lines.get(at), "", true));
                write(file, lines);
                return new Done(file, at + 1);
            }
            case EDIT_AND_RECHAIN -> {
                lines.set(at, rewritten(lines.get(at), "", true));
                for (int i = at + 1; i < lines.size(); i++) {
                    lines.set(i, rewritten(lines.get(i), parse(lines.get(i - 1)).hash(), false));
                }
                write(file, lines);
                return new Done(file, at + 1);
            }
            case SWAP -> {
                int other = random.nextInt(lines.size());
                while (other == at) {
                    other = random.nextInt(lines.size());
                }
                String line = lines.get(at);
                lines.set(at, lines.get(other));
                lines.set(other, line);
                write(file, lines);
                return new Done(file, Math.min(at, other) + 1);
            }
            case DELETE -> {
                int n = Math.min(1 + random.nextInt(4), lines.size() - at);
                lines.subList(at, at + n).clear();
                write(file, lines);
                boolean end = at == lines.size() && bytes.get(file)[bytes.get(file).length - 1] == '\n';
                return new Done(file, Math.max(1, end ? at : at + 1));
            }
            case INSERT_JUNK -> {
                String junk = random.nextBoolean() ? "{\"v\":1}" : lines.get(at).replace("\"seq\"", "\"seg\"");
                lines.add(at, junk);
                write(file, lines);
                return new Done(file, at + 1);
            }
            case INSERT_RECORD -> {
                AuditLine before = parse(lines.get(at));
                lines.add(
                        at + 1,
                        AuditLine.of(before.sequence() + 1, Trails.NOW, Kind.GAP, before.hash(), ",\"unwritten\":1")
                                .text());
                write(file, lines);
                return new Done(file, at + 2);
            }
            case TRUNCATE -> {
                int length = random.nextInt(String.join("\n", lines).length());
                byte[] cut = Arrays.copyOf(bytes.get(file), length);
                Files.write(files.get(file), cut);
                long ends = new String(cut, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                boolean whole = length > 0 && cut[length - 1] == '\n';
                return new Done(file, whole || length == 0 ? Math.max(1, ends) : ends + 1);
            }
            case REPLAY_RECORD -> {
                int to = at + 1 + random.nextInt(lines.size() - at);
                lines.add(to, lines.get(at));
                write(file, lines);
                return new Done(file, to + 1);
            }
            case REPLAY_SEGMENT -> {
                int from = random.nextInt(at + 1);
                int end = lines.size();
                lines.addAll(lines.subList(from, at + 1));
                write(file, new ArrayList<>(lines));
                return new Done(file, end + 1);
            }
            case DELETE_FILE -> {
                // Not the first: the oldest files may be taken away, and the verifier says from where on it verified.
                int gone = 1 + random.nextInt(files.size() - 1);
                Files.delete(files.get(gone));
                boolean last = gone == files.size() - 1;
                return last ? new Done(gone - 1, lines(gone - 1).size() + 1) : new Done(gone + 1, 1);
            }
            case SWAP_FILES -> {
                int other = (file + 1 + random.nextInt(files.size() - 1)) % files.size();
                Files.write(files.get(file), bytes.get(other));
                Files.write(files.get(other), bytes.get(file));
                return new Done(Math.min(file, other), 1);
            }
            case REPLAY_FILE -> {
                int other = (file + 1 + random.nextInt(files.size() - 1)) % files.size();
                Files.write(files.get(file), bytes.get(other));
                return new Done(file, 1);
            }
        }
        throw new AssertionError(tamper);
    }

    /** The records of a file; what a crash left behind them is nobody's. */
    private List<String> lines(int file) {
        List<String> lines = new ArrayList<>();
        for (String line : new String(bytes.get(file), StandardCharsets.US_ASCII).split("\n")) {
            if (AuditLine.parse(line.getBytes(StandardCharsets.US_ASCII)).isPresent()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Writes these records, and behind them what the crash left there. */
    private void write(int file, List<String> lines) throws IOException {
        String old = new String(bytes.get(file), StandardCharsets.US_ASCII);
        String left = old.substring(old.lastIndexOf('\n') + 1);
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(line).append('\n'));
        Files.writeString(files.get(file), all.append(left));
    }

    private static AuditLine parse(String line) {
        return AuditLine.parse(line.getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    }

    /** A record with another content or predecessor and a hash that fits; a signature stays what it was. */
    private static String rewritten(String line, String previous, boolean changed) {
        AuditLine old = parse(line);
        String text = old.text();
        String tail = old.signature().map(s -> ",\"sig\":\"" + s + "\"}").orElse("}");
        String hashed = text.substring(0, text.lastIndexOf(",\"hash\":\""));
        String edited = changed ? hashed.replace("T", "t") : hashed.replace(old.previous(), previous);
        return edited + ",\"hash\":\"" + Digests.hex(edited) + "\"" + tail;
    }
}
