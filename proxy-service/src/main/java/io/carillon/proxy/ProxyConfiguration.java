package io.carillon.proxy;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.sip.AddressAndPort;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.sip.HostPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What whoever starts this process must say, checked once. Values that cannot be used name their key. */
@ApplicationScoped
class ProxyConfiguration {
    private final InetSocketAddress outside;
    private final Optional<HostPort> advertised;
    private final boolean tcp;
    private final InetSocketAddress inside;
    private final List<InetSocketAddress> registrars;
    private final List<InetSocketAddress> voicemail;
    private final List<InetSocketAddress> nameServers;
    private final byte[] nonceKey;

    ProxyConfiguration(
            @ConfigProperty(name = "carillon.sip.address") Optional<String> outside,
            @ConfigProperty(name = "carillon.sip.advertised") Optional<String> advertised,
            @ConfigProperty(name = "carillon.config.dir") Path directory,
            @ConfigProperty(name = "carillon.sip.internal") String inside,
            @ConfigProperty(name = "carillon.registrars") List<String> registrars,
            @ConfigProperty(name = "carillon.voicemail") Optional<List<String>> voicemail,
            @ConfigProperty(name = "carillon.name-servers") Optional<List<String>> nameServers,
            @ConfigProperty(name = "carillon.nonce.key") String nonceKey) {
        SipGeneral.Listen listen = listen(directory);
        this.outside = outside.map(text -> address("carillon.sip.address", text))
                .orElseGet(() -> new InetSocketAddress(listen.address(), listen.port()));
        this.tcp = listen.tcp();
        this.advertised = advertised.map(ProxyConfiguration::advertisedAddress);
        this.inside = address("carillon.sip.internal", inside);
        this.registrars = registrars.stream()
                .map(registrar -> address("carillon.registrars", registrar))
                .toList();
        this.voicemail = voicemail.orElse(List.of()).stream()
                .map(replica -> address("carillon.voicemail", replica))
                .toList();
        this.nameServers = nameServers.orElse(List.of()).stream()
                .map(server -> address("carillon.name-servers", server))
                .toList();
        this.nonceKey = Base64.getDecoder().decode(nonceKey);
    }

    /** Where phones are listened to. */
    InetSocketAddress outside() {
        return outside;
    }

    /** What phones beyond a NAT are shown, in place of sip.conf's externip: an address, and a port where the NAT has another. */
    Optional<HostPort> advertised() {
        return advertised;
    }

    /** Whether they are listened to by TCP too, on the same port. */
    boolean tcp() {
        return tcp;
    }

    /** Where the other services are listened to. */
    InetSocketAddress inside() {
        return inside;
    }

    List<InetSocketAddress> registrars() {
        return registrars;
    }

    /** Where voicemail is; nowhere, and VoiceMail fails. */
    List<InetSocketAddress> voicemail() {
        return voicemail;
    }

    /** Who is asked where providers are (RFC 3263); the machine's own name servers where none is named. */
    List<InetSocketAddress> nameServers() {
        return nameServers;
    }

    byte[] nonceKey() {
        return nonceKey.clone();
    }

    /** bindaddr, bindport and tcpenable of sip.conf, else every address, port 5060 and TCP too. */
    private static SipGeneral.Listen listen(Path directory) {
        return switch (SipConf.read(Sources.directory(directory))) {
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> _) ->
                conf.general().listen();
            case Reading.Rejected<SipConf> _ ->
                new SipGeneral.Listen(SipGeneral.Listen.EVERY_ADDRESS, SipGeneral.Listen.DEFAULT_PORT, true);
        };
    }

    private static HostPort advertisedAddress(String text) {
        Optional<HostPort> withPort = AddressAndPort.parse(text)
                .map(found -> new HostPort(HostPort.hostOf(found.getAddress()), found.getPort()));
        return withPort.or(() -> HostPort.addressOf(text)
                        .map(found -> new HostPort(HostPort.hostOf(found), OptionalInt.empty())))
                .orElseThrow(() -> new IllegalArgumentException(
                        "carillon.sip.advertised is '" + text + "', not ADDRESS or ADDRESS:PORT"));
    }

    private static InetSocketAddress address(String key, String text) {
        return AddressAndPort.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(key + " is '" + text + "', not ADDRESS:PORT"));
    }
}
