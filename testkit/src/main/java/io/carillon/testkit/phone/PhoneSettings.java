package io.carillon.testkit.phone;

import io.carillon.testkit.network.UdpNetwork;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is dialled into a phone before it is used.
 *
 * @param server where requests out of a dialog are sent
 * @param network where its UDP ports are, SIP and audio alike
 * @param domain the host of its addresses
 * @param digestUser the user name of its credentials, mostly {@code user}
 * @param algorithm the only digest algorithm it can do; without, the first that is offered
 * @param throughServer whether requests of a dialog go to {@code server} too, instead of where RFC 3261 sends them
 * @param audioPort the even port of its audio; without, a free one for each call
 * @param thinking how long it takes to answer what belongs to no call
 */
record PhoneSettings(
        String user,
        InetSocketAddress server,
        InetSocketAddress local,
        UdpNetwork network,
        Transports transports,
        String domain,
        String password,
        String digestUser,
        Optional<String> algorithm,
        Optional<String> displayName,
        Tone tone,
        List<Codec> codecs,
        boolean throughServer,
        OptionalInt audioPort,
        Duration thinking) {}
