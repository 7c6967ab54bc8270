package io.carillon.bench.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.protocol.datagram.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Answers whatever a phone is asked: a call rings and is taken up at once. It keeps nothing, for the same request always
 * has the same answer. Owned by the phones' loop.
 */
final class Callee {

    private static final int LONGEST_RESPONSE = 4_096;

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_RESPONSE);

    void asked(DatagramPort port, Received request, InetSocketAddress from) {
        if (request.isRequest("INVITE")) {
            respond(port, from, response(port, request, "180 Ringing", ""));
            String offer = Sdp.of(port.localAddress());
            respond(port, from, response(port, request, "200 OK", offer));
        } else if (!request.isRequest("ACK")) {
            respond(port, from, response(port, request, "200 OK", ""));
        }
    }

    private static String response(DatagramPort port, Received request, String status, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
        request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        request.headers("Record-Route")
                .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
        String callId = request.header("Call-ID");
        String to = request.header("To");
        String tag = to.contains(";tag=") ? "" : ";tag=" + Integer.toHexString(callId.hashCode());
        text.append("From: ").append(request.header("From")).append("\r\n");
        text.append("To: ").append(to).append(tag).append("\r\n");
        text.append("Call-ID: ").append(callId).append("\r\n");
        text.append("CSeq: ").append(request.header("CSeq")).append("\r\n");
        if (request.isRequest("INVITE")) {
            text.append("Contact: <sip:")
                    .append(Phones.address(port.localAddress()))
                    .append(">\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private void respond(DatagramPort port, InetSocketAddress to, String text) {
        datagram.clear().put(text.getBytes(ISO_8859_1)).flip();
        port.send(datagram, to);
    }
}
