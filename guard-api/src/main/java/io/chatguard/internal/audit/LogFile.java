package io.chatguard.internal.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that grows; used by one thread. */
interface LogFile extends Closeable {

    /** Writes all of it, or throws. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when what was written is on the device. */
    void force() throws IOException;
}
