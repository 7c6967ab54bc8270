package io.carillon.proxy.account;

import io.carillon.config.sip.AccessList;
import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.facts.schema.ViewCopy;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every account, in memory, because each INVITE asks for one on the signalling loop. It follows what the registrars commit
 * from the service's start to its end; calls go on with what is known while PostgreSQL is away. Any thread.
 */
@ApplicationScoped
public class AccountDirectory {
    private static final Logger LOG = Logger.getLogger(AccountDirectory.class);

    /** How often the accounts are asked whether they have changed, should nobody have said so. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final String GENERATION = "SELECT generation FROM location.v1_account_generation";
    private static final String ACCOUNTS = """
            SELECT name, type, realm, ha1_md5, ha1_sha256, context, caller_name, caller_number, codecs, force_rport,
                   symmetric_media, dtmf_mode, direct_media, language, settings ->> 'session_timers' AS session_timers,
                   (settings ->> 'session_expires')::int AS session_expires,
                   (settings ->> 'session_minse')::int AS session_minse,
                   settings ->> 'session_refresher' AS session_refresher,
                   ARRAY(SELECT jsonb_array_elements_text(settings -> 'access')) AS access,
                   (settings ->> 'call_limit')::int AS call_limit, (settings ->> 'busylevel')::int AS busylevel
            FROM location.v1_account
            """;

    private final ViewCopy<Account> accounts;
    private volatile @Nullable Rounds looking;

    AccountDirectory(DataSource database) {
        accounts = new ViewCopy<>(database, GENERATION, ACCOUNTS, AccountDirectory::account);
    }

    public Optional<Account> find(String name) {
        return accounts.find(name);
    }

    public int size() {
        return accounts.size();
    }

    /** Whether accounts have been read at least once. */
    public boolean loaded() {
        return accounts.isLoaded();
    }

    /**
     * Reads the accounts if they have changed. Blocks.
     *
     * @throws SQLException when PostgreSQL is away; what was known stays in use
     */
    public void refresh() throws SQLException {
        if (accounts.refresh()) {
            LOG.infof("%d accounts are known", size());
        }
    }

    void follow(@Observes StartupEvent event) {
        Outage outage = new Outage(LOG, "PostgreSQL", "accounts stay as they are");
        looking = Rounds.start("accounts", LOOK, outage, this::refresh);
    }

    /** An account may have changed: look now. Any thread. */
    void soon() {
        Rounds following = looking;
        if (following != null) {
            following.soon();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Rounds following = looking;
        if (following != null) {
            following.close();
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new Account(
                name,
                Account.Type.valueOf(constant(row.getString("type"))),
                row.getString("realm"),
                Optional.ofNullable(row.getString("ha1_md5")),
                Optional.ofNullable(row.getString("ha1_sha256")),
                row.getString("context"),
                Optional.ofNullable(row.getString("caller_name")).orElse(""),
                Optional.ofNullable(row.getString("caller_number")).orElse(name),
                strings(row.getArray("codecs")),
                Account.Nat.valueOf(constant(row.getString("force_rport"))),
                Account.Nat.valueOf(constant(row.getString("symmetric_media"))),
                media(row.getString("dtmf_mode"), strings(row.getArray("direct_media"))),
                Optional.ofNullable(row.getString("language")),
                AccessList.of(strings(row.getArray("access"))),
                new Account.Limits(number(row, "call_limit"), number(row, "busylevel")),
                sessions(row));
    }

    private static Account.MediaPolicy media(String keys, List<String> direct) {
        return new Account.MediaPolicy(
                keys.equals("info"), direct.contains("yes"), direct.contains("nonat"), direct.contains("update"));
    }

    /** Each option is told only where any differs from what stands without them. */
    private static SessionTimer.Policy sessions(ResultSet row) throws SQLException {
        String mode = row.getString("session_timers");
        return mode == null
                ? SessionTimer.Policy.DEFAULT
                : new SessionTimer.Policy(
                        SessionTimer.Mode.valueOf(constant(mode)),
                        Duration.ofSeconds(row.getInt("session_expires")),
                        Duration.ofSeconds(row.getInt("session_minse")),
                        SessionTimer.Refresher.valueOf(constant(row.getString("session_refresher"))));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static String constant(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
