package io.chatguard.internal.audit;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions for the owner alone, on file systems that know owners. */
final class OwnerOnly {

    private OwnerOnly() {}

    static FileAttribute<?>[] file(Path beside) {
        return attributes(beside, "rw-------");
    }

    static FileAttribute<?>[] folder(Path beside) {
        return attributes(beside, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path beside, String permissions) {
        return beside.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
