package io.carillon.testkit.phone;

import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.rtp.RtpTalker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a phone understands of a session description with one audio stream (RFC 8866, RFC 3264).
 *
 * @param audio where the other side wants its audio
 * @param codecs by its payload numbers, in its order, names as in rtpmap or RFC 3551
 * @param direction sendrecv, sendonly, recvonly or inactive, as written by the other side
 */
public record PhoneSdp(InetSocketAddress audio, List<Codec> codecs, String direction) {

    public static final String CONTENT_TYPE = "application/sdp";

    private static final List<Codec> KNOWN =
            List.of(Codec.PCMU, Codec.PCMA, Codec.GSM, Codec.G723, Codec.G729, Codec.SPEEX, Codec.ILBC);

    /** What a phone offers or answers. */
    static String write(InetSocketAddress local, List<Codec> codecs, String direction, long id, long version) {
        String address = (local.getAddress() instanceof Inet6Address ? "IP6 " : "IP4 ")
                + local.getAddress().getHostAddress();
        StringBuilder sdp = new StringBuilder();
        sdp.append("v=0\r\no=- " + id + " " + version + " IN " + address + "\r\ns=-\r\n");
        sdp.append("c=IN " + address + "\r\nt=0 0\r\nm=audio " + local.getPort() + " RTP/AVP");
        codecs.forEach(codec -> sdp.append(' ').append(codec.payloadType()));
        sdp.append(" " + RtpTalker.KEYS + "\r\n");
        codecs.forEach(codec -> sdp.append("a=rtpmap:" + codec.payloadType() + " " + codec.rtpmap() + "\r\n"));
        sdp.append("a=rtpmap:" + RtpTalker.KEYS + " telephone-event/8000\r\na=fmtp:" + RtpTalker.KEYS
                + " 0-16\r\na=ptime:20\r\na=" + direction + "\r\n");
        return sdp.toString();
    }

    /** Empty if the text is no session with an audio stream. */
    static Optional<PhoneSdp> read(byte[] body) {
        String address = "";
        int port = 0;
        List<Integer> payloads = List.of();
        Map<Integer, String> names = new HashMap<>();
        String direction = "sendrecv";
        for (String line : new String(body, StandardCharsets.UTF_8).split("\r?\n")) {
            if (line.startsWith("c=IN IP")) {
                address = line.substring("c=IN IP4 ".length()).strip();
            } else if (line.startsWith("m=audio ")) {
                String[] words = line.strip().split(" ");
                port = Integer.parseInt(words[1]);
                payloads = numbers(words);
            } else if (line.startsWith("a=rtpmap:")) {
                String[] words = line.substring(9).strip().split(" ");
                names.put(Integer.valueOf(words[0]), words[1]);
            } else if (line.strip().matches("a=(sendrecv|sendonly|recvonly|inactive)")) {
                direction = line.strip().substring(2);
            }
        }
        if (address.isEmpty() || payloads.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PhoneSdp(new InetSocketAddress(parse(address), port), codecs(payloads, names), direction));
    }

    /** Mine, in my order, with the other side's payload numbers, as far as the other side has them too. */
    List<Codec> inCommon(List<Codec> mine) {
        List<Codec> common = new ArrayList<>();
        for (Codec own : mine) {
            codecs.stream()
                    .filter(theirs -> theirs.name().equalsIgnoreCase(own.name()))
                    .findFirst()
                    .ifPresent(theirs ->
                            common.add(new Codec(own.name(), theirs.payloadType(), own.clockRate(), own.law())));
        }
        return common;
    }

    /** What one answers to this direction when one would like to send and receive. */
    String answeringDirection() {
        return switch (direction) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> direction;
        };
    }

    private static List<Integer> numbers(String[] words) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            numbers.add(Integer.valueOf(words[i]));
        }
        return numbers;
    }

    private static List<Codec> codecs(List<Integer> payloads, Map<Integer, String> names) {
        List<Codec> codecs = new ArrayList<>();
        for (int payload : payloads) {
            String name = names.containsKey(payload) ? nameOf(names.get(payload)) : staticName(payload);
            if (!name.toLowerCase(Locale.ROOT).equals("telephone-event")) {
                Codec known = KNOWN.stream()
                        .filter(codec -> codec.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(new Codec(name, payload, 8000, Optional.empty()));
                codecs.add(new Codec(known.name(), payload, known.clockRate(), known.law()));
            }
        }
        return codecs;
    }

    private static String nameOf(String rtpmap) {
        return rtpmap.substring(0, rtpmap.indexOf('/'));
    }

    private static String staticName(int payload) {
        return KNOWN.stream()
                .filter(codec -> codec.payloadType() == payload)
                .map(Codec::name)
                .findFirst()
                .orElse("payload-" + payload);
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no address in c=: " + address, e);
        }
    }
}
