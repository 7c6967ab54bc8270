package io.carillon.registrar.location;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Accounts with where they can be reached, as {@code sip show peers} shows them. Blocks. */
@Singleton
public final class PeerList {
    private static final String PEERS = "SELECT a.name, a.type, a.host, a.force_rport, b.contact, b.source_address,"
            + " b.source_port, b.user_agent, nullif(b.expires_at, 'infinity'), now()"
            + " FROM (SELECT name, type, host, force_rport FROM location.v1_account"
            + " WHERE name > ? ORDER BY name LIMIT ?) AS a"
            + " LEFT JOIN location.v1_binding AS b ON b.aor = a.name ORDER BY a.name, b.refreshed_at DESC";

    private final DataSource source;

    /**
     * One account.
     *
     * @param type user, peer or friend
     * @param dynamic it is found by registration; else it has a permanent binding
     * @param forceRport no, yes or detect
     * @param status registered, permanent or offline
     * @param contacts the one refreshed last first
     */
    @RegisterForReflection
    public record Peer(
            String name, String type, boolean dynamic, String forceRport, String status, List<Contact> contacts) {}

    /**
     * One place where it can be reached.
     *
     * @param address as the proxy saw it, or the host of a permanent binding
     * @param expiresIn seconds; empty for a permanent binding
     */
    @RegisterForReflection
    public record Contact(String uri, String address, int port, Optional<String> userAgent, Optional<Long> expiresIn) {}

    private record Key(String name, String type, boolean dynamic, String forceRport) {}

    PeerList(DataSource source) {
        this.source = source;
    }

    /**
     * Returns accounts in the order of their names.
     *
     * @param after the name behind which to begin
     */
    public List<Peer> read(String after, int limit) throws SQLException {
        Map<Key, List<Contact>> contacts = new LinkedHashMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PEERS)) {
            statement.setString(1, after);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Key key = new Key(row.getString(1), row.getString(2), row.getString(3) == null, row.getString(4));
                    List<Contact> known = contacts.computeIfAbsent(key, _ -> new ArrayList<>());
                    contact(row).ifPresent(known::add);
                }
            }
        }
        return contacts.entrySet().stream()
                .map(entry -> peer(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Peer peer(Key key, List<Contact> contacts) {
        String status = contacts.isEmpty() ? "offline" : "registered";
        boolean permanent =
                !contacts.isEmpty() && contacts.getFirst().expiresIn().isEmpty();
        return new Peer(
                key.name(),
                key.type(),
                key.dynamic(),
                key.forceRport(),
                permanent ? "permanent" : status,
                List.copyOf(contacts));
    }

    private static Optional<Contact> contact(ResultSet row) throws SQLException {
        String uri = row.getString(5);
        if (uri == null) {
            return Optional.empty();
        }
        Optional<Instant> expires =
                Optional.ofNullable(row.getObject(9, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
        Instant now = row.getObject(10, OffsetDateTime.class).toInstant();
        return Optional.of(new Contact(
                uri,
                row.getString(6),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)),
                expires.map(end -> Math.max(0, end.getEpochSecond() - now.getEpochSecond()))));
    }
}
