package io.carillon.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once into the data directory from the archive on the class path. */
final class PostgresBinaries {
    private static final String COMPLETE = "unpacked";
    private static final int ANY_EXECUTE_BIT = 0111;
    private static final int BUFFER = 1 << 16;

    private PostgresBinaries() {}

    /** Returns the directory of {@code initdb} and {@code postgres}. */
    static Path unpackedIn(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(COMPLETE))) {
            Files.createDirectories(directory);
            try (InputStream archive = archive();
                    TarArchiveInputStream tar =
                            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, BUFFER)))) {
                unpack(tar, directory);
            }
            Files.createFile(directory.resolve(COMPLETE));
        }
        return directory.resolve("bin");
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String processor = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + processor + ".txz";
        @Nullable InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IOException("no PostgreSQL for this machine (" + name + ") is on the class path");
        }
        return archive;
    }

    private static void unpack(TarArchiveInputStream tar, Path directory) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException("the archive would write to " + target);
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            // An earlier start may have been killed while it unpacked.
            Files.deleteIfExists(target);
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                continue;
            }
            Files.copy(tar, target);
            if ((entry.getMode() & ANY_EXECUTE_BIT) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
