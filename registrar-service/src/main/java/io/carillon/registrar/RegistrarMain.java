package io.carillon.registrar;

import io.carillon.config.Problem;
import io.carillon.config.Sources;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.facts.spool.FactWriter;
import io.carillon.operation.Inside;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.Pulse;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.account.SipConfImport;
import io.carillon.registrar.account.SipConfImport.Imported;
import io.carillon.registrar.account.SipSettings;
import io.carillon.registrar.location.BindingCommitter;
import io.carillon.registrar.location.BindingSweep;
import io.carillon.registrar.location.LocationDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the registrar together when the process starts, and takes it apart when it stops. */
@ApplicationScoped
class RegistrarMain {
    private static final Logger LOG = Logger.getLogger(RegistrarMain.class);
    /** Every replica obeys a change of an account within two seconds. */
    private static final Duration ACCOUNT_REFRESH = Duration.ofSeconds(1);

    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final RegistrarConfiguration configuration;
    private final Inside inside;
    private final AccountDirectory accounts;
    private final SipSettings settings;
    private final SipConfImport sipConf;
    private final LocationDatabase location;
    private final FactWriter facts;
    private final RegistrarMetrics metrics;
    private final Outage outage = new Outage(LOG, "PostgreSQL", "accounts stay as they are");
    private volatile String whyNotConfigured = "nobody has committed one yet";
    private volatile @Nullable Running running;

    private record Running(
            DatagramLoop loop,
            UdpListener listener,
            BindingCommitter committer,
            BindingSweep sweep,
            Rounds following) {}

    RegistrarMain(
            RegistrarConfiguration configuration,
            Inside inside,
            AccountDirectory accounts,
            SipSettings settings,
            SipConfImport sipConf,
            LocationDatabase location,
            FactWriter facts,
            RegistrarMetrics metrics) {
        this.configuration = configuration;
        this.inside = inside;
        this.accounts = accounts;
        this.settings = settings;
        this.sipConf = sipConf;
        this.location = location;
        this.facts = facts;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) throws IOException, SQLException {
        reload();
        accounts.refresh();
        DatagramLoop loop = DatagramLoop.start("sip");
        BindingCommitter committer = new BindingCommitter(location, metrics);
        RegisterAuthentication authentication = new RegisterAuthentication(
                loop,
                accounts,
                new NonceIssuer(new SecureRandom().nextLong(), configuration.nonceKey()),
                new FailedLogins(facts::record),
                metrics);
        RegistrarEdge edge = new RegistrarEdge(loop, authentication, committer, metrics);
        TransactionLayer layer = new TransactionLayer(
                loop, edge, TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new SecureRandom());
        edge.attach(layer);
        settings.follow(general -> loop.execute(() -> edge.obey(general)));
        UdpListener listener = listen(loop, layer);
        BindingSweep sweep = BindingSweep.start(location, committer, metrics::bindings);
        Rounds following = Rounds.start("accounts", ACCOUNT_REFRESH, outage, () -> refreshAccounts(sweep));
        running = new Running(loop, listener, committer, sweep, following);
    }

    private UdpListener listen(DatagramLoop loop, TransactionLayer layer) throws IOException {
        InetSocketAddress local = configuration.inside();
        HostPort sentBy = new HostPort(local.getAddress().getHostAddress(), local.getPort());
        UdpListener listener = UdpListener.open(loop, "inside", local, sentBy, inside, layer);
        metrics.watch(listener.counters());
        LOG.infof("REGISTER is listened to on %s (UDP, from inside only)", listener.localAddress());
        return listener;
    }

    /**
     * Takes sip.conf from the configuration directory into the database.
     *
     * @return empty if there is no such directory
     */
    Optional<Imported> reload() throws SQLException {
        Optional<Path> directory = configuration.directory();
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Imported imported = sipConf.read(Sources.directory(directory.get()));
        switch (imported) {
            case Imported.Done(
                    long revision,
                    List<String> created,
                    List<String> changed,
                    List<String> deleted,
                    SipConfImport.Besides _,
                    List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                LOG.infof(
                        "sip.conf is revision %d: %d accounts created, %d changed, %d deleted",
                        revision, created.size(), changed.size(), deleted.size());
                accounts.refresh();
            }
            case Imported.Rejected(List<Problem> errors, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                errors.forEach(LOG::error);
                LOG.error("sip.conf is not taken: whatever was in force still is");
                whyNotConfigured = errors.getFirst().toString();
            }
        }
        return Optional.of(imported);
    }

    private void refreshAccounts(BindingSweep sweep) throws SQLException, InterruptedException {
        if (accounts.refresh()) {
            sweep.removeStrays();
        }
    }

    /** Where proxies are listened to; empty before the start and after the end. */
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(running).map(parts -> parts.listener().localAddress());
    }

    /** Before the start is over there is nothing to feel. */
    boolean isLoopAlive() {
        return Optional.ofNullable(running)
                .map(parts -> Pulse.beats(parts.loop()))
                .orElse(true);
    }

    boolean isDatabaseReachable() {
        Running parts = running;
        return parts != null && !parts.committer().isUnavailable() && location.isReachable();
    }

    /** Why no sip.conf is in force. */
    String whyNotConfigured() {
        return whyNotConfigured;
    }

    /** The one way to change bindings; empty before the start and after the end. */
    Optional<BindingCommitter> committer() {
        return Optional.ofNullable(running).map(Running::committer);
    }

    void stop(@Observes ShutdownEvent event) {
        Running parts = running;
        if (parts == null) {
            return;
        }
        settings.stop();
        parts.following().close();
        parts.sweep().close();
        // What waits is committed, and answered before the loop ends; what still comes is answered 503.
        parts.committer().close();
        flush(parts.loop());
        parts.loop().close();
        running = null;
    }

    /** Waits until the loop has done what it was given before. */
    private static void flush(DatagramLoop loop) {
        CountDownLatch reached = new CountDownLatch(1);
        loop.execute(reached::countDown);
        try {
            if (!reached.await(FLUSH.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the SIP loop is too busy to send its last answers");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
