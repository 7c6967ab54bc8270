package io.carillon.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A NAT (RFC 4787) in user space, over real UDP sockets: phones that open their ports here ({@link #open}) have private
 * addresses, and the world sees each of these ports as another one of the box's outside address. What comes from outside
 * is let in only from an address and port that the inside port has sent to.
 *
 * <p>One virtual thread owns the mappings, moves all datagrams, and ends with {@link #close()}. A mapping does not
 * expire with time, but when the test says so ({@link #rebind()}). Datagrams beyond what the box remembers are dropped
 * and counted.
 */
public final class NatBox implements UdpNetwork, AutoCloseable {

    static final int LARGEST_DATAGRAM = 65_535;

    /** A phone in a call has three ports, and behind a symmetric box each once for every party; tests have a few. */
    private static final int MOST_MAPPINGS = 128;

    /** A port talks to a server and to the relay's ports of a few calls. */
    private static final int MOST_PERMITTED = 64;

    private final Kind kind;
    private final InetAddress outside;
    private final Selector selector;
    private final DatagramChannel gateway;
    private final InetSocketAddress gatewayAddress;
    private final Map<Key, Mapping> mappings = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicInteger rebindings = new AtomicInteger();
    private int rebound;

    /** Which datagrams from one inside port leave from the same outside port. */
    public enum Kind {
        /** All of them; what most homes have. */
        PORT_RESTRICTED_CONE,
        /** Those to one address and port; what a carrier or a company often has. */
        SYMMETRIC
    }

    /** @param peer empty where the mapping is the same for all */
    private record Key(InetSocketAddress inside, Optional<InetSocketAddress> peer) {}

    /** @param permitted who may send to the outside port */
    private record Mapping(Key key, DatagramChannel channel, Set<InetSocketAddress> permitted) {}

    private NatBox(Kind kind, InetAddress inside, InetAddress outside) throws IOException {
        this.kind = kind;
        this.outside = outside;
        this.selector = Selector.open();
        this.gateway = channelAt(inside);
        this.gatewayAddress = (InetSocketAddress) gateway.getLocalAddress();
        gateway.register(selector, SelectionKey.OP_READ);
        Thread.ofVirtual().name("nat-" + outside.getHostAddress()).start(this::carry);
    }

    /**
     * Switches one on.
     *
     * @param inside its own address in the private network, beside those of the phones
     * @param outside what the world sees
     */
    public static NatBox between(InetAddress inside, InetAddress outside, Kind kind) throws IOException {
        return new NatBox(kind, inside, outside);
    }

    /** Opens a port of the private network. */
    @Override
    public DatagramSocket open(InetSocketAddress local) throws IOException {
        return new NattedSocket(local, gatewayAddress);
    }

    /** What the world sees of every phone behind it. */
    public InetAddress outside() {
        return outside;
    }

    /** Forgets all mappings, as if they had expired or the box had been restarted: whoever sends next gets new ports. */
    public void rebind() {
        rebindings.incrementAndGet();
        selector.wakeup();
    }

    /** Datagrams from outside that nobody inside had asked for. */
    public long refused() {
        return refused.get();
    }

    /** Datagrams that were too much for the box, or that a system refused to send. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carry() {
        try (gateway) {
            while (selector.isOpen()) {
                selector.select(this::readable);
                forgetIfToldTo();
            }
        } catch (ClosedSelectorException switchedOff) {
            // Between two rounds; nothing is left to carry.
            rebindings.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            forget();
        }
    }

    private void readable(SelectionKey key) {
        try {
            forgetIfToldTo();
            buffer.clear();
            if (key.attachment() instanceof Mapping mapping) {
                inward(mapping);
            } else {
                outward();
            }
        } catch (IOException refusedBySystem) {
            dropped.incrementAndGet();
        }
    }

    private void outward() throws IOException {
        InetSocketAddress inside = (InetSocketAddress) gateway.receive(buffer);
        Optional<Wrapped> wrapped = Wrapped.read(buffer.array(), buffer.position());
        if (inside == null || wrapped.isEmpty()) {
            return;
        }
        InetSocketAddress peer = wrapped.get().address();
        Optional<Mapping> mapping = mapping(inside, peer);
        if (mapping.isPresent() && permit(mapping.get(), peer)) {
            mapping.get().channel().send(ByteBuffer.wrap(wrapped.get().payload()), peer);
        } else {
            dropped.incrementAndGet();
        }
    }

    private Optional<Mapping> mapping(InetSocketAddress inside, InetSocketAddress peer) throws IOException {
        Key key = new Key(inside, kind == Kind.SYMMETRIC ? Optional.of(peer) : Optional.empty());
        Mapping known = mappings.get(key);
        if (known != null || mappings.size() == MOST_MAPPINGS) {
            return Optional.ofNullable(known);
        }
        Mapping mapping = new Mapping(key, channelAt(outside), new LinkedHashSet<>());
        mapping.channel().register(selector, SelectionKey.OP_READ, mapping);
        mappings.put(key, mapping);
        return Optional.of(mapping);
    }

    private static boolean permit(Mapping mapping, InetSocketAddress peer) {
        Set<InetSocketAddress> permitted = mapping.permitted();
        return permitted.contains(peer) || (permitted.size() < MOST_PERMITTED && permitted.add(peer));
    }

    private void inward(Mapping mapping) throws IOException {
        InetSocketAddress from = (InetSocketAddress) mapping.channel().receive(buffer);
        if (from != null && mapping.permitted().contains(from)) {
            byte[] wrapped = Wrapped.of(from, buffer.array(), buffer.position());
            gateway.send(ByteBuffer.wrap(wrapped), mapping.key().inside());
        } else if (from != null) {
            refused.incrementAndGet();
        }
    }

    private void forgetIfToldTo() throws IOException {
        if (rebound != rebindings.get()) {
            rebound = rebindings.get();
            forget();
        }
    }

    private void forget() {
        for (Mapping mapping : mappings.values()) {
            try {
                mapping.channel().close();
            } catch (IOException e) {
                dropped.incrementAndGet();
            }
        }
        mappings.clear();
    }

    private static DatagramChannel channelAt(InetAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        return channel.bind(new InetSocketAddress(address, 0));
    }
}
