package io.chatguard.internal.audit;

import io.chatguard.AuditTrail.Anchor;
import io.chatguard.AuditTrail.Damage;
import io.chatguard.AuditTrail.Report;
import io.chatguard.internal.audit.LineSource.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verifies files of a trail, in the order given: each line's hash, the chain over all lines and files, the signatures,
 * and that each file ends where its successor says. Reads each file once and holds a bounded part of it in memory.
 */
public final class TrailVerifier {

    private static final Set<String> ENDS = Set.of(TrailWriter.ROTATE, TrailWriter.END);

    private record Heading(Path path, String name, Optional<AuditLine> line, Optional<FileHeader> header) {
        Optional<VerifyingKey> key() {
            return header.flatMap(h -> VerifyingKey.parse(h.key()));
        }
    }

    /** Where a file stands among those given. */
    private enum Place {
        /** The file that follows in the trail is there, and says where this one ends. */
        FOLLOWED,
        BEFORE_OTHERS,
        LAST
    }

    private final Set<String> trusted;
    private final Map<Long, Anchor> anchors = new TreeMap<>();
    private final Findings findings = new Findings();
    private final ChainCheck chain = new ChainCheck(findings);
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Set<String> keys = new TreeSet<>();
    private long first;
    private long signedUpTo;
    private String from = "";
    private int lastNumber;
    private String lastChain = "";
    private boolean ended;

    private TrailVerifier(Set<String> trusted, List<Anchor> anchors) {
        this.trusted = trusted;
        anchors.forEach(anchor -> this.anchors.put(anchor.sequence(), anchor));
    }

    /** Verifies these files; {@code trusted} are encoded public keys in base64, none for those that the files name. */
    public static Report verify(List<Path> files, Set<String> trusted, List<Anchor> anchors) throws IOException {
        return new TrailVerifier(trusted, anchors).verify(files);
    }

    /** The files of the trail in that folder, in order. */
    public static List<Path> files(Path folder) throws IOException {
        return List.copyOf(TrailFolder.files(folder).values());
    }

    private Report verify(List<Path> files) throws IOException {
        List<Heading> headings = new ArrayList<>();
        for (Path file : files) {
            headings.add(heading(file));
        }
        for (int i = 0; i < headings.size(); i++) {
            boolean more = i + 1 < headings.size();
            verify(headings.get(i), successor(headings.get(i), headings), more ? Place.BEFORE_OTHERS : Place.LAST);
        }
        String at = headings.isEmpty() ? "" : headings.get(headings.size() - 1).name();
        checkAnchors(at);
        if (trusted.isEmpty() && !keys.isEmpty()) {
            findings.notice("no public key was given: signatures were checked with the keys that the files name,"
                    + " which says nothing about whose they are");
        }
        Optional<AuditLine> last = chain.last();
        return new Report(
                files.size(),
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.getOrDefault(Kind.DECISION, 0L),
                counts.getOrDefault(Kind.OUTCOME, 0L),
                first,
                last.map(AuditLine::sequence).orElse(0L),
                last.map(AuditLine::hash).orElse(""),
                signedUpTo,
                from,
                last.map(AuditLine::at).orElse(""),
                findings.problems(),
                findings.notices());
    }

    private static Heading heading(Path file) throws IOException {
        try (LineSource lines = LineSource.open(file)) {
            Optional<AuditLine> line = lines.next().flatMap(Line::record).filter(AuditLine::isIntact);
            Optional<FileHeader> header = line.flatMap(FileHeader::of)
                    .filter(h -> VerifyingKey.parse(h.key())
                            .filter(key -> line.get().isSignedBy(key))
                            .isPresent());
            return new Heading(file, String.valueOf(file.getFileName()), line, header);
        }
    }

    /** The first record of the file that follows in the trail, wherever it stands among those given. */
    private static Optional<FileHeader> successor(Heading heading, List<Heading> all) {
        return heading.header()
                .flatMap(h -> all.stream()
                        .flatMap(other -> other.header().stream())
                        .filter(other ->
                                other.file() == h.file() + 1 && other.chain().equals(h.chain()))
                        .findFirst());
    }

