package io.chatguard.internal.audit;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The folder of a trail: names of its files, and the lock that lets one writer in. */
final class TrailFolder implements AutoCloseable {

    private static final String PREFIX = "audit-";
    private static final String SUFFIX = ".jsonl";
    private static final String DRAFT = ".new";
    private static final String LOCK = "audit.lock";

    /**
     * Folders that this process writes. A lock of the operating system belongs to the process, and closing any channel
     * of the file gives it up (fcntl(2)): a second writer in this process must not even open it.
     */
    private static final Map<Path, Boolean> OPEN = new ConcurrentHashMap<>();

    private final Path folder;
    private final Disk disk;
    private final FileChannel lockFile;

    private TrailFolder(Path folder, Disk disk, FileChannel lockFile) {
        this.folder = folder;
        this.disk = disk;
        this.lockFile = lockFile;
    }

    /** Locks that folder for this writer, making it if its parent is there. */
    static TrailFolder lock(Path folder, Disk disk) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(folder, OwnerOnly.folder(folder));
            } catch (FileAlreadyExistsException notAFolder) {
                throw refused("the audit's path is not a folder", "name a folder of its own for the trail");
            }
        }
        Path real = folder.toRealPath();
        if (OPEN.putIfAbsent(real, true) != null) {
            throw taken();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    real.resolve(LOCK),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    OwnerOnly.file(real));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken();
            }
            return new TrailFolder(real, disk, channel);
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            OPEN.remove(real);
            throw e;
        }
    }

    /** The numbers and paths of the trail's files in a folder, in order. */
    static TreeMap<Integer, Path> files(Path folder) throws IOException {
        TreeMap<Integer, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : all) {
                number(file).ifPresent(n -> files.put(n, file));
            }
        }
        return files;
    }

    /** The number in a file's name, if it is that of a trail's file. */
    static OptionalInt number(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return OptionalInt.empty();
        }
        String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        boolean legal =
                digits.length() >= 6 && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return legal ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    TreeMap<Integer, Path> files() throws IOException {
        return files(folder);
    }

    Path path(int number) {
        return folder.resolve(String.format(Locale.ROOT, "%s%06d%s", PREFIX, number, SUFFIX));
    }

    /** A new file with that beginning: under its name it is there with all of it or not at all. */
    LogFile create(int number, byte[] beginning, boolean forced) throws IOException {
        Path file = path(number);
        Path draft = folder.resolve(file.getFileName() + DRAFT);
        LogFile out = disk.create(draft);
        Path written = draft;
        try {
            out.write(ByteBuffer.wrap(beginning));
            if (forced) {
                out.force();
            }
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(String.valueOf(file.getFileName()));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            written = file;
            if (forced) {
                disk.forceFolder(folder);
            }
            return out;
        } catch (IOException | RuntimeException e) {
            // No record has gone into it, so a file whose name may not be durable is taken back.
            withdraw(out, written);
            throw e;
        }
    }

    private static void withdraw(LogFile out, Path file) {
        try (out) {
            Files.deleteIfExists(file);
        } catch (IOException alsoFailed) {
            // The failure that led here is the one to tell; the next file gets the next number.
        }
    }

    /** Closes what has failed already. */
    static void closeQuietly(@Nullable Closeable broken) {
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (IOException alsoFailed) {
            // The failure that led here is the one to tell.
        }
    }

    private static GuardException taken() {
        return refused(
                "another process or another guard of this process writes this audit trail",
                "give each writer a folder of its own, or share one guard");
    }

    private static GuardException refused(String what, String remedy) {
        return GuardException.of(Reason.CONFIGURATION, what)
                .interceptor("audit")
                .remedy(remedy)
                .build();
    }

    /** Lets another writer in. */
    @Override
    public void close() throws IOException {
        try {
            lockFile.close();
        } finally {
            OPEN.remove(folder);
        }
    }
}
