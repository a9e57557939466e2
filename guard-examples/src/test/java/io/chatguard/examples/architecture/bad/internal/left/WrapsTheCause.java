package io.chatguard.examples.architecture.bad.internal.left;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;

final class WrapsTheCause {
    private WrapsTheCause() {}

    static void parse(String text) {
        try (var parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
        } catch (IOException e) {
            throw new IllegalStateException("not JSON", e);
        }
    }
}
