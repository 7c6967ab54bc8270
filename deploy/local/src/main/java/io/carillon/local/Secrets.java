package io.carillon.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The passwords of the database roles and the key that signs nonces: random, made at the first start, kept in a file
 * that its owner alone may read.
 */
final class Secrets {
    /** Of the database's superuser, which only the launcher uses. */
    static final String SUPERUSER = "postgres";
    /** The role that owns the schemas. */
    static final String MIGRATOR = "carillon_migrator";

    private static final String NONCE_KEY = "nonce-key";
    private static final int PASSWORD_BYTES = 18;
    private static final int NONCE_KEY_BYTES = 32;

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    /** Reads the file; what is missing in it is made and added. */
    static Secrets keptIn(Path file) throws IOException {
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        }
        SecureRandom random = new SecureRandom();
        int known = values.size();
        values.computeIfAbsent(SUPERUSER, role -> text(random, PASSWORD_BYTES));
        values.computeIfAbsent(MIGRATOR, role -> text(random, PASSWORD_BYTES));
        for (Service service : Service.values()) {
            values.computeIfAbsent(service.label(), role -> text(random, PASSWORD_BYTES));
        }
        values.computeIfAbsent(NONCE_KEY, key -> text(random, NONCE_KEY_BYTES));
        if (values.size() > known) {
            write(values, file);
        }
        return new Secrets(values);
    }

    private static String text(SecureRandom random, int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    private static void write(Properties values, Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            values.store(writer, "Carillon's own passwords; without this file its database cannot be opened");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The password of a database role: {@link #SUPERUSER}, {@link #MIGRATOR} or a service's {@link Service#label()}. */
    String password(String role) {
        return values.getProperty(role);
    }

    /** Base64 of 32 bytes, shared by proxies and registrars. */
    String nonceKey() {
        return values.getProperty(NONCE_KEY);
    }
}
