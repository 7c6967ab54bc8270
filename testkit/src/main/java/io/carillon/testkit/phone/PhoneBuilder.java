package io.carillon.testkit.phone;

import io.carillon.protocol.sip.HostPort;
import io.carillon.testkit.network.UdpNetwork;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Describes a {@link Phone}; {@link #open()} makes it. */
public final class PhoneBuilder {

    private static final Tone USUAL_TONE = new Tone(440);

    private final String user;
    private final InetSocketAddress server;
    private InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private UdpNetwork network = UdpNetwork.PUBLIC;
    private Transports transports = Transports.UDP;
    private String password = "";
    private String domain;
    private String digestUser;
    private Optional<String> algorithm = Optional.empty();
    private Optional<String> displayName = Optional.empty();
    private Tone tone = USUAL_TONE;
    private List<Codec> codecs = List.of(Codec.PCMU, Codec.PCMA);
    private boolean throughServer;
    private OptionalInt audioPort = OptionalInt.empty();
    private Duration thinking = Duration.ZERO;

    PhoneBuilder(String user, InetSocketAddress server) {
        this.user = user;
        this.server = server;
        this.domain = HostPort.hostOf(server.getAddress());
        this.digestUser = user;
    }

    public PhoneBuilder password(String text) {
        password = text;
        return this;
    }

    /** The host part of its addresses, else the server's address. */
    public PhoneBuilder domain(String host) {
        domain = host;
        return this;
    }

    /** Where it has its SIP port; port 0 is a free one. */
    public PhoneBuilder at(InetSocketAddress address) {
        local = address;
        return this;
    }

    /** Its UDP ports are in this network, be it behind a NAT; {@link #at} says at which address. */
    public PhoneBuilder behind(UdpNetwork elsewhere) {
        network = elsewhere;
        return this;
    }

    /** Its UDP ports are in this network. */
    public PhoneBuilder in(UdpNetwork ports) {
        network = ports;
        return this;
    }

    /** It speaks TCP instead of UDP: connects to the server, and listens too. */
    public PhoneBuilder overTcp() {
        transports = Transports.TCP;
        return this;
    }

    /** It speaks UDP, and takes TCP on the same port. */
    public PhoneBuilder alsoOverTcp() {
        transports = Transports.UDP_AND_TCP;
        return this;
    }

    public PhoneBuilder displayName(String name) {
        displayName = Optional.of(name);
        return this;
    }

    /** The user name it writes into its credentials. */
    public PhoneBuilder digestUser(String name) {
        digestUser = name;
        return this;
    }

    /** The only digest algorithm it can do, such as {@code SHA-256}. */
    public PhoneBuilder onlyAlgorithm(String name) {
        algorithm = Optional.of(name);
        return this;
    }

    public PhoneBuilder tone(int hertz) {
        tone = new Tone(hertz);
        return this;
    }

    /** In the order of its preference. */
    public PhoneBuilder codecs(Codec... preferred) {
        codecs = List.of(preferred);
        return this;
    }

    /** Everything goes to the server's address: for a phone behind a wire. */
    public PhoneBuilder alwaysThroughServer() {
        throughServer = true;
        return this;
    }

    /** The even port of its audio. */
    public PhoneBuilder audioPort(int port) {
        audioPort = OptionalInt.of(port);
        return this;
    }

    /** It is slow to answer what belongs to no call: OPTIONS, NOTIFY. */
    public PhoneBuilder thinking(Duration time) {
        thinking = time;
        return this;
    }

    /** Opens its SIP port. */
    public Phone open() {
        return new Phone(new PhoneSettings(
                user,
                server,
                local,
                network,
                transports,
                domain,
                password,
                digestUser,
                algorithm,
                displayName,
                tone,
                codecs,
                throughServer,
                audioPort,
                thinking));
    }
}
