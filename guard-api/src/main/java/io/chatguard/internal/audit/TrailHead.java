package io.chatguard.internal.audit;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a trail goes on.
 *
 * @param chain names the trail
 * @param file the number of its last file, 0 before the first
 * @param bytes how far that file holds
 * @param sequence the number of its last record
 * @param hash the hash of that record
 */
record TrailHead(String chain, int file, long bytes, long sequence, String hash) {

    private static final int CHAIN_BYTES = 16;

    /**
     * Finds the end of what holds in the last file: the longest beginning whose records are intact and follow on each
     * other. What stands behind is left there for the verifier, who tells a torn tail from a damaged record.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if the last file does not begin as one
     */
    static TrailHead of(TrailFolder folder) throws IOException {
        TreeMap<Integer, Path> files = folder.files();
        Map.Entry<Integer, Path> last = files.lastEntry();
        if (last == null) {
            byte[] name = new byte[CHAIN_BYTES];
            new SecureRandom().nextBytes(name);
            return new TrailHead(HexFormat.of().formatHex(name), 0, 0, 0, AuditLine.NOTHING);
        }
        try (LineSource lines = LineSource.open(last.getValue())) {
            Optional<LineSource.Line> first = lines.next();
            Optional<AuditLine> record = first.flatMap(LineSource.Line::record);
            Optional<FileHeader> header = record.flatMap(FileHeader::of)
                    .filter(h -> h.file() == last.getKey() && record.get().isIntact());
            Optional<VerifyingKey> key = header.flatMap(h -> VerifyingKey.parse(h.key()))
                    .filter(k -> record.get().isSignedBy(k));
            if (key.isEmpty()) {
                throw GuardException.of(Reason.CONFIGURATION, "the last audit file does not begin with a file record")
                        .interceptor("audit")
                        .remedy("see what 'chatguard audit verify' says, keep the folder, and write to another one")
                        .build();
            }
            return end(lines, header.get(), key.get(), first.get(), record.get());
        }
    }

    private static TrailHead end(
            LineSource lines, FileHeader header, VerifyingKey key, LineSource.Line first, AuditLine record)
            throws IOException {
        LineSource.Line end = first;
        AuditLine head = record;
        for (Optional<LineSource.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            AuditLine before = head;
            Optional<AuditLine> next = line.get()
                    .record()
                    .filter(r -> r.sequence() == before.sequence() + 1
                            && r.previous().equals(before.hash())
                            && r.isIntact()
                            && r.kind() != Kind.FILE
                            && (!r.kind().isSigned() || r.isSignedBy(key)));
            if (next.isEmpty()) {
                break;
            }
            head = next.get();
            end = line.get();
        }
        return new TrailHead(header.chain(), header.file(), end.end(), head.sequence(), head.hash());
    }
}
