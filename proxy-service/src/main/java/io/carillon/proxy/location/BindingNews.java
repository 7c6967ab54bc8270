package io.carillon.proxy.location;

import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.facts.schema.PublishedViews;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what the registrars' triggers tell of bindings ({@code location.v1_binding_news}, ADR 0025). Keeps one connection to
 * listen on, and says something on another every few seconds, which must come back: a pooler between us and PostgreSQL, a
 * connection that died without a word, or two halves of a failover would otherwise look like silence. Owns two virtual threads.
 */
final class BindingNews implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BindingNews.class);

    /** Before a connection that was lost is replaced. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration ECHO = Duration.ofSeconds(3);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final String CHANNEL = "SELECT channel FROM location.v1_binding_news";
    private static final String SAY = "SELECT pg_notify(channel, ?) FROM location.v1_binding_news";

    private final DataSource database;
    private final PublishedViews views;
    private final Hearing hearing;
    private final Consumer<String> changed;
    /** No account is called so. When it was said follows. */
    private final String ownVoice = "echo " + UUID.randomUUID() + " ";

    private final Outage outage = new Outage(LOG, "News of bindings", "they are read for every call");
    private final Rounds listening;
    private final Rounds speaking;

    private BindingNews(DataSource database, PublishedViews views, Hearing hearing, Consumer<String> changed) {
        this.database = database;
        this.views = views;
        this.hearing = hearing;
        this.changed = changed;
        Outage mute = new Outage(LOG, "PostgreSQL", "nothing can be said");
        this.speaking = Rounds.start("binding-echo", ECHO, mute, this::say);
        this.listening = Rounds.start("binding-news", PAUSE, outage, this::listen);
    }

    /** @param changed told the accounts of which there are news, in their order, by a thread that must not be held up */
    static BindingNews start(DataSource database, PublishedViews views, Hearing hearing, Consumer<String> changed) {
        return new BindingNews(database, views, hearing, changed);
    }

    /** Comes back only where there is nothing to listen to. */
    private void listen() throws SQLException {
        // A registrar that starts with us for the first time may not have made its views yet.
        if (!views.exist()) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            statement.execute("LISTEN " + postgres.escapeIdentifier(channel(statement)));
            try {
                hearing.listens();
                speaking.soon();
                hear(postgres);
            } finally {
                hearing.lost();
                // The pool must give nobody a connection that listens, or one that may be dead without knowing.
                connection.unwrap(Connection.class).abort(Runnable::run);
            }
        }
    }

    private static String channel(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(CHANNEL)) {
            row.next();
            return row.getString(1);
        }
    }

    private void hear(PGConnection postgres) throws SQLException {
        while (!hearing.isSilent()) {
            for (PGNotification news : postgres.getNotifications((int) WAIT.toMillis())) {
                hear(news.getParameter());
            }
        }
        throw new SQLException("its own were not heard");
    }

    private void hear(String news) {
        if (news.startsWith(ownVoice)) {
            hearing.heard(Long.parseLong(news.substring(ownVoice.length())));
            outage.off();
        } else if (news.isEmpty()) {
            hearing.everythingIsNew();
        } else {
            changed.accept(news);
        }
    }

    private void say() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SAY)) {
            statement.setString(1, ownVoice + hearing.now());
            statement.execute();
        } catch (SQLException away) {
            // What is not said is not heard, and the log tells of that.
            LOG.debug("nothing could be said", away);
        }
    }

    @Override
    public void close() {
        listening.close();
        speaking.close();
    }
}
