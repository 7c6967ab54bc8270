package io.carillon.relay;

import com.sun.management.UnixOperatingSystemMXBean;
import io.carillon.config.rtp.RtpConf;
import io.carillon.operation.Inside;
import io.carillon.prompts.Library;
import io.carillon.protocol.address.RoutedAddress;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.relay.control.MediaRelay;
import io.carillon.relay.playing.LibrarySounds;
import io.carillon.relay.playing.Sounds;
import io.carillon.relay.port.PortPool;
import io.carillon.relay.recording.Recipient;
import io.carillon.relay.session.EventSink;
import io.carillon.relay.session.LoopPorts;
import io.carillon.relay.session.LoopResources;
import io.carillon.relay.session.MediaLoop;
import io.carillon.relay.session.SessionTimes;
import io.carillon.relay.storage.HttpRecipient;
import io.carillon.relay.storage.InsideHttp;
import io.carillon.relay.storage.StoredSounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The relay of this process: its port pool and its media loops, from start to stop. */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final PortPool ports;
    private final List<MediaLoop> loops = new ArrayList<>();
    private final MediaRelay commands;
    private final InetAddress bind;

    @Inject
    Relay(
            RelaySettings settings,
            @ConfigProperty(name = "carillon.config.dir") Optional<Path> configuration,
            @ConfigProperty(name = "carillon.http.token") Optional<String> token,
            LegMeter meter,
            Inside inside,
            Vertx vertx) {
        RtpConf range = PortRange.choose(configuration, settings);
        SecureRandom random = new SecureRandom();
        InsideHttp stored = new InsideHttp(vertx, inside, token);
        Sounds sounds = new StoredSounds(stored, new LibrarySounds(library(configuration, settings)));
        Executor files = task -> Thread.ofVirtual().name("sounds").start(task);
        Recipient recipient = new HttpRecipient(
                stored, task -> Thread.ofVirtual().name("recordings").start(task));
        bind = settings.address().map(InetAddress::ofLiteral).orElseGet(Relay::everyAddress);
        ports = new PortPool(range.start(), range.end(), random, mostKept());
        int count = settings.loops().orElse(Runtime.getRuntime().availableProcessors());
        for (int i = 1; i <= count; i++) {
            DatagramLoop loop = DatagramLoop.start("media-" + i);
            loops.add(new MediaLoop(new LoopResources(
                    loop,
                    new LoopPorts(loop, ports, bind, new SplittableRandom(random.nextLong())),
                    new RoutedAddress(settings.advertised().map(InetAddress::ofLiteral), bind),
                    new SessionTimes(settings.silent(), settings.idle()),
                    meter::ended,
                    sounds,
                    files,
                    recipient,
                    random)));
        }
        commands = new MediaRelay(loops);
    }

    /** Our prompts, and an administrator's over them. */
    private static Library library(Optional<Path> configuration, RelaySettings settings) {
        return settings.sounds()
                .or(() -> configuration.map(directory -> directory.resolve("sounds")))
                .map(Library::with)
                .orElseGet(Library::builtIn);
    }

    /** Of both families, unless this machine was told to do without IPv6. */
    private static InetAddress everyAddress() {
        InetAddress both = InetAddress.ofLiteral("::");
        try (DatagramSocket _ = new DatagramSocket(new InetSocketAddress(both, 0))) {
            return both;
        } catch (SocketException withoutIpv6) {
            LOG.infof("RTP is of IPv4 only: %s", withoutIpv6.getMessage());
            return InetAddress.ofLiteral("0.0.0.0");
        }
    }

    /** Two sockets a pair, and most of the files are for calls. */
    private static int mostKept() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(PortPool.MOST_KEPT, system.getMaxFileDescriptorCount() / 8)
                : PortPool.MOST_KEPT;
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("RTP on %s, ports %s, %d media loops", bind.getHostAddress(), ports, loops.size());
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(MediaLoop::close);
    }

    CompletableFuture<Response> execute(Request request, EventSink from) {
        return commands.execute(request, from);
    }

    PortPool ports() {
        return ports;
    }

    List<MediaLoop> loops() {
        return List.copyOf(loops);
    }
}
