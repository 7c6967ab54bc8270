package io.carillon.local;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Carillon} is to be.
 *
 * @param home the checkout that holds the built services
 * @param configuration the directory of sip.conf, extensions.conf, rtp.conf and voicemail.conf
 * @param data where PostgreSQL, Kafka, logs and secrets are kept
 * @param sip where phones are listened to, in place of {@code bindaddr} and {@code bindport} of sip.conf
 * @param rtp the ports of all relays together, in place of rtp.conf
 * @param replicas how many processes of a service; one of each that is not named
 * @param executables services that run as native executables (docs/native.md) and not on a JVM
 * @param ports where they differ from {@link LocalPort#standard()}
 * @param properties further configuration of every service, by the names of SmallRye Config
 */
public record Settings(
        Path home,
        Path configuration,
        Path data,
        Optional<InetSocketAddress> sip,
        Optional<PortRange> rtp,
        Map<Service, Integer> replicas,
        Set<Service> executables,
        Map<LocalPort, Integer> ports,
        Map<String, String> properties) {

    public Settings {
        replicas = Map.copyOf(replicas);
        executables = Set.copyOf(executables);
        ports = Map.copyOf(ports);
        properties = Map.copyOf(properties);
    }

    /** The labs' example with its data below the checkout. */
    public static Settings of(Path home) {
        return new Settings(
                home,
                home.resolve("examples/lab"),
                home.resolve(".carillon"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of());
    }

    /** {@link #of} for the checkout around the working directory: for tests. */
    public static Settings ofThisCheckout() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("carillon"))) {
                return of(folder);
            }
        }
        throw new IllegalStateException(start + " is in no checkout of Carillon");
    }

    public Settings configuration(Path directory) {
        return new Settings(home, directory, data, sip, rtp, replicas, executables, ports, properties);
    }

    public Settings data(Path directory) {
        return new Settings(home, configuration, directory, sip, rtp, replicas, executables, ports, properties);
    }

    public Settings sip(InetSocketAddress address) {
        return new Settings(
                home, configuration, data, Optional.of(address), rtp, replicas, executables, ports, properties);
    }

    public Settings rtp(PortRange range) {
        return new Settings(
                home, configuration, data, sip, Optional.of(range), replicas, executables, ports, properties);
    }

    public Settings replicas(Service service, int count) {
        Map<Service, Integer> counts = new HashMap<>(replicas);
        counts.put(service, count);
        return new Settings(home, configuration, data, sip, rtp, counts, executables, ports, properties);
    }

    public Settings executables(Set<Service> services) {
        return new Settings(home, configuration, data, sip, rtp, replicas, services, ports, properties);
    }

    public Settings port(LocalPort port, int number) {
        Map<LocalPort, Integer> numbers = new EnumMap<>(LocalPort.class);
        numbers.putAll(ports);
        numbers.put(port, number);
        return new Settings(home, configuration, data, sip, rtp, replicas, executables, numbers, properties);
    }

    public Settings property(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new Settings(home, configuration, data, sip, rtp, replicas, executables, ports, more);
    }

    /** Moves everything, SIP and RTP too, to ports of 127.0.0.1 that are free now: for tests beside a running Carillon. */
    public Settings onFreePorts() {
        return FreePorts.of(this);
    }

    int replicasOf(Service service) {
        return replicas.getOrDefault(service, 1);
    }

    int portOf(LocalPort port, int replica) {
        return ports.getOrDefault(port, port.standard()) + (replica - 1) * LocalPort.REPLICA_STEP;
    }
}
