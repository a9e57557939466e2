package io.chatguard.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** What the trail asks of the file system; tests put one in its place that is full, slow or counts. */
interface Disk {

    /** The file system as it is. */
    Disk REAL = new Disk() {
        @Override
        public LogFile create(Path file) throws IOException {
            Set<OpenOption> how =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            return new Real(FileChannel.open(file, how, OwnerOnly.file(file)));
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            // A new name is durable when its folder is (fsync(2)). Windows cannot open folders and needs no such thing.
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    };

    /** Opens an empty file of that name for its owner. */
    LogFile create(Path file) throws IOException;

    /** Returns when the names in that folder are on the device. */
    void forceFolder(Path folder) throws IOException;

    /** A channel. */
    record Real(FileChannel channel) implements LogFile {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
