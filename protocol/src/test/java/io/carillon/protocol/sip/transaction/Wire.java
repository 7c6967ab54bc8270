package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A listener that sends nowhere and remembers what it was given, read back from its bytes. */
final class Wire implements SipListener {
    final List<Sent> sent = new ArrayList<>();
    /** Whom the end of a connection is told. */
    final List<Runnable> lost = new ArrayList<>();

    boolean broken;
    private final TransportProtocol protocol;

    record Sent(SipMessage message, InetSocketAddress to) {
        SipRequest request() {
            return (SipRequest) message;
        }

        SipResponse response() {
            return (SipResponse) message;
        }
    }

    Wire(TransportProtocol protocol) {
        this.protocol = protocol;
    }

    static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Override
    public String name() {
        return "outside";
    }

    @Override
    public TransportProtocol protocol() {
        return protocol;
    }

    @Override
    public HostPort sentBy() {
        return new HostPort("192.168.56.10", 5060);
    }

    /** As from behind a NAT: who is in this network sees another name. */
    @Override
    public HostPort sentByToward(InetSocketAddress peer) {
        return peer.getAddress().getHostAddress().startsWith("198.51.100.")
                ? new HostPort("203.0.113.9", 5070)
                : sentBy();
    }

    @Override
    public Flow flowTo(InetSocketAddress remote) {
        return new WireFlow(this, remote);
    }

    @Override
    public void close() {}

    Sent last() {
        return sent.getLast();
    }

    /** "180", "ACK" and so on, in the order of sending. */
    List<String> summary() {
        return sent.stream()
                .map(each -> switch (each.message()) {
                    case SipRequest request -> request.method().name();
                    case SipResponse response -> Integer.toString(response.status());
                })
                .toList();
    }

    private record WireFlow(Wire listener, InetSocketAddress remote) implements Flow {
        @Override
        public TransportProtocol protocol() {
            return listener.protocol;
        }

        @Override
        public boolean send(byte[] message) {
            if (listener.broken) {
                return false;
            }
            Parsed read = MessageParser.parse(message);
            listener.sent.add(new Sent(((Parsed.Message) read).message(), remote));
            return true;
        }

        @Override
        public boolean send(byte[] message, Runnable lost) {
            listener.lost.add(lost);
            return send(message);
        }
    }
}
