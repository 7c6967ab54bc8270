package io.carillon.relay.ng;

import io.carillon.protocol.sdp.Connection;
import io.carillon.protocol.sdp.MediaDescription;
import io.carillon.protocol.sdp.Origin;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the relay's address into a description, line by line; every other line stays as it came, byte for byte. A stream
 * that is not relayed is given port 0, which rejects it (RFC 3264 §6). A {@code c=} line of 0.0.0.0 stays, since it means
 * hold.
 */
final class SdpEdit {

    static final String RTCP = "rtcp";

    private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\r|\n|$)");

    /** Between the fields of a line, as the reader of descriptions has it. */
    private static final String BLANK = "\\p{javaWhitespace}";

    /** Type, port with its count, the rest. */
    private static final Pattern MEDIA =
            Pattern.compile("(m=" + BLANK + "*\\P{javaWhitespace}+" + BLANK + "+)([0-9]+)(?:/[0-9]+)?(.*)");

    private static final Pattern RTCP_PORT = Pattern.compile("a=rtcp:" + BLANK + "*([0-9]+)(.*)");

    /** The attributes of ICE (RFC 8839 §5) and of its trickling (RFC 8840 §8). */
    private static final Set<String> ICE = Set.of(
            "candidate",
            "remote-candidates",
            "ice-lite",
            "ice-mismatch",
            "ice-ufrag",
            "ice-pwd",
            "ice-pacing",
            "ice-options",
            "end-of-candidates");

    private final PartySdp party;
    private final InetSocketAddress here;
    private final boolean replacesConnection;
    private final int relayed;
    private final StringBuilder out = new StringBuilder();
    private int stream = -1;

    SdpEdit(PartySdp party, InetSocketAddress here) {
        this.party = party;
        this.here = here;
        relayed = party.audio()
                .orElseThrow(() -> new IllegalStateException("nothing is relayed"))
                .index();
        replacesConnection = party.from().replaceConnection()
                || party.sdp().media().stream()
                        .anyMatch(media -> media.connection().isEmpty());
    }

    String text() {
        Matcher lines = LINE.matcher(party.from().sdp());
        while (lines.find()) {
            edit(lines.group(1), lines.group(2));
        }
        return out.toString();
    }

    private void edit(String line, String end) {
        if (line.startsWith("m=")) {
            stream++;
        }
        if (party.from().removeIce() && isIce(line)) {
            return;
        }
        out.append(edited(line)).append(end);
    }

    private String edited(String line) {
        if (line.startsWith("o=") && party.from().replaceOrigin()) {
            Origin origin = party.sdp().origin();
            return "o=" + new Origin(origin.username(), origin.sessionId(), origin.version(), ours());
        }
        if (line.startsWith("c=")) {
            boolean isReplaced = stream < 0 ? replacesConnection : stream == relayed;
            return isReplaced && !isHold(line) ? "c=" + ours() : line;
        }
        if (line.startsWith("m=")) {
            return MEDIA.matcher(line).replaceFirst("$1" + (stream == relayed ? here.getPort() : 0) + "$3");
        }
        return stream == relayed && line.startsWith("a=rtcp:") ? rtcp(line) : line;
    }

    private String rtcp(String line) {
        Matcher parts = RTCP_PORT.matcher(line);
        if (!parts.matches()) {
            return line;
        }
        MediaDescription media = party.sdp().media().get(relayed);
        boolean onRtpPort = parts.group(1).equals("" + media.port()) && party.rtcpMux();
        String port = "a=rtcp:" + (onRtpPort ? here.getPort() : here.getPort() + 1);
        return parts.group(2).isBlank() ? port : port + " " + ours();
    }

    private Connection ours() {
        return Connection.of(here.getAddress());
    }

    private static boolean isHold(String line) {
        String[] fields = line.substring(2).strip().split(BLANK + "+");
        return fields.length >= 3 && new Connection(fields[1], fields[2]).isUnspecified();
    }

    private static boolean isIce(String line) {
        if (!line.startsWith("a=")) {
            return false;
        }
        int colon = line.indexOf(':');
        return ICE.contains((colon < 0 ? line.substring(2) : line.substring(2, colon)).strip());
    }
}
