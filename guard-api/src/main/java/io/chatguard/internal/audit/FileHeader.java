package io.chatguard.internal.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the first record of a file tells.
 *
 * @param chain names the trail, at random
 * @param file the file's number, from 1
 * @param key the public key of the file's signatures, X.509 in base64
 * @param previousBytes how far the file before this one holds, in bytes; 0 in the first file
 * @param previousRest how many bytes follow there whose writing nobody was promised: what a crash or failure left
 */
record FileHeader(String chain, int file, String key, long previousBytes, long previousRest) {

    private static final JsonFactory JSON = new JsonFactory();

    String body() {
        return ",\"chain\":\"" + chain + "\",\"file\":" + file + ",\"key\":\"" + key + "\",\"previous_bytes\":"
                + previousBytes + ",\"previous_rest\":" + previousRest;
    }

    /** What that record tells, if it is the first of a file and has exactly the form in which it is written. */
    static Optional<FileHeader> of(AuditLine line) {
        if (line.kind() != Kind.FILE) {
            return Optional.empty();
        }
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line.text())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    members.put(parser.currentName(), parser.getText());
                }
            }
            FileHeader header = new FileHeader(
                    members.getOrDefault("chain", ""),
                    Integer.parseInt(members.getOrDefault("file", "")),
                    members.getOrDefault("key", ""),
                    Long.parseLong(members.getOrDefault("previous_bytes", "")),
                    Long.parseLong(members.getOrDefault("previous_rest", "")));
            return header.body().equals(line.body()) && header.file > 0 ? Optional.of(header) : Optional.empty();
        } catch (IOException | NumberFormatException notAHeader) {
            return Optional.empty();
        }
    }
}
