package io.carillon.protocol.media.ng;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A party's session description, and how it is to be taken and passed on.
 *
 * @param sdp one character a byte, as in {@link Bencode}
 * @param symmetric media is sent to where the party's comes from, which is the default; with the flag "asymmetric" to
 *     where its description says
 * @param sourceAddressed its media is where its SIP message came from ({@code SIP-source-address}), else where its
 *     description says ({@code trust-address}, the default)
 * @param receivedFrom where its SIP message came from
 * @param replaceOrigin our address goes into {@code o=}
 * @param replaceConnection our address goes into the session's {@code c=}, whether or not a stream needs it
 * @param removeIce the lines of ICE are taken out
 * @param knowsLoadLimit the proxy tries another relay when it is told {@link NgReply.LoadLimit}
 */
public record NgDescription(
        String sdp,
        boolean symmetric,
        boolean sourceAddressed,
        Optional<InetAddress> receivedFrom,
        boolean replaceOrigin,
        boolean replaceConnection,
        boolean removeIce,
        boolean knowsLoadLimit) {}
