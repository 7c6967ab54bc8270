package io.carillon.protocol.sip.transport;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * SIP over one UDP socket (RFC 3261 §18). Reads every datagram, drops and counts what is not SIP, answers what can only
 * be read in part, and gives messages to its handler. Owned by the loop it was opened on.
 */
public final class UdpListener implements SipListener {
    private static final Logger LOG = Logger.getLogger(UdpListener.class);

    private final String name;
    private final HostPort sentBy;
    private final Function<InetSocketAddress, HostPort> toward;
    private final Predicate<InetAddress> allowed;
    private final MessageHandler handler;
    private final Loop loop;
    private final BadMessageLog badMessages;
    private final ListenerCounters counters = new ListenerCounters();
    private volatile @Nullable DatagramPort port;
    private volatile @Nullable Siblings siblings;

    private UdpListener(
            Loop loop,
            String name,
            HostPort sentBy,
            Function<InetSocketAddress, HostPort> toward,
            Predicate<InetAddress> allowed,
            MessageHandler handler) {
        this.loop = loop;
        this.badMessages = new BadMessageLog(LOG::warn, loop.nanoTime());
        this.name = name;
        this.sentBy = sentBy;
        this.toward = toward;
        this.allowed = allowed;
        this.handler = handler;
    }

    /**
     * Binds a socket and begins to listen.
     *
     * @param sentBy what others see of us: goes into Via and Contact
     * @param allowed peers whose datagrams are read; those of others are dropped and counted
     * @throws IOException if the address is in use or not ours
     */
    public static UdpListener open(
            DatagramLoop loop,
            String name,
            InetSocketAddress local,
            HostPort sentBy,
            Predicate<InetAddress> allowed,
            MessageHandler handler)
            throws IOException {
        return open(loop, name, local, sentBy, _ -> sentBy, allowed, handler);
    }

    /**
     * The same for a socket that does not have one name for every peer.
     *
     * @param toward what stands for us in the Via of a request to a peer; asked on any thread
     */
    public static UdpListener open(
            DatagramLoop loop,
            String name,
            InetSocketAddress local,
            HostPort sentBy,
            Function<InetSocketAddress, HostPort> toward,
            Predicate<InetAddress> allowed,
            MessageHandler handler)
            throws IOException {
        UdpListener listener = new UdpListener(loop, name, sentBy, toward, allowed, handler);
        listener.port = loop.open(local, listener::received, DatagramOptions.SIGNALLING);
        return listener;
    }

    private void received(DatagramPort source, ByteBuffer payload, InetSocketAddress from) {
        // The first datagram may be here before open() has returned on its own thread.
        port = source;
        if (!allowed.test(from.getAddress())) {
            counters.refused.increment();
            return;
        }
        counters.received.increment();
        switch (MessageParser.parse(payload)) {
            case Parsed.Message(SipMessage message) -> handler.received(message, flowTo(from));
            case Parsed.KeepAlive() -> counters.keepAlives.increment();
            case Parsed.Malformed(String cause, Optional<SipResponse> answer) -> malformed(cause, answer, from);
        }
    }

    private void malformed(String cause, Optional<SipResponse> answer, InetSocketAddress from) {
        counters.malformed.increment();
        badMessages.note(name, cause, from, loop.nanoTime());
        if (answer.isPresent()) {
            Flow flow = flowTo(from);
            // Answered where it came from: its Via may be what is wrong with it.
            flow.send(answer.get().encode());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TransportProtocol protocol() {
        return TransportProtocol.UDP;
    }

    @Override
    public HostPort sentBy() {
        return sentBy;
    }

    @Override
    public HostPort sentByToward(InetSocketAddress peer) {
        return toward.apply(peer);
    }

    /** The bound address, with the real port. */
    public InetSocketAddress localAddress() {
        return Objects.requireNonNull(port, "not open").localAddress();
    }

    public ListenerCounters counters() {
        return counters;
    }

    @Override
    public Flow flowTo(InetSocketAddress remote) {
        return new UdpFlow(this, remote);
    }

    @Override
    public Flow flowTo(InetSocketAddress remote, Optional<TransportProtocol> asked) {
        Siblings pair = siblings;
        return pair == null ? flowTo(remote) : pair.flowTo(remote, asked.orElse(TransportProtocol.UDP));
    }

    @Override
    public Optional<Flow> connection(String token) {
        Siblings pair = siblings;
        return pair == null ? Optional.empty() : pair.tcp().connection(token);
    }

    void pair(Siblings pair) {
        siblings = pair;
    }

    private record UdpFlow(UdpListener listener, InetSocketAddress remote) implements Flow {
        @Override
        public TransportProtocol protocol() {
            return TransportProtocol.UDP;
        }

        @Override
        public boolean send(byte[] message) {
            return listener.send(message, remote);
        }
    }

    boolean send(byte[] message, InetSocketAddress to) {
        boolean sent = Objects.requireNonNull(port, "not open").send(ByteBuffer.wrap(message), to);
        (sent ? counters.sent : counters.dropped).increment();
        return sent;
    }

    @Override
    public void close() {
        DatagramPort open = port;
        if (open != null) {
            open.close();
        }
    }
}
