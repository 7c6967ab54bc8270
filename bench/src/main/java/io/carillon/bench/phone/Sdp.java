package io.carillon.bench.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The phones' SDP: one codec, nothing to negotiate. */
public final class Sdp {

    /** The payload type of keys. */
    public static final int KEYS = 101;

    private Sdp() {}

    public static String of(InetSocketAddress phone) {
        return of(phone, "0", "");
    }

    /** Of a phone that can press keys (RFC 4733). */
    public static String withKeys(InetSocketAddress phone) {
        String keys = "a=rtpmap:" + KEYS + " telephone-event/8000\r\na=fmtp:" + KEYS + " 0-15\r\n";
        return of(phone, "0 " + KEYS, keys);
    }

    private static String of(InetSocketAddress phone, String payloads, String more) {
        String address = phone.getAddress().getHostAddress();
        return "v=0\r\no=- 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address + "\r\nt=0 0\r\nm=audio "
                + phone.getPort() + " RTP/AVP " + payloads + "\r\na=rtpmap:0 PCMU/8000\r\n" + more + "a=sendrecv\r\n";
    }

    /** Where an SDP tells to send to. */
    public static InetSocketAddress address(String sdp) {
        String host = "";
        int port = 0;
        for (String line : sdp.lines().toList()) {
            if (line.startsWith("c=")) {
                host = line.split(" ")[2];
            } else if (line.startsWith("m=audio ")) {
                port = Integer.parseInt(line.split(" ")[1]);
            }
        }
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
