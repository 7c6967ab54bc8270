package io.carillon.relay;

import io.carillon.config.sip.AddressAndPort;
import io.carillon.operation.Inside;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.ng.NgMessage;
import io.carillon.protocol.media.ng.NgMessage.Received;
import io.carillon.protocol.media.ng.NgReply;
import io.carillon.protocol.media.ng.NgRequest;
import io.carillon.protocol.sip.Printable;
import io.carillon.relay.NgMeter.Turned;
import io.carillon.relay.ng.CookieLedger;
import io.carillon.relay.ng.CookieLedger.Asked;
import io.carillon.relay.ng.CookieLedger.Seen;
import io.carillon.relay.ng.NgCalls;
import io.carillon.relay.session.EventSink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * rtpengine's NG protocol over UDP: SIP proxies such as Kamailio have their calls relayed here. It answers loopback and
 * {@code carillon.internal.allowed} only; who else asks hears nothing.
 */
@ApplicationScoped
class NgEdge {

    private static final Logger LOG = Logger.getLogger(NgEdge.class);

    private final Relay relay;
    private final Inside inside;
    private final NgSettings settings;
    private final NgMeter meter;
    private final String client = "ng-" + UUID.randomUUID();
    private final CookieLedger ledger = new CookieLedger();
    private Optional<Running> running = Optional.empty();
    private long lastRequest;

    /** What there is where the edge is not switched off. */
    private record Running(DatagramLoop loop, NgCalls calls) {}

    @Inject
    NgEdge(Relay relay, Inside inside, NgSettings settings, NgMeter meter) {
        this.relay = relay;
        this.inside = inside;
        this.settings = settings;
        this.meter = meter;
    }

    void start(@Observes StartupEvent event) {
        if (settings.address().equals(NgSettings.OFF)) {
            LOG.info("NG is off");
            return;
        }
        InetSocketAddress address = AddressAndPort.parse(settings.address())
                .orElseThrow(() -> new IllegalStateException(
                        "carillon.ng.address is '" + settings.address() + "': write an address and a port, or off"));
        DatagramLoop loop = DatagramLoop.start("ng");
        NgCalls calls = new NgCalls(loop, this::perform, settings.idle());
        running = Optional.of(new Running(loop, calls));
        meter.holds(calls::count);
        open(loop, calls, address);
    }

    private void open(DatagramLoop loop, NgCalls calls, InetSocketAddress address) {
        try {
            DatagramPort port = loop.open(
                    address,
                    (own, datagram, from) -> received(loop, calls, own, datagram, from),
                    DatagramOptions.SIGNALLING);
            LOG.infof("NG on %s", port.localAddress());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "carillon.ng.address: " + settings.address() + " cannot be listened to: " + e.getMessage(), e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running.ifPresent(parts -> parts.loop().close());
    }

    /** Whose loop has to turn; empty where the edge is switched off. */
    Optional<DatagramLoop> loop() {
        return running.map(Running::loop);
    }

    private CompletableFuture<List<MediaReply>> perform(List<MediaCommand> commands, EventSink events) {
        return relay.execute(new Request(client, ++lastRequest, commands), events)
                .thenApply(Response::replies);
    }

    private void received(
            DatagramLoop loop, NgCalls calls, DatagramPort port, ByteBuffer datagram, InetSocketAddress from) {
        if (!inside.test(from.getAddress())) {
            meter.turned(Turned.REFUSED);
            return;
        }
        switch (NgMessage.decode(datagram)) {
            case Received.Noise _ -> meter.turned(Turned.NOISE);
            case Received.Wrong(String cookie, String cause) -> {
                meter.turned(Turned.MALFORMED);
                LOG.debugf("An NG request from %s is wrong: %s", from, Printable.line(cause));
                port.send(ByteBuffer.wrap(NgMessage.encode(cookie, new NgReply.Failed(cause))), from);
            }
            case Received.Asked(String cookie, NgRequest request) -> {
                Asked asked = new Asked(from, cookie);
                switch (ledger.see(asked, loop.nanoTime())) {
                    case Seen.First() -> execute(calls, request, asked, port);
                    case Seen.Open() -> meter.turned(Turned.REPEATED);
                    case Seen.Answered(ByteBuffer answer) -> {
                        meter.turned(Turned.REPEATED);
                        port.send(answer, from);
                    }
                    case Seen.TooMany() -> meter.turned(Turned.OVERLOADED);
                }
            }
        }
    }

    private void execute(NgCalls calls, NgRequest request, Asked asked, DatagramPort port) {
        CompletableFuture<?> _ = calls.on(request)
                .exceptionally(bug -> {
                    LOG.errorf(bug, "NG: %s has failed", request.command());
                    return new NgReply.Failed("internal error, see the relay's log");
                })
                .thenAccept(reply -> {
                    meter.answered(request.command(), reply.result());
                    if (reply instanceof NgReply.Failed(String reason)) {
                        LOG.infof("NG: %s is refused: %s", request.command(), Printable.line(reason));
                    }
                    ByteBuffer answer = ByteBuffer.wrap(NgMessage.encode(asked.cookie(), reply));
                    ledger.answered(asked, answer);
                    port.send(answer, asked.from());
                });
    }
}
