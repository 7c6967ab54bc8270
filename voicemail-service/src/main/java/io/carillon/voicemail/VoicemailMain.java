package io.carillon.voicemail;

import io.carillon.config.sip.AddressAndPort;
import io.carillon.operation.Inside;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.SourceAddress;
import io.carillon.protocol.media.control.RelayPool;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.voicemail.call.CallParts;
import io.carillon.voicemail.call.Calls;
import io.carillon.voicemail.call.Identity;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.menu.Menus;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.waiting.Lamps;
import io.carillon.voicemail.waiting.Proxies;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the telephone's side of voicemail together when the process starts, and takes it apart when it stops. */
@ApplicationScoped
class VoicemailMain {
    private static final Logger LOG = Logger.getLogger(VoicemailMain.class);

    private static final String INTERNAL = "carillon.sip.internal";

    /** How long calls in progress have to say good-bye when the process stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final InetSocketAddress address;
    private final Proxies proxies;
    private final Lamps.Source lampSource;
    private final int limit;
    private final Inside inside;
    private final RelayPool relays;
    private final MessageStore store;
    private final MailboxDirectory mailboxes;
    private final VoicemailMetrics metrics;
    private volatile @Nullable Running running;

    /** What exists once the socket is open. */
    record Running(DatagramLoop loop, Calls calls, Lamps lamps) {}

    /**
     * @param proxies that phones without a Path are told by
     * @param limit a call costs a virtual thread here, and a leg at a relay
     */
    VoicemailMain(
            @ConfigProperty(name = INTERNAL) String address,
            @ConfigProperty(name = "carillon.proxies") Optional<List<String>> proxies,
            @ConfigProperty(name = "carillon.voicemail.calls", defaultValue = "500") int limit,
            Inside inside,
            RelayPool relays,
            MessageStore store,
            MailboxDirectory mailboxes,
            Lamps.Source lampSource,
            VoicemailMetrics metrics) {
        this.address = AddressAndPort.parse(address)
                .orElseThrow(() -> new IllegalArgumentException(INTERNAL + " is '" + address + "', not ADDRESS:PORT"));
        this.proxies = new Proxies(proxies.orElse(List.of()).stream()
                .map(proxy -> Proxies.place(proxy)
                        .orElseThrow(() ->
                                new IllegalArgumentException("carillon.proxies is '" + proxy + "', not HOST:PORT")))
                .toList());
        this.lampSource = lampSource;
        this.limit = limit;
        this.inside = inside;
        this.relays = relays;
        this.store = store;
        this.mailboxes = mailboxes;
        this.metrics = metrics;
    }

    Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    void start(@Observes StartupEvent event) throws IOException {
        DatagramLoop loop = DatagramLoop.start("signalling");
        SipEdge edge = new SipEdge();
        TransactionLayer transactions = new TransactionLayer(
                loop, edge, TransactionLimits.DEFAULT, TimerValues.RFC, metrics, new SecureRandom());
        UdpListener listener = UdpListener.open(loop, "inside", address, sentBy(), inside, transactions);
        Menus menus = new Menus(store, new KnownMailboxes(mailboxes), InstantSource.system());
        Calls calls = new Calls(loop, transactions, new CallParts(relays, menus, metrics::ended), limit);
        metrics.watch(calls);
        Lamps lamps = lampSource.at(loop, transactions, listener, proxies, Identity.PRODUCT);
        edge.open(new SipEdge.Parts(transactions, calls, lamps));
        relays.sendOn(loop);
        running = new Running(loop, calls, lamps);
        LOG.infof("Calls to voicemail are listened to on %s (UDP, from inside only)", listener.localAddress());
    }

    private HostPort sentBy() {
        InetAddress bound = address.getAddress();
        InetAddress shown = bound.isAnyLocalAddress() ? new SourceAddress().usual() : bound;
        return new HostPort(HostPort.hostOf(shown), address.getPort());
    }

    /** Before the parts that its calls need to come to their end. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        Running parts = running;
        if (parts == null) {
            return;
        }
        parts.loop().execute(parts.calls()::endAll);
        awaitFarewells(parts.calls());
        parts.loop().close();
    }

    private static void awaitFarewells(Calls calls) {
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (calls.size() > 0 && System.nanoTime() < end) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
