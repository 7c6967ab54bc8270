package io.carillon.proxy;

import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.spool.FactWriter;
import io.carillon.operation.Inside;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.SourceAddress;
import io.carillon.protocol.media.control.RelayPool;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.Siblings;
import io.carillon.protocol.sip.transport.TcpLimits;
import io.carillon.protocol.sip.transport.TcpListener;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.authentication.Authentication;
import io.carillon.proxy.call.AccountCalls;
import io.carillon.proxy.call.CallParts;
import io.carillon.proxy.call.Calls;
import io.carillon.proxy.call.Entrance;
import io.carillon.proxy.call.LostCalls;
import io.carillon.proxy.call.Routes;
import io.carillon.proxy.call.StepTrace;
import io.carillon.proxy.checkpoint.CallKeeper;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.configuration.SipSettings;
import io.carillon.proxy.event.Lamps;
import io.carillon.proxy.locate.DeadHops;
import io.carillon.proxy.locate.NextHops;
import io.carillon.proxy.locate.Rules;
import io.carillon.proxy.location.LocationDatabase;
import io.carillon.proxy.registration.RegisterForwarder;
import io.carillon.proxy.signalling.Replicas;
import io.carillon.proxy.signalling.Signalling;
import io.carillon.proxy.trunk.Qualifying;
import io.carillon.proxy.trunk.Reachability;
import io.carillon.proxy.trunk.TrunkParts;
import io.carillon.proxy.trunk.Trunks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the proxy together when the process starts, and takes it apart when it stops. */
@ApplicationScoped
class ProxyMain {
    private static final Logger LOG = Logger.getLogger(ProxyMain.class);

    static final String INSIDE = "inside";
    static final String OUTSIDE = "outside";

    /** How long calls in progress have to say good-bye when the process stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final ProxyConfiguration configuration;
    private final Inside inside;
    private final SipTrace trace;
    private final AccountDirectory accounts;
    private final SipSettings settings;
    private final DialPlans plans;
    private final CallKeeper keeper;
    private final RelayPool relays;
    private final LocationDatabase location;
    private final ProxyMetrics metrics;
    private final InstantSource clock;
    private final FactWriter facts;
    private final SourceAddress source = new SourceAddress();
    private final Vertx vertx;
    private final StepTrace steps;
    private volatile @Nullable Running running;

    /** What exists once the sockets are open. */
    record Running(
            DatagramLoop loop,
            TransactionLayer transactions,
            Replicas registrars,
            Calls calls,
            Trunks trunks,
            Reachability reachability,
            NextHops names,
            UdpListener outside,
            Optional<TcpListener> outsideTcp,
            UdpListener inside) {}

    ProxyMain(
            ProxyConfiguration configuration,
            Inside inside,
            SipTrace trace,
            AccountDirectory accounts,
            SipSettings settings,
            DialPlans plans,
            CallKeeper keeper,
            RelayPool relays,
            LocationDatabase location,
            ProxyMetrics metrics,
            InstantSource clock,
            FactWriter facts,
            Vertx vertx,
            StepTrace steps) {
        this.configuration = configuration;
        this.inside = inside;
        this.trace = trace;
        this.accounts = accounts;
        this.settings = settings;
        this.plans = plans;
        this.keeper = keeper;
        this.relays = relays;
        this.location = location;
        this.metrics = metrics;
        this.clock = clock;
        this.facts = facts;
        this.vertx = vertx;
        this.steps = steps;
    }

    Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    void start(@Observes StartupEvent event) throws IOException, SQLException {
        if (plans.reload() instanceof DialPlans.Reloaded.Rejected(var errors)) {
            // The last plan that was committed stays in force; a first start without a plan cannot serve calls.
            LOG.errorf("extensions.conf is not taken: %s", errors.getFirst());
        }
        DatagramLoop loop = DatagramLoop.start("signalling");
        SipEdge edge = new SipEdge();
        TransactionLayer transactions =
                new TransactionLayer(loop, edge, TransactionLimits.DEFAULT, TimerValues.RFC, trace, new SecureRandom());
        LocalAddresses addresses = new LocalAddresses(configuration.outside(), configuration.advertised());
        UdpListener insideListener = open(loop, INSIDE, configuration.inside(), inside, transactions);
        UdpListener outsideListener =
                open(loop, OUTSIDE, configuration.outside(), addresses::toward, _ -> true, transactions);
        Optional<TcpListener> outsideTcp = configuration.tcp()
                ? Optional.of(openTcp(loop, outsideListener, addresses::toward, transactions))
                : Optional.empty();
        DeadHops dead = new DeadHops(System::nanoTime);
        Signalling signalling = new Signalling(loop, transactions, addresses, dead);
        NextHops names = NextHops.start(dead, this::rules, configuration.nameServers());
        OutsideWatch outsideWatch = new OutsideWatch(loop, names::addresses, addresses::surroundedBy);
        Replicas voicemail = new Replicas(
                "Voicemail",
                loop,
                transactions,
                configuration.voicemail().stream().map(insideListener::flowTo).toList());
        Replicas registrars = new Replicas(
                "Registrar",
                loop,
                transactions,
                configuration.registrars().stream().map(insideListener::flowTo).toList());
        Reachability reachability = new Reachability();
        Routes routes = new Routes(
                accounts,
                location,
                outsideListener,
                insideListener,
                voicemail,
                names::await,
                reachability::isUnreachable);
        Calls calls = new Calls(
                signalling,
                new CallParts(
                        routes,
                        relays,
                        keeper,
                        metrics.callsInProgress(),
                        new AccountCalls(),
                        steps,
                        clock,
                        facts::record,
                        metrics::ended));
        TrunkParts trunkParts = new TrunkParts(signalling, outsideListener, names::find, accounts, new SecureRandom());
        Trunks trunks = new Trunks(trunkParts);
        Qualifying qualifying = new Qualifying(trunkParts, routes::ways, reachability);
        Authentication authentication = new Authentication(
                signalling,
                accounts,
                trunks,
                new NonceIssuer(new SecureRandom().nextLong(), configuration.nonceKey()),
                new FailedLogins(facts::record));
        Entrance entrance = new Entrance(signalling, authentication, settings, plans, calls);
        RegisterForwarder registers = new RegisterForwarder(
                loop, transactions, registrars, insideListener, outsideListener, location::changed);
        Lamps lamps = new Lamps(signalling, voicemail, insideListener, outsideListener);
        edge.open(new SipEdge.Parts(transactions, registers, entrance, calls, lamps, qualifying));
        running = new Running(
                loop,
                transactions,
                registrars,
                calls,
                trunks,
                reachability,
                names,
                outsideListener,
                outsideTcp,
                insideListener);

        relays.sendOn(loop);
        loop.execute(registrars::watch);
        loop.execute(voicemail::watch);
        plans.follow();
        settings.follow(general -> loop.execute(() -> {
            authentication.obey(general);
            outsideWatch.obey(general.outside());
            trunks.obey(general);
        }));
        loop.execute(qualifying::accountsChanged);
        accounts.tell(() -> loop.execute(() -> {
            trunks.accountsChanged();
            qualifying.accountsChanged();
        }));
        keeper.start(lost -> LostCalls.ended(lost, clock.instant()), facts::soFar);
    }

