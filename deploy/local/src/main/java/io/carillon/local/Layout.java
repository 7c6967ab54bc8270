package io.carillon.local;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which processes there are and where each listens.
 *
 * @param sip where phones are listened to by UDP
 * @param sipByTcp whether by TCP too, on the same port
 * @param instances in the order of {@link Service}
 */
record Layout(
        InetSocketAddress sip,
        boolean sipByTcp,
        List<Instance> instances,
        InetSocketAddress kafka,
        InetSocketAddress postgresql) {
    /** More of one service on one machine only costs memory. */
    static final int MOST_REPLICAS = 8;

    static Layout of(Settings settings, Configuration configuration) throws CannotStart {
        checkReplicas(settings);
        InetSocketAddress sip = settings.sip().orElse(configuration.sipAddress());
        PortRange range = settings.rtp().orElse(configuration.rtpRange());
        List<PortRange> slices = slices(range, settings, sip);
        List<Instance> instances = Stream.of(Service.values())
                .flatMap(service -> IntStream.rangeClosed(1, settings.replicasOf(service))
                        .mapToObj(number -> instance(settings, slices, service, number)))
                .toList();
        Layout layout = new Layout(
                sip,
                configuration.sipByTcp(),
                instances,
                Addresses.loopback(settings.portOf(LocalPort.KAFKA, 1)),
                Addresses.loopback(settings.portOf(LocalPort.POSTGRESQL, 1)));
        layout.checkDistinct();
        return layout;
    }

    private static void checkReplicas(Settings settings) throws CannotStart {
        for (Map.Entry<Service, Integer> entry : settings.replicas().entrySet()) {
            String service = entry.getKey().label();
            int count = entry.getValue();
            if (count < 1 || count > MOST_REPLICAS) {
                throw new CannotStart("--replicas " + service + "=" + count + ": from 1 to " + MOST_REPLICAS
                        + " processes of a service can run here.");
            }
            boolean alone = switch (entry.getKey()) {
                case PROXY, VOICEMAIL -> true;
                case MEDIA_RELAY, REGISTRAR -> false;
            };
            if (alone && count > 1) {
                throw new CannotStart("--replicas " + service + "=" + count + ": several processes of " + service
                        + " are not supported yet; only media-relay and registrar can be multiplied.");
            }
        }
    }

    /** Our own ports are taken out of the range first: a relay on all addresses would collide with them. */
    private static List<PortRange> slices(PortRange range, Settings settings, InetSocketAddress sip)
            throws CannotStart {
        Set<Integer> own = new HashSet<>(Set.of(sip.getPort()));
        for (Service service : Service.values()) {
            service.sip()
                    .ifPresent(port -> IntStream.rangeClosed(1, settings.replicasOf(service))
                            .forEach(replica -> own.add(settings.portOf(port, replica))));
        }
        int relays = settings.replicasOf(Service.MEDIA_RELAY);
        IntStream.rangeClosed(1, relays).forEach(replica -> {
            own.add(settings.portOf(LocalPort.MEDIA_RELAY_NG, replica));
            own.add(settings.portOf(LocalPort.MEDIA_RELAY_HTTP, replica));
        });
        return range.widestWithout(own)
                .flatMap(free -> free.slices(relays))
                .orElseThrow(() -> new CannotStart("The RTP ports " + range + " are too few for " + relays
                        + (relays == 1 ? " relay" : " relays")
                        + ": widen rtpstart and rtpend in rtp.conf, or give --rtp FIRST-LAST."));
    }

    private static Instance instance(Settings settings, List<PortRange> slices, Service service, int number) {
        return new Instance(
                service,
                number,
                Addresses.loopback(settings.portOf(service.http(), number)),
                service.sip().map(port -> Addresses.loopback(settings.portOf(port, number))),
                service == Service.MEDIA_RELAY ? Optional.of(slices.get(number - 1)) : Optional.empty(),
                service == Service.MEDIA_RELAY
                        ? Optional.of(Addresses.loopback(settings.portOf(LocalPort.MEDIA_RELAY_NG, number)))
                        : Optional.empty());
    }

    /** Every port but those of RTP, which a relay takes one by one and skips where somebody else has them. */
    List<Listener> listeners() {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener("SIP for phones", LocalPort.Transport.UDP, sip, "--sip ADDRESS:PORT"));
        if (sipByTcp) {
            listeners.add(new Listener("SIP for phones", LocalPort.Transport.TCP, sip, "--sip ADDRESS:PORT"));
        }
        listeners.addAll(listeners("Kafka", LocalPort.KAFKA, kafka));
        listeners.addAll(listeners("PostgreSQL", LocalPort.POSTGRESQL, postgresql));
        for (Instance instance : instances) {
            Service service = instance.service();
            listeners.addAll(listeners("HTTP of " + instance.name(), service.http(), instance.http()));
            instance.sip()
                    .ifPresent(address -> listeners.add(new Listener(
                            "internal SIP of " + instance.name(),
                            LocalPort.Transport.UDP,
                            address,
                            "--port " + service.label() + "-sip=NUMBER")));
            instance.ng()
                    .ifPresent(address ->
                            listeners.addAll(listeners("NG of " + instance.name(), LocalPort.MEDIA_RELAY_NG, address)));
        }
        return listeners;
    }

    private static List<Listener> listeners(String what, LocalPort port, InetSocketAddress address) {
        return port.transports().stream()
                .map(transport -> new Listener(what, transport, address, "--port " + port.label() + "=NUMBER"))
                .toList();
    }

    private void checkDistinct() throws CannotStart {
        Map<String, Listener> seen = new HashMap<>();
        for (Listener listener : listeners()) {
            int port = listener.address().getPort();
            Listener other = seen.putIfAbsent(listener.transport() + " " + port, listener);
            if (other != null) {
                throw new CannotStart("Port " + port + " is given to " + other.what() + " and to " + listener.what()
                        + ": choose another with " + listener.option() + ".");
            }
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + Addresses.text(postgresql) + "/" + Database.NAME;
    }

    List<Instance> instancesOf(Service service) {
        return instances.stream()
                .filter(instance -> instance.service() == service)
                .toList();
    }
}
