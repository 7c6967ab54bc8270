package io.carillon.testkit.phone;

import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.Via;
import io.carillon.testkit.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A phone's sockets and what makes UDP bearable: requests are repeated until answered, answers are repeated for repeated
 * requests (RFC 3261 §17, as much of it as a phone needs). Everything is recorded. State belongs to the phone's
 * {@link Watch}.
 */
final class Line implements AutoCloseable {

    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);

    private final String name;
    private final Watch watch;
    private final Ladder ladder = new Ladder();
    private final Optional<UdpSocket> udp;
    private final Optional<TcpSocket> tcp;
    private final RequestListener listener;
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<Method> fatal = Optional.empty();

    /** Told of each request once, on the phone's watch; the answer goes back to where it came from. */
    interface RequestListener {
        void request(SipRequest request, InetSocketAddress from);
    }

    private record Answered(SipResponse response, InetSocketAddress to) {}

    /** Both transports have the same port. */
    Line(PhoneSettings settings, Watch watch, RequestListener listener) throws IOException {
        this.name = settings.user();
        Transports transports = settings.transports();
        InetSocketAddress local = settings.local();
        this.watch = watch;
        this.listener = listener;
        PhoneSocket.Receiver receiver = (parsed, from) -> watch.update(() -> received(parsed, from));
        this.tcp = transports == Transports.UDP ? Optional.empty() : Optional.of(new TcpSocket(name, local, receiver));
        InetSocketAddress own = tcp.map(TcpSocket::local).orElse(local);
        this.udp = transports == Transports.TCP
                ? Optional.empty()
                : Optional.of(new UdpSocket(name, settings.network(), own, receiver));
    }

    /** The socket of what the phone says unasked. */
    private PhoneSocket first() {
        return udp.isPresent() ? udp.get() : tcp.orElseThrow();
    }

    TransportProtocol protocol() {
        return udp.isPresent() ? TransportProtocol.UDP : TransportProtocol.TCP;
    }

    TcpSocket tcp() {
        return tcp.orElseThrow(() -> new IllegalStateException(name + " has no TCP"));
    }

    /** The next such request is read and comes to nothing: the connections are lost. */
    void loseConnectionsOn(Method method) {
        fatal = Optional.of(method);
    }

    InetSocketAddress local() {
        return first().local();
    }

    Ladder ladder() {
        return ladder;
    }

    /** Sends a request and repeats it until it is answered; {@code onResponse} runs on the watch for each response. */
    void exchange(SipRequest request, InetSocketAddress to, Consumer<SipResponse> onResponse) {
        Pending transaction = new Pending(request, to, onResponse);
        pending.put(clientKey(request), transaction);
        send(request, to);
        if (!request.topVia().protocol().reliable()) {
            transaction.repeatAfter(T1);
        }
    }

    /** Answers a request; the last answer is given again when the request is. */
    void respond(SipRequest request, InetSocketAddress to, SipResponse response) {
        answered.put(serverKey(request), new Answered(response, to));
        send(response, to);
    }

    /** Once, as it is. */
    void send(SipMessage message, InetSocketAddress to) {
        ladder.add(name, true, to, message);
        boolean overTcp = message.topVia().protocol() == TransportProtocol.TCP && tcp.isPresent();
        transmit(overTcp ? tcp.get() : first(), message.encode(), to);
    }

    /** Bytes that need not be SIP. */
    void sendRaw(byte[] datagram, InetSocketAddress to) {
        if (MessageParser.parse(datagram) instanceof Parsed.Message(SipMessage message)) {
            ladder.add(name, true, to, message);
        } else {
            ladder.addUnreadable(name, true, to, datagram.length + " odd bytes");
        }
        transmit(first(), datagram, to);
    }

    /** Runs a step on the watch after a delay, and again at doubled intervals while it says so, for 32 s at most. */
    void repeat(Repeated step) {
        repeat(step, T1, Duration.ZERO);
    }

    interface Repeated {
        /** @return whether to be called again */
        boolean again();
    }

    private void repeat(Repeated step, Duration interval, Duration elapsed) {
        later(interval, () -> {
            if (elapsed.compareTo(T1.multipliedBy(64)) < 0 && step.again()) {
                Duration next = interval.multipliedBy(2);
                repeat(step, next.compareTo(T2) > 0 ? T2 : next, elapsed.plus(interval));
            }
        });
    }

    @Override
    public void close() {
        udp.ifPresent(UdpSocket::close);
        tcp.ifPresent(TcpSocket::close);
    }

    /** Runs a step on the watch after a delay, if the phone is still there. */
    void later(Duration delay, Runnable step) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!first().isClosed()) {
                        watch.update(step);
                    }
                });
    }

    private void transmit(PhoneSocket socket, byte[] datagram, InetSocketAddress to) {
        try {
            socket.send(datagram, to);
        } catch (IOException e) {
            if (socket.isClosed()) {
                // The test is over while something was still to be said.
                return;
            }
            throw new UncheckedIOException(name + " could not send " + datagram.length + " bytes to " + to, e);
        }
    }

    private void received(Parsed parsed, InetSocketAddress from) {
        switch (parsed) {
            case Parsed.Message(SipRequest request) -> {
                ladder.add(name, false, from, request);
                requested(request, from);
            }
            case Parsed.Message(SipResponse response) -> {
                ladder.add(name, false, from, response);
                responded(response);
            }
            case Parsed.Malformed malformed ->
                ladder.addUnreadable(name, false, from, "unreadable: " + malformed.cause());
            case Parsed.KeepAlive _ -> ladder.addUnreadable(name, false, from, Ladder.KEEP_ALIVE);
        }
    }

    private void requested(SipRequest request, InetSocketAddress from) {
        if (fatal.filter(request::is).isPresent()) {
            fatal = Optional.empty();
            tcp().drop();
            return;
        }
        String key = serverKey(request);
        if (!seen.add(key) && !request.is(Method.ACK)) {
            Answered before = answered.get(key);
            if (before != null) {
                send(before.response(), before.to());
            }
            return;
        }
        listener.request(withSource(request, from), from);
    }

    /** RFC 3581 §4: answers carry where the request really came from. */
    private static SipRequest withSource(SipRequest request, InetSocketAddress from) {
        Via via = request.topVia();
        if (!via.wantsRport()) {
            return request;
        }
        Via stamped = via.with("rport", Integer.toString(from.getPort()))
                .with("received", from.getAddress().getHostAddress());
        return request.edit().topVia(stamped).build();
    }

    private void responded(SipResponse response) {
        Pending transaction = pending.get(clientKey(response));
        if (transaction != null) {
            transaction.responded(response);
        }
    }

    private static String clientKey(SipMessage message) {
        return message.topVia().branch().orElse("") + " " + message.cseq().method();
    }

    private static String serverKey(SipRequest request) {
        return request.topVia().sentBy() + " " + clientKey(request);
    }

    /** A request that waits for its answer. */
    private final class Pending {

        private final SipRequest request;
        private final InetSocketAddress to;
        private final Consumer<SipResponse> onResponse;
        private boolean answered;

        Pending(SipRequest request, InetSocketAddress to, Consumer<SipResponse> onResponse) {
            this.request = request;
            this.to = to;
            this.onResponse = onResponse;
        }

        void repeatAfter(Duration interval) {
            repeat(
                    () -> {
                        if (!answered) {
                            send(request, to);
                        }
                        return !answered;
                    },
                    interval,
                    Duration.ZERO);
        }

        void responded(SipResponse response) {
            answered |= response.isFinal() || request.is(Method.INVITE);
            onResponse.accept(response);
        }
    }
}
