package io.carillon.bench;

import io.carillon.bench.call.CallBench;
import io.carillon.bench.measure.Comparison;
import io.carillon.bench.measure.Progress;
import io.carillon.bench.measure.Report;
import io.carillon.bench.menu.MenuBench;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.recording.RecordingBench;
import io.carillon.bench.register.RegisterBench;
import io.carillon.bench.rtp.RtpBench;
import io.carillon.bench.server.Asterisk;
import io.carillon.bench.server.CarillonServer;
import io.carillon.bench.server.Kamailio;
import io.carillon.bench.server.SipServer;
import io.carillon.local.CannotStart;
import io.carillon.local.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/**
 * {@code ./carillon bench [--rounds=N] [--alone] [register] [calls] [rtp] [menus] [recordings]}: a Carillon beside its
 * peers, in turns, and the report in Markdown on standard output. All five where none is named; about thirteen minutes. {@code --alone} leaves the peers out,
 * as for profiling.
 */
public final class BenchMain {

    private static final Set<String> ALL = Set.of("register", "calls", "rtp", "menus", "recordings");
    private static final String ROUNDS = "--rounds=";
    private static final String ALONE = "--alone";
    private static final int USUAL_ROUNDS = 4;
    private static final Duration TURN = Duration.ofSeconds(6);

    private final Set<String> wanted;
    private final int rounds;
    private final boolean peers;
    private final Path directory =
            Settings.ofThisCheckout().home().resolve("bench/target/run").toAbsolutePath();
    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<Report> results = new ArrayList<>();

    private BenchMain(Set<String> wanted, int rounds, boolean peers) {
        this.wanted = wanted;
        this.rounds = rounds;
        this.peers = peers;
    }

    public static void main(String[] arguments) throws Exception {
        Set<String> wanted = new LinkedHashSet<>();
        int rounds = USUAL_ROUNDS;
        boolean peers = true;
        for (String argument : arguments) {
            if (argument.matches(ROUNDS + "[1-9][0-9]?")) {
                rounds = Integer.parseInt(argument.substring(ROUNDS.length()));
            } else if (argument.equals(ALONE)) {
                peers = false;
            } else if (ALL.contains(argument)) {
                wanted.add(argument);
            } else {
                say("Usage: ./carillon bench [" + ROUNDS + "N] [" + ALONE + "] [register] [calls] [rtp] [menus]"
                        + " [recordings]");
                System.exit(2);
            }
        }
        // Kafka, which runs here, says much.
        LogManager.getLogManager().reset();
        new BenchMain(wanted.isEmpty() ? ALL : wanted, rounds, peers).run();
    }

    private void run() throws Exception {
        try {
            Progress.doing("starting Carillon, its data below " + directory);
            CarillonServer carillon = CarillonServer.start(directory);
            started.add(carillon);
            if (wanted.contains("register") || wanted.contains("calls")) {
                measureSip(carillon);
            }
            if (wanted.contains("rtp")) {
                try (RtpBench rtp = new RtpBench(carillon, peers, directory)) {
                    measure(rtp.comparison());
                }
            }
            if (wanted.contains("menus")) {
                try (MenuBench menus = new MenuBench(carillon, phones(carillon))) {
                    tell(menus.run(rounds, TURN));
                }
            }
            if (wanted.contains("recordings")) {
                try (RecordingBench recordings = new RecordingBench(carillon)) {
                    tell(recordings.run(rounds, TURN));
                }
            }
        } catch (CannotStart refused) {
            say(String.valueOf(refused.getMessage()));
            System.exit(1);
        } finally {
            for (AutoCloseable one : started.reversed()) {
                one.close();
            }
        }
        report();
    }

    private void measureSip(CarillonServer carillon) throws Exception {
        Map<SipServer, Phones> servers = new LinkedHashMap<>();
        servers.put(carillon, phones(carillon));
        boolean beside = peers && Kamailio.isInstalled();
        if (beside) {
            Kamailio writeThrough = Kamailio.writeThrough(carillon, directory);
            started.add(writeThrough);
            servers.put(writeThrough, phones(writeThrough));
        } else if (peers) {
            Progress.doing("Kamailio is not installed (Debian: kamailio, kamailio-postgres-modules): ours alone");
        }
        if (wanted.contains("calls")) {
            for (Comparison calls : CallBench.of(withAsterisk(servers))) {
                measure(calls);
            }
        }
        if (wanted.contains("register")) {
            if (beside) {
                Kamailio inMemory = Kamailio.inMemory(carillon, directory);
                started.add(inMemory);
                servers.put(inMemory, phones(inMemory));
            }
            measure(RegisterBench.of(servers));
        }
    }

    private Map<SipServer, Phones> withAsterisk(Map<SipServer, Phones> servers) throws Exception {
        Map<SipServer, Phones> all = new LinkedHashMap<>(servers);
        if (peers && Asterisk.isInstalled()) {
            Asterisk asterisk = Asterisk.start(directory);
            started.add(asterisk);
            all.put(asterisk, phones(asterisk));
        } else if (peers) {
            Progress.doing("Asterisk is not installed: a call is held against what it cost elsewhere");
        }
        return all;
    }

    private Phones phones(SipServer server) throws IOException {
        Phones phones = new Phones(server.sip());
        started.add(phones);
        return phones;
    }

    private void measure(Comparison comparison) throws Exception {
        tell(comparison.run(rounds, TURN));
    }

    private void tell(Report result) {
        results.add(result);
        Progress.doing(result.summary());
    }

    private void report() throws IOException {
        say("## " + LocalDate.now(ZoneOffset.UTC) + ": " + rounds + " rounds, turns of " + TURN.toSeconds() + " s");
        say("");
        say(Machine.markdown());
        for (Report result : results) {
            say("");
            say(result.markdown());
        }
        say("");
        say(results.stream().map(Report::summary).collect(Collectors.joining("; ")));
    }

    @SuppressWarnings("SystemOut") // the report is what a person runs it for
    private static void say(String line) {
        System.out.println(line);
    }
}
