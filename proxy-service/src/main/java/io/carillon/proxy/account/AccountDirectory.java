package io.carillon.proxy.account;

import io.carillon.config.sip.AccessList;
import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.facts.schema.PublishedViews;
import io.carillon.facts.schema.ViewCopy;
import io.carillon.prompts.Texts;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.digest.SealedSecrets;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every account, in memory, because each INVITE asks for one on the signalling loop. It follows what the registrars commit
 * from the service's start to its end; calls go on with what is known while PostgreSQL is away. Any thread.
 */
@ApplicationScoped
public class AccountDirectory implements KnownAccounts {
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
                   (settings ->> 'call_limit')::int AS call_limit, (settings ->> 'busylevel')::int AS busylevel,
                   (settings ->> 'anonymous')::boolean AS anonymous,
                   settings ->> 'defaultuser' AS defaultuser, settings ->> 'fromuser' AS fromuser,
                   settings ->> 'fromdomain' AS fromdomain, settings ->> 'outboundproxy' AS outboundproxy,
                   (settings ->> 'insecure_port')::boolean AS insecure_port,
                   (settings ->> 'insecure_invite')::boolean AS insecure_invite,
                   (settings ->> 'qualify_ms')::int AS qualify_ms,
                   (settings ->> 'qualify_seconds')::int AS qualify_seconds, settings ->> 'sendrpid' AS sendrpid,
                   (settings ->> 'trustrpid')::boolean AS trustrpid, host, port, sealed
            FROM location.v1_account LEFT JOIN location.v1_provider_secret ON account = name
            """;
    private static final String LINES = """
            SELECT name, username, domain, auth_username, sealed, host, port, extension, expiry_seconds
            FROM location.v1_provider_line
            """;

    private final PublishedViews views;
    private final ViewCopy<Account> accounts;
    private final ViewCopy<ProviderLine> lines;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Rounds looking;

    AccountDirectory(
            DataSource database, PublishedViews views, @ConfigProperty(name = "carillon.nonce.key") String sharedKey) {
        this.views = views;
        ProviderRows providers =
                new ProviderRows(new SealedSecrets(Base64.getDecoder().decode(sharedKey)));
        accounts = new ViewCopy<>(database, GENERATION, ACCOUNTS, row -> account(row, providers.provider(row)));
        lines = new ViewCopy<>(database, GENERATION, LINES, providers::line);
    }

    @Override
    public List<Account> providers() {
        return accounts.values().stream()
                .filter(account -> !account.provider().equals(Provider.NONE))
                .toList();
    }

    @Override
    public List<ProviderLine> lines() {
        return List.copyOf(lines.values());
    }

    /** @param listener told of each change of accounts or lines, on a thread that may block */
    public void tell(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<Account> find(String name) {
        return accounts.find(name);
    }

    public int size() {
        return accounts.size();
    }

    /** Those that callers hear; empty while no account is known. */
    public Set<String> languages() {
        return accounts.values().stream()
                .map(account -> account.language().orElse(Texts.DEFAULT))
                .collect(Collectors.toUnmodifiableSet());
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
        boolean changed = accounts.refresh();
        if (changed) {
            LOG.infof("%d accounts are known", size());
        }
        if (lines.refresh() || changed) {
            listeners.forEach(Runnable::run);
        }
    }

    void follow(@Observes StartupEvent event) {
        Outage outage = new Outage(LOG, "PostgreSQL", "accounts stay as they are");
        looking = Rounds.start("accounts", LOOK, outage, this::look);
    }

    /** A registrar that starts with us for the first time may not have made its views yet. */
    private void look() throws SQLException {
        if (views.exist()) {
            refresh();
        }
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

    private static Account account(ResultSet row, Provider provider) throws SQLException {
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
                sessions(row),
                row.getBoolean("anonymous"),
                provider);
    }

    private static Account.MediaPolicy media(String keys, List<String> direct) {
        return new Account.MediaPolicy(keys.equals("info"), !direct.isEmpty(), direct.contains("update"));
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
