package io.chatguard.internal.audit;

import io.chatguard.AuditTrail.Damage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain line by line, and where it breaks finds out what was done from what goes on behind the break.
 *
 * <p>Memory is bounded: of the records that went by, the last {@value #WINDOW} are remembered. What is older is still
 * found to be out of place by its number, only told less precisely.
 */
final class ChainCheck {

    private static final int WINDOW = 1 << 16;
    private static final int MOST_HOLES = 100;

    private record Spot(String file, long line) {}

    private record Hole(long from, long to) {
        boolean has(long sequence) {
            return sequence >= from && sequence <= to;
        }
    }

    private final Findings findings;
    private final List<Hole> holes = new ArrayList<>();
    private final Map<String, Spot> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Spot> eldest) {
            return size() > WINDOW;
        }
    };

    private String file = "";
    private Optional<VerifyingKey> key = Optional.empty();
    private long lastSignedLine;
    private long signedBefore;
    private long expected = -1;
    private @Nullable String previous;
    private long bad;
    private int told;
    private @Nullable AuditLine last;
    private Spot lastSpot = new Spot("", 0);

    ChainCheck(Findings findings) {
        this.findings = findings;
    }

    /** The next lines are of that file, signed by that key. */
    void enter(String name, Optional<VerifyingKey> signer) {
        file = name;
        key = signer;
        signedBefore = lastSignedLine;
        lastSignedLine = 0;
    }

    /** The next record is to have that number and follow on that hash. */
    void startAt(long sequence, String hash) {
        expected = sequence;
        previous = hash;
        bad = 0;
    }

    /** A line stood here that is no record, as was told. */
    void skip() {
        bad++;
    }

    /** What follows on the last record, for callers that look at a line without taking it. */
    boolean continues(AuditLine record) {
        return record.sequence() == expected && record.previous().equals(previous);
    }

    Optional<AuditLine> last() {
        return Optional.ofNullable(last);
    }

    /** Takes a line that is no record: nothing can be read from it but where it stands. */
    void broken(long line) {
        findings.problem(
                Damage.EDITED,
                file,
                line,
                line,
                expected + bad,
                "this is not the record it was: its hash or form does not fit");
        skip();
        told = findings.count();
    }

    /** Takes an intact line; gives it back if it is part of the chain. */
    Optional<AuditLine> take(long line, AuditLine record) {
        if (record.kind() == Kind.FILE && line > 1) {
            findings.problem(
                    Damage.REPLAYED, file, line, line, record.sequence(), "a file begins in the middle of another");
            return Optional.empty();
        }
        if (expected < 0) {
            startAt(record.sequence(), record.previous());
        }
        boolean member = record.sequence() < expected ? late(line, record) : onTime(line, record);
        if (!member) {
            return Optional.empty();
        }
        checkSignature(line, record);
        lastSpot = new Spot(file, line);
        seen.put(record.hash(), lastSpot);
        expected = record.sequence() + 1;
        previous = record.hash();
        last = record;
        bad = 0;
        return Optional.of(record);
    }

    private boolean onTime(long line, AuditLine record) {
        long sequence = record.sequence();
        boolean fits = previous == null || record.previous().equals(previous);
        if (sequence == expected && fits) {
            if (bad > 0 && told == findings.count()) {
                findings.replaceLast(Damage.INSERTED, "what stands here is not part of the chain");
            }
            return true;
        }
        if (sequence > expected + bad) {
            hole(line, expected + bad, sequence - 1);
        } else if (bad == 0) {
            boolean before = !lastSpot.file().equals(file);
            long to = before ? lastSpot.line() : line;
            findings.problem(
                    Damage.EDITED,
                    before ? lastSpot.file() : file,
                    Math.max(1, Math.min((before ? signedBefore : lastSignedLine) + 1, to - 1)),
                    to,
                    sequence - 1,
                    "record " + sequence + " does not follow on record " + (sequence - 1)
                            + ": one of them, or several since the checkpoint before, were replaced");
        }
        return true;
    }

    private void hole(long line, long from, long to) {
        if (holes.size() < MOST_HOLES) {
            holes.add(new Hole(from, to));
        }
        findings.problem(
                Damage.MISSING,
                file,
                line,
                line,
                from,
                (from == to ? "record " + from + " is" : "records " + from + " to " + to + " are") + " missing here");
    }

    /** A record whose number has gone by: says whether the chain goes on from it. */
    private boolean late(long line, AuditLine record) {
        long sequence = record.sequence();
        if (seen.containsKey(record.hash())) {
            findings.problem(
                    Damage.REPLAYED, file, line, line, sequence, "record " + sequence + " stands here once more");
            return false;
        }
        if (holes.stream().anyMatch(hole -> hole.has(sequence))) {
            swapped(line);
            return false;
        }
        Spot before = seen.get(record.previous());
        boolean sameFile = before != null && before.file().equals(file);
        if (before != null && sameFile && lastSignedLine <= before.line() && before.line() + 1 < line) {
            findings.problem(
                    Damage.INSERTED,
                    file,
                    before.line() + 1,
                    line - 1,
                    sequence,
                    "record " + sequence + " follows behind: what stands here was added");
            return true;
        }
        findings.problem(
                Damage.INSERTED, file, line, line, sequence, "a record numbered " + sequence + " was added here");
        return false;
    }

    /** What was missing stands further down. */
    private void swapped(long line) {
        int at = findings.count() - 1;
        if (at >= 0 && at < Findings.MOST && findings.problems().get(at).damage() == Damage.MISSING) {
            findings.lengthenLast(Damage.SWAPPED, "records stand in another order than they were written", file, line);
        } else if (at >= 0 && findings.problems().get(at).damage() == Damage.SWAPPED) {
            findings.lengthenLast(Damage.SWAPPED, findings.problems().get(at).what(), file, line);
        } else {
            findings.problem(Damage.SWAPPED, file, line, line, expected, "a record stands behind later ones");
        }
    }

    private void checkSignature(long line, AuditLine record) {
        if (!record.kind().isSigned()) {
            return;
        }
        // The key is that of the file's first record, which was checked when it was taken from there.
        if (key.isPresent() && record.kind() != Kind.FILE && !record.isSignedBy(key.get())) {
            findings.problem(
                    Damage.SIGNATURE,
                    file,
                    Math.min(line, lastSignedLine + 1),
                    line,
                    record.sequence(),
                    "the signature of record " + record.sequence()
                            + " does not fit: it or a record since the checkpoint before was replaced");
        }
        lastSignedLine = line;
    }
}