    /** How names of others are resolved: as sip.conf says, and to what the outside listener reaches. */
    private Rules rules() {
        boolean services = settings.current().map(SipGeneral::srvLookup).orElse(true);
        List<TransportProtocol> spoken = configuration.tcp()
                ? List.of(TransportProtocol.UDP, TransportProtocol.TCP)
                : List.of(TransportProtocol.UDP);
        return new Rules(services, spoken, this::reaches);
    }

    private boolean reaches(InetAddress peer) {
        InetAddress bound = configuration.outside().getAddress();
        boolean family = bound instanceof Inet6Address
                ? bound.isAnyLocalAddress() || peer instanceof Inet6Address
                : peer instanceof Inet4Address;
        return family && source.toward(peer).isPresent();
    }

    private void awaitFarewells(Running parts) {
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (parts.calls().size() > 0 && System.nanoTime() < end) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static UdpListener open(
            DatagramLoop loop,
            String name,
            InetSocketAddress address,
            Predicate<InetAddress> allowed,
            TransactionLayer transactions)
            throws IOException {
        HostPort sentBy = sentBy(address);
        return open(loop, name, address, _ -> sentBy, allowed, transactions);
    }

    private static HostPort sentBy(InetSocketAddress address) {
        return new HostPort(LocalAddresses.primary(address.getAddress()), address.getPort());
    }

    private static UdpListener open(
            DatagramLoop loop,
            String name,
            InetSocketAddress address,
            Function<InetSocketAddress, HostPort> toward,
            Predicate<InetAddress> allowed,
            TransactionLayer transactions)
            throws IOException {
        UdpListener listener = UdpListener.open(loop, name, address, sentBy(address), toward, allowed, transactions);
        LOG.infof("SIP over UDP is listened to on %s (%s)", listener.localAddress(), name);
        return listener;
    }

    /** The same address, port and name for others as over UDP. */
    private TcpListener openTcp(
            DatagramLoop loop,
            UdpListener udp,
            Function<InetSocketAddress, HostPort> sentByToward,
            TransactionLayer transactions)
            throws IOException {
        TcpListener tcp = TcpListener.open(
                new TcpListener.Surroundings(vertx, loop, transactions, new SecureRandom()),
                OUTSIDE,
                udp.localAddress(),
                udp.sentBy(),
                sentByToward,
                _ -> true,
                TcpLimits.DEFAULT);
        Siblings.pair(loop, udp, tcp);
        LOG.infof("SIP over TCP is listened to on %s (%s)", tcp.localAddress(), OUTSIDE);
        return tcp;
    }

    /** Before the parts that its calls need to come to their end. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        Running parts = running;
        if (parts == null) {
            return;
        }
        parts.loop().execute(parts.calls()::endAll);
        awaitFarewells(parts);
        settings.stop();
        plans.stop();
        keeper.stop();
        parts.outsideTcp().ifPresent(TcpListener::close);
        parts.loop().close();
        parts.names().close();
    }
}