    private void verify(Heading heading, Optional<FileHeader> successor, Place among) throws IOException {
        Place place = successor.isPresent() ? Place.FOLLOWED : among;
        if (heading.header().isEmpty()) {
            findings.problem(
                    Damage.EDITED, heading.name(), 1, 1, 0, "the file does not begin with a signed file record");
            lastNumber = lastNumber > 0
                    ? lastNumber + 1
                    : TrailFolder.number(heading.path()).orElse(0);
        } else if (!begin(heading, heading.header().get())) {
            return;
        }
        chain.enter(heading.name(), heading.key());
        ended = false;
        long limit = successor.map(FileHeader::previousBytes).orElse(Long.MAX_VALUE);
        int before = findings.count();
        long end = 0;
        long number = 0;
        List<Line> rest = new ArrayList<>();
        try (LineSource lines = LineSource.open(heading.path())) {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().start() >= limit) {
                    rest(rest, line.get());
                } else {
                    number = line.get().number();
                    end = line.get().end();
                    take(heading, line.get(), place);
                }
            }
        }
        if (successor.isPresent() && findings.count() == before) {
            checkEnd(heading.name(), number, end, successor.get(), rest, Files.size(heading.path()));
        } else if (place == Place.LAST) {
            checkLast(heading.name());
        }
    }

    /** Whether the file is the next one of the trail; what is wrong with its place is told. */
    private boolean begin(Heading heading, FileHeader header) {
        AuditLine line = heading.line().orElseThrow();
        OptionalInt named = TrailFolder.number(heading.path());
        boolean renamed = named.isPresent() && named.getAsInt() != header.file();
        if (renamed) {
            at(heading, Damage.SWAPPED, line, "this is file " + header.file() + " of the trail under another name");
        }
        if (!trusted.isEmpty() && !trusted.contains(header.key())) {
            at(heading, Damage.FOREIGN, line, "the file is signed by a key that is not among those given");
        }
        keys.add(header.key());
        if (lastNumber == 0) {
            if (header.file() > 1) {
                findings.notice(
                        "the trail is verified from file " + header.file() + " on; earlier ones were not given");
                chain.startAt(line.sequence(), line.previous());
            } else {
                chain.startAt(1, AuditLine.NOTHING);
            }
        } else if (!header.chain().equals(lastChain)) {
            at(heading, Damage.FOREIGN, line, "the file is of another trail");
            chain.startAt(line.sequence(), line.previous());
        } else if (header.file() <= lastNumber) {
            if (!renamed) {
                at(heading, Damage.REPLAYED, line, "file " + header.file() + " of the trail stands here once more");
            }
            return false;
        } else if (header.file() > lastNumber + 1) {
            if (!renamed) {
                at(heading, Damage.MISSING, line, "files before this one are missing, the last there is " + lastNumber);
            }
            chain.startAt(line.sequence(), line.previous());
        }
        lastNumber = header.file();
        lastChain = header.chain();
        return true;
    }

    private void at(Heading heading, Damage damage, AuditLine line, String what) {
        findings.problem(damage, heading.name(), 1, 1, line.sequence(), what);
    }

    private void take(Heading heading, Line line, Place place) {
        Optional<AuditLine> record = line.record().filter(AuditLine::isIntact);
        if (record.isEmpty()) {
            if (!line.complete()) {
                halfRecord(heading.name(), line.number(), place);
            } else if (line.number() == 1 && heading.header().isEmpty()) {
                chain.skip();
            } else {
                chain.broken(line.number());
            }
            return;
        }
        if (ended) {
            findings.problem(
                    Damage.INSERTED,
                    heading.name(),
                    line.number(),
                    line.number(),
                    record.get().sequence(),
                    "the file went on behind its end");
            return;
        }
        Optional<AuditLine> member = chain.take(line.number(), record.get());
        member.ifPresent(this::count);
        ended = member.map(TrailVerifier::why).filter(ENDS::contains).isPresent();
    }

    private void halfRecord(String name, long line, Place place) {
        String what = "the file ends in the middle of a record";
        long sequence = chain.last().map(AuditLine::sequence).orElse(0L) + 1;
        switch (place) {
            case FOLLOWED -> {
                findings.problem(
                        Damage.TRUNCATED, name, line, line, sequence, what + ", and went on when the next one began");
                chain.skip();
            }
            case BEFORE_OTHERS -> findings.notice(name + " line " + line + ": " + what);
            case LAST ->
                findings.problem(
                        Damage.TORN,
                        name,
                        line,
                        line,
                        sequence,
                        what + ": a crash, a cut, or it is being written; a restarted writer says which");
        }
    }

    private void count(AuditLine record) {
        counts.merge(record.kind(), 1L, Long::sum);
        if (first == 0) {
            first = record.sequence();
            from = record.at();
        }
        if (record.kind().isSigned()) {
            signedUpTo = record.sequence();
        }
        Anchor anchor = anchors.remove(record.sequence());
        if (anchor != null && !anchor.hash().equals(record.hash())) {
            anchors.put(record.sequence(), anchor);
        }
    }

    /** Keeps the first lines behind what holds, and of the others only one that is intact. */
    private static void rest(List<Line> rest, Line line) {
        boolean intact = line.record().filter(AuditLine::isIntact).isPresent();
        if (rest.isEmpty() || (rest.size() == 1 && intact)) {
            rest.add(line);
        }
    }

    private void checkEnd(String name, long line, long end, FileHeader next, List<Line> rest, long size) {
        long actual = size - next.previousBytes();
        if (end < next.previousBytes()) {
            findings.problem(
                    Damage.TRUNCATED,
                    name,
                    line,
                    line,
                    chain.last().map(AuditLine::sequence).orElse(0L) + 1,
                    "the file ends after this line, and was longer when the next one began");
            return;
        }
        if (rest.isEmpty()) {
            return;
        }
        Line tail = rest.get(0);
        Optional<AuditLine> record = tail.record().filter(AuditLine::isIntact);
        boolean unacknowledged = record.filter(chain::continues).isPresent();
        long sequence = chain.last().map(AuditLine::sequence).orElse(0L) + 1;
        if (actual > next.previousRest()) {
            findings.problem(
                    Damage.INSERTED, name, tail.number(), tail.number(), sequence, "the file went on behind its end");
        } else if (!unacknowledged && (record.isPresent() || rest.size() > 1)) {
            findings.problem(
                    Damage.EDITED,
                    name,
                    tail.number(),
                    tail.number(),
                    sequence,
                    "this is no torn tail, since whole records follow: it was altered while nobody wrote");
        } else {
            findings.notice(name + " line " + tail.number() + ": " + actual
                    + " bytes of a crash or failure, whose writing nobody was promised; the next file says so");
        }
    }

    private void checkLast(String name) {
        Optional<AuditLine> last = chain.last();
        String why = last.map(TrailVerifier::why).orElse("");
        if (why.equals(TrailWriter.ROTATE)) {
            findings.notice(name + " was ended to go on in another file, which was not given");
        } else if (!why.equals(TrailWriter.END)) {
            findings.notice(name + " was not ended: it is being written, or its writer crashed");
        }
        long unsigned = last.map(AuditLine::sequence).orElse(0L) - signedUpTo;
        if (unsigned > 0) {
            findings.notice("no signature covers the last " + unsigned + " records");
        }
    }

    /** Why a checkpoint was written; empty for other records. */
    private static String why(AuditLine record) {
        if (record.kind() != Kind.CHECKPOINT) {
            return "";
        }
        return ENDS.stream()
                .filter(why -> record.body().equals(TrailWriter.why(why)))
                .findFirst()
                .orElse("");
    }

    private void checkAnchors(String file) {
        long last = chain.last().map(AuditLine::sequence).orElse(0L);
        for (Anchor anchor : anchors.values()) {
            if (anchor.sequence() < first) {
                findings.notice("the anchor " + anchor.sequence() + " lies before what was given");
            } else if (anchor.sequence() > last) {
                findings.problem(
                        Damage.TRUNCATED,
                        file,
                        0,
                        0,
                        last + 1,
                        "the trail ends with record " + last + ", and held record " + anchor.sequence()
                                + " when the anchor was taken");
            } else {
                findings.problem(
                        Damage.EDITED,
                        file,
                        0,
                        0,
                        anchor.sequence(),
                        "record " + anchor.sequence()
                                + " is not the one that the anchor names: the trail was rewritten");
            }
        }
    }
}
