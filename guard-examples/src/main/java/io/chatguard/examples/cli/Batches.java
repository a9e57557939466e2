package io.chatguard.examples.cli;

import java.io.IOException;
import java.util.Optional;

/** Cuts the input into batches; not thread-safe. */
interface Batches {

    /** The next batch; empty at the end of the input. */
    Optional<Batch> next() throws IOException;
}
