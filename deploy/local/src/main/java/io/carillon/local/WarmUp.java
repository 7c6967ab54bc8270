package io.carillon.local;

import io.carillon.config.sip.Account;
import io.carillon.config.sip.Host;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.digest.DigestClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The first requests after a start are slow: classes are loaded and connections opened. They are ours: OPTIONS, and an
 * account's question for its bindings (a REGISTER without Contact, RFC 3261 §10.2.3), which changes nothing and tells
 * nobody.
 */
final class WarmUp {
    private static final int ROUNDS = 5;
    private static final int PATIENCE_MILLIS = 3000;
    private static final int LONGEST_DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final InetSocketAddress sip;

    private WarmUp(DatagramSocket socket, InetSocketAddress sip) {
        this.socket = socket;
        this.sip = sip;
    }

    /** Returns what phones would miss; empty when all was answered. */
    static Optional<String> run(InetSocketAddress listening, Configuration configuration) {
        InetSocketAddress sip =
                listening.getAddress().isAnyLocalAddress() ? Addresses.loopback(listening.getPort()) : listening;
        InetAddress ours = sip.getAddress();
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(ours, 0))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            WarmUp warmUp = new WarmUp(socket, sip);
            for (int round = 0; round < ROUNDS; round++) {
                warmUp.exchange(warmUp.request(Method.OPTIONS, "carillon"));
                Optional<Account> account = configuration.sip().accounts().stream()
                        .filter(WarmUp::registers)
                        .findFirst();
                if (account.isPresent()) {
                    warmUp.askBindings(account.get());
                }
            }
            return Optional.empty();
        } catch (SocketTimeoutException silent) {
            return Optional.of("Nothing answers on " + Addresses.text(sip) + ": see ./carillon logs proxy");
        } catch (IOException broken) {
            return Optional.of("Nothing can be sent to " + Addresses.text(sip) + ": " + broken.getMessage());
        }
    }

    private static boolean registers(Account account) {
        return account.contacts().host() instanceof Host.Dynamic
                && (account.credentials().secret().isPresent() || !account.isChallenged());
    }

    private void askBindings(Account account) throws IOException {
        SipRequest question = request(Method.REGISTER, account.name());
        SipResponse answer = exchange(question);
        String password =
                account.credentials().secret().map(secret -> secret.reveal()).orElse("");
        DigestClient digest = new DigestClient(account.name(), password, WarmUp::token);
        Optional<SipRequest> again = digest.answer(question, answer);
        if (again.isPresent()) {
            exchange(again.get());
        }
    }

    private SipRequest request(Method method, String user) {
        String address = "<sip:" + user + "@" + Addresses.text(sip) + ">";
        return SipRequest.create(method, SipUri.parse("sip:" + Addresses.text(sip)))
                .set("Max-Forwards", "70")
                .set("From", address + ";tag=" + token())
                .set("To", address)
                .set("Call-ID", token())
                .set("CSeq", "1 " + method)
                .build();
    }

    /** The final response; what is lost on loopback is not asked for again. */
    private SipResponse exchange(SipRequest request) throws IOException {
        String via = "SIP/2.0/" + TransportProtocol.UDP + " "
                + Addresses.text((InetSocketAddress) socket.getLocalSocketAddress()) + ";rport;branch=z9hG4bK"
                + token();
        byte[] message = request.edit().prepend("Via", via).build().encode();
        socket.send(new DatagramPacket(message, message.length, sip));
        byte[] buffer = new byte[LONGEST_DATAGRAM];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (MessageParser.parse(Arrays.copyOf(buffer, packet.getLength()))
                            instanceof Parsed.Message(SipResponse response)
                    && response.callId().equals(request.callId())
                    && !response.isProvisional()) {
                return response;
            }
        }
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
