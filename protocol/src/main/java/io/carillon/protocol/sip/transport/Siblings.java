package io.carillon.protocol.sip.transport;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A UDP and a TCP listener that are one address to others: what cannot or should not go by the one goes by the other (RFC
 * 3261 §18.1.1). Owned by the listeners' loop.
 */
public final class Siblings {
    private final Loop loop;
    private final UdpListener udp;
    private final TcpListener tcp;
    private final LargeRequests largeRequests = new LargeRequests();

    private Siblings(Loop loop, UdpListener udp, TcpListener tcp) {
        this.loop = loop;
        this.udp = udp;
        this.tcp = tcp;
    }

    /** From now on each knows the other. */
    public static void pair(Loop loop, UdpListener udp, TcpListener tcp) {
        Siblings siblings = new Siblings(loop, udp, tcp);
        udp.pair(siblings);
        tcp.pair(siblings);
    }

    TcpListener tcp() {
        return tcp;
    }

    Flow flowTo(InetSocketAddress remote, TransportProtocol protocol) {
        return switch (protocol) {
            case TCP -> tcp.flowTo(remote);
            // What we do not speak is tried as if nothing had been asked for.
            case UDP, TLS, SCTP, WS, WSS -> new DatagramsUnlessLarge(this, remote);
        };
    }

    /** By UDP, but for requests that are too long for it. */
    private record DatagramsUnlessLarge(Siblings siblings, InetSocketAddress remote) implements Flow {
        @Override
        public TransportProtocol protocol() {
            return TransportProtocol.UDP;
        }

        @Override
        public SipListener listener() {
            return siblings.udp;
        }

        @Override
        public boolean send(byte[] message) {
            return siblings.udp.send(message, remote);
        }

        @Override
        public Optional<Flow> wide(SipRequest request) {
            return siblings.largeRequests.byTcp(request.length(), remote, siblings.loop.nanoTime())
                    ? Optional.of(siblings.tcp.flowTo(remote))
                    : Optional.empty();
        }

        @Override
        public void wideRefused() {
            siblings.largeRequests.refused(remote, siblings.loop.nanoTime());
        }
    }
}
