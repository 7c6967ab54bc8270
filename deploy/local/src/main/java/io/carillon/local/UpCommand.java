package io.carillon.local;

import io.carillon.config.sip.AddressAndPort;
import io.carillon.config.sip.SipGeneral;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: starts a Carillon and keeps it running until Ctrl-C or SIGTERM. */
@Command(
        name = "up",
        description = "Starts Carillon; Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ports and their names: proxy-http 8080, registrar-http 8081, media-relay-http 8082,",
            "voicemail-http 8083, proxy-sip 15060, registrar-sip 15061, voicemail-sip 15062,",
            "media-relay-ng 2223, kafka 9092, postgresql 5433;",
            "each further replica of a service listens 10 higher."
        })
final class UpCommand implements Callable<Integer> {
    @Mixin
    private Where where = new Where();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "the directory of sip.conf, extensions.conf, rtp.conf, voicemail.conf (default: examples/lab)")
    private @Nullable Path configuration;

    @Option(
            names = "--sip",
            paramLabel = "ADDRESS:PORT",
            description = "where phones are listened to (default: bindaddr and bindport of sip.conf)")
    private @Nullable String sip;

    @Option(
            names = "--rtp",
            paramLabel = "FIRST-LAST",
            description = "the UDP ports of all relays together (default: those of rtp.conf)")
    private @Nullable String rtp;

    @Option(
            names = "--replicas",
            split = ",",
            paramLabel = "SERVICE=N",
            description = "how many processes of media-relay or registrar (default: 1)")
    private Map<String, Integer> replicas = new LinkedHashMap<>();

    @Option(
            names = "--native",
            split = ",",
            paramLabel = "SERVICE",
            description = "services that run as native executables, built before (docs/native.md)")
    private List<String> executables = List.of();

    @Option(
            names = "--mail",
            paramLabel = "HOST:PORT",
            description = "the server that takes voicemail's e-mail (default: none is sent)")
    private @Nullable String mail;

    @Option(names = "--port", split = ",", paramLabel = "NAME=NUMBER", description = "another port; names are below")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        Terminal terminal = new Terminal(System.out);
        Settings settings = settings();
        Configuration read = Configuration.read(settings.configuration());
        Carillon carillon = Carillon.prepare(settings, read, terminal);
        EngineLog.to(settings.data());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(carillon, terminal)));
        carillon.start();
        new Summary(read, carillon.layout(), settings.data()).lines().forEach(terminal::say);
        terminal.say("Carillon is ready");
        var _ = carillon.makeNextStartFaster();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(Carillon carillon, Terminal terminal) {
        terminal.stopping();
        carillon.close();
        terminal.say("Carillon has stopped");
    }

    private Settings settings() throws CannotStart {
        Settings settings = Settings.of(Where.home()).data(where.data());
        if (configuration != null) {
            settings = settings.configuration(configuration);
        }
        if (sip != null) {
            settings = settings.sip(sipAddress(sip));
        }
        if (rtp != null) {
            settings = settings.rtp(PortRange.parse(rtp)
                    .orElseThrow(() -> new CannotStart("--rtp " + rtp + ": write a range as 10000-20000.")));
        }
        if (mail != null) {
            settings = withMail(settings, mail);
        }
        for (Map.Entry<String, Integer> entry : replicas.entrySet()) {
            settings = settings.replicas(
                    demand(Service.named(entry.getKey()), "--replicas", entry.getKey()), entry.getValue());
        }
        Set<Service> built = EnumSet.noneOf(Service.class);
        for (String name : executables) {
            built.add(demand(Service.named(name), "--native", name));
        }
        settings = settings.executables(built);
        for (Map.Entry<String, Integer> entry : ports.entrySet()) {
            settings =
                    settings.port(demand(LocalPort.named(entry.getKey()), "--port", entry.getKey()), entry.getValue());
        }
        return settings;
    }

    /** The server's name is looked up by who sends: it may move. */
    private static Settings withMail(Settings settings, String text) throws CannotStart {
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}");
        if (!port) {
            throw new CannotStart("--mail " + text + ": write a host and a port, as smtp.example.org:25.");
        }
        return settings.property(ServiceEnvironment.MAILER + "host", text.substring(0, colon))
                .property(ServiceEnvironment.MAILER + "port", text.substring(colon + 1));
    }

    private static InetSocketAddress sipAddress(String text) throws CannotStart {
        return AddressAndPort.parse(text, SipGeneral.Listen.DEFAULT_PORT)
                .orElseThrow(() -> new CannotStart(
                        "--sip " + text + ": write an address and a port, as 192.0.2.7:5060 or 0.0.0.0:5060."));
    }

    private static <T> T demand(Optional<T> named, String option, String name) throws CannotStart {
        return named.orElseThrow(
                () -> new CannotStart(option + " " + name + "=…: unknown name; `./carillon up --help` lists them."));
    }
}
