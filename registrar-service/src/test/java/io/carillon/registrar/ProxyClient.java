package io.carillon.registrar;

import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.digest.DigestClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy with one phone behind it: sends what the phone sends, as a proxy forwards it, and returns the answers. */
final class ProxyClient implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int PATIENCE_MS = 5_000;

    private final DatagramSocket socket;
    private final InetSocketAddress registrar;
    private final String user;
    private final DigestClient digest;
    private final String callId = "call-" + NUMBERS.incrementAndGet() + "@192.0.2.10";
    private String phone = "192.0.2.10:5062";
    private String to;
    private int cseq;
    private Optional<SipRequest> authenticated = Optional.empty();

    ProxyClient(InetSocketAddress registrar, String user, String password) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.socket.setSoTimeout(PATIENCE_MS);
        this.registrar = registrar;
        this.user = user;
        this.to = user;
        this.digest = new DigestClient(user, password, () -> "cnonce" + NUMBERS.incrementAndGet());
    }

    /** The phone's address as the proxy sees it. */
    ProxyClient seenAt(String hostPort) {
        phone = hostPort;
        return this;
    }

    /** Registers somebody else. */
    ProxyClient to(String account) {
        to = account;
        return this;
    }

    /** A REGISTER without credentials. */
    RequestEdit register(String... contacts) {
        cseq++;
        RequestEdit request = SipRequest.create(Method.REGISTER, SipUri.parse("sip:carillon.example"))
                .set("From", "<sip:" + user + "@carillon.example>;tag=t" + cseq)
                .set("To", "<sip:" + to + "@carillon.example>")
                .set("Call-ID", callId)
                .set("CSeq", cseq + " REGISTER")
                .set("Max-Forwards", "69")
                .set("User-Agent", "Test phone")
                .set("Path", "<sip:127.0.0.1:15060;lr>");
        for (String contact : contacts) {
            request.add("Contact", contact);
        }
        return request;
    }

    /** Sends the request and, where it is challenged, once more with credentials; returns the last answer. */
    SipResponse exchange(RequestEdit request) throws IOException {
        SipRequest plain = request.build();
        SipResponse answer = send(plain);
        if (answer.status() != 401) {
            return answer;
        }
        Optional<SipRequest> again = digest.answer(plain, answer);
        if (again.isEmpty()) {
            return answer;
        }
        cseq++;
        authenticated = again;
        return send(again.get());
    }

    /** The request again with credentials for a challenge. */
    SipRequest answering(SipRequest request, SipResponse challenge) {
        cseq++;
        return digest.answer(request, challenge).orElseThrow();
    }

    /** A request that is no REGISTER. */
    SipRequest request(Method method) {
        cseq++;
        return SipRequest.create(method, SipUri.parse("sip:carillon.example"))
                .set("From", "<sip:" + user + "@carillon.example>;tag=t" + cseq)
                .set("To", "<sip:carillon.example>")
                .set("Call-ID", callId)
                .set("CSeq", cseq + " " + method.name())
                .build();
    }

    /** The last request that carried credentials, as the phone sent it. */
    SipRequest authenticated() {
        return authenticated.orElseThrow();
    }

    /** Sends a request as it is under Vias of its own. */
    SipResponse send(SipRequest request) throws IOException {
        return sendAgain(routed(request));
    }

    /** The request with the Vias that it has when it reaches the registrar. */
    SipRequest routed(SipRequest request) {
        int colon = phone.lastIndexOf(':');
        int number = NUMBERS.incrementAndGet();
        return request.edit()
                .pushVia(Via.parse("SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKphone" + number + ";received="
                        + phone.substring(0, colon) + ";rport=" + phone.substring(colon + 1)))
                .pushVia(Via.parse("SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bKproxy" + number))
                .build();
    }

    /** Sends the very bytes of a request that has its Vias already. */
    SipResponse sendAgain(SipRequest routed) throws IOException {
        byte[] bytes = routed.encode();
        socket.send(new DatagramPacket(bytes, bytes.length, registrar));
        byte[] buffer = new byte[65_535];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        ByteBuffer received = ByteBuffer.wrap(Arrays.copyOf(buffer, packet.getLength()));
        if (MessageParser.parse(received) instanceof Parsed.Message(SipMessage message)
                && message instanceof SipResponse response) {
            return response;
        }
        throw new IOException(
                "not an answer: " + new String(received.array(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        socket.close();
    }
}
