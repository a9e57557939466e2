package io.chatguard.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk, counted, that can be told to be full, to fail its fsync, or to make fsync wait. */
final class TestDisk implements Disk {

    /** What becomes of what is asked of the disk. */
    enum State {
        WELL,
        FULL,
        FORCE_FAILS
    }

    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();

    /** One permit for each fsync that may end; plenty until {@link #hold}. */
    final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);

    volatile State state = State.WELL;

    /** From now on an fsync ends when a permit is released. */
    void hold() {
        permits.drainPermits();
    }

    @Override
    public LogFile create(Path file) throws IOException {
        if (state == State.FULL) {
            throw new IOException("No space left on device: the text of a failure");
        }
        LogFile real = REAL.create(file);
        return new LogFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                writes.incrementAndGet();
                if (state == State.FULL) {
                    real.write(bytes.slice(0, bytes.remaining() / 2));
                    throw new IOException("No space left on device: the text of a failure");
                }
                real.write(bytes);
            }

            @Override
            public void force() throws IOException {
                forces.incrementAndGet();
                permits.acquireUninterruptibly();
                if (state == State.FORCE_FAILS) {
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        REAL.forceFolder(folder);
    }
}
