package io.chatguard.redact.internal.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Schemas that are long enough for a file of their own. */
final class SectionSchema {

    private SectionSchema() {}

    static String read(String name) {
        try (InputStream in = SectionSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing schema " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable schema " + name);
        }
    }
}
