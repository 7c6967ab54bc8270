package io.carillon.voicemail.capability;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Signs and knows again what opens one sound to a relay, or one mailbox to its owner: {@code vm1.<fields>.<HMAC-SHA-256>}. Nothing
 * is stored for each; the key is made once and lies in PostgreSQL, so that replicas and restarts know each other's. Thread-safe;
 * asks PostgreSQL once.
 */
@Singleton
public class Capabilities {
    /** The longest message played as slowly as anybody would. */
    private static final Duration SOUND = Duration.ofHours(4);

    public static final Duration MAILBOX = Duration.ofHours(1);

    private static final String PREFIX = "vm1.";
    private static final String KEY = "capabilities";
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String FOR_SOUND = "sound";
    private static final String FOR_MAILBOX = "mailbox";
    /** What PINs and numbers never hold. */
    private static final String SEPARATOR = "\n";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final DataSource database;
    private final InstantSource clock;
    private volatile @Nullable SecretKeySpec key;

    @Inject
    public Capabilities(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Reads the key, or makes it. Blocks; nothing else here does, afterwards.
     *
     * @throws SQLException PostgreSQL is away
     */
    public void load() throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO voicemail.signing_key (name, key) VALUES (?, ?) ON CONFLICT DO NOTHING");
                PreparedStatement select =
                        connection.prepareStatement("SELECT key FROM voicemail.signing_key WHERE name = ?")) {
            insert.setString(1, KEY);
            insert.setBytes(2, fresh);
            insert.executeUpdate();
            select.setString(1, KEY);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                key = new SecretKeySpec(row.getBytes(1), ALGORITHM);
            }
        }
    }

    /** Opens one sound for some hours. */
    public String of(SoundId sound) {
        return signed(SOUND, FOR_SOUND, sound.text());
    }

    /** Opens one mailbox for an hour. */
    public String of(Mailbox.Key box) {
        return signed(MAILBOX, FOR_MAILBOX, box.context(), box.number());
    }

    /** Whether a text is meant to be one of ours. */
    public static boolean looksLike(String text) {
        return text.startsWith(PREFIX);
    }

    /** The sound it opens; empty if it is another's, or over. */
    public Optional<SoundId> sound(String capability) {
        return fields(capability, FOR_SOUND, 1).map(fields -> new SoundId(fields.getFirst()));
    }

    /** The mailbox it opens; empty if it is another's, or over. */
    public Optional<Mailbox.Key> mailbox(String capability) {
        return fields(capability, FOR_MAILBOX, 2).map(fields -> new Mailbox.Key(fields.getFirst(), fields.getLast()));
    }

    private String signed(Duration life, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add(1, Long.toString(clock.instant().plus(life).getEpochSecond()));
        byte[] text = String.join(SEPARATOR, all).getBytes(StandardCharsets.UTF_8);
        return PREFIX + ENCODER.encodeToString(text) + "." + ENCODER.encodeToString(mac(text));
    }

    private Optional<List<String>> fields(String capability, String kind, int count) {
        String[] parts = capability.split("\\.", -1);
        if (parts.length != 3 || !looksLike(capability)) {
            return Optional.empty();
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(parts[1]);
            if (!MessageDigest.isEqual(mac(text), Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            List<String> fields = Arrays.asList(new String(text, StandardCharsets.UTF_8).split(SEPARATOR, -1));
            boolean holds = fields.getFirst().equals(kind)
                    && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(fields.get(1))));
            return holds && fields.size() == count + 2
                    ? Optional.of(List.copyOf(fields.subList(2, fields.size())))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException stranger) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] text) {
        SecretKeySpec loaded = key;
        if (loaded == null) {
            throw new IllegalStateException("the signing key is read when the service starts");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(loaded);
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
