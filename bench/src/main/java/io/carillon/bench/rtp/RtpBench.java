package io.carillon.bench.rtp;

import io.carillon.bench.rtp.RelayUnderTest.Anchored;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Measures our relay beside rtpengine: both run all the time, and the load goes to one after the other in short turns, so
 * that a noisy neighbour hits both alike.
 *
 * <p>{@code --relay quarkus-run.jar [--streams 400] [--turn 5] [--turns 6] [--warmup 15] [--java "java -XX:…"]
 * [--other-java "java -XX:…"]}; the latter adds our relay a second time on another JVM.
 */
public final class RtpBench {

    private static final int STREAMS_A_CALL = 2;
    private static final String JAVA = "java --enable-native-access=ALL-UNNAMED";

    private final Map<String, String> options;
    private final int streams;
    private final Duration warmUp;
    private final Duration turn;
    private final int turns;
    private final Path logs;
    private int nextPort = 2 * ThreadLocalRandom.current().nextInt(10_000, 12_000);

    private RtpBench(Map<String, String> options) throws IOException {
        this.options = options;
        streams = number("streams", 400);
        warmUp = Duration.ofSeconds(number("warmup", 15));
        turn = Duration.ofSeconds(number("turn", 5));
        turns = number("turns", 6);
        logs = Files.createTempDirectory("rtp-bench");
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i].replaceFirst("^--", ""), args[i + 1]);
        }
        if (!options.containsKey("relay")) {
            throw new IllegalArgumentException("--relay path/to/quarkus-run.jar is missing");
        }
        new RtpBench(options).run();
    }

    private void run() throws Exception {
        List<Candidate> candidates = new ArrayList<>();
        try {
            candidates.add(candidate(new Rtpengine(takePort(), takePorts(), nextPort - 1, logs.resolve("rtpengine"))));
            candidates.add(candidate(carillon("carillon", options.getOrDefault("java", JAVA))));
            if (options.containsKey("other-java")) {
                candidates.add(candidate(carillon("carillon'", options.getOrDefault("other-java", JAVA))));
            }
            measure(candidates);
        } finally {
            for (Candidate candidate : candidates) {
                candidate.close();
            }
        }
    }

    private void measure(List<Candidate> candidates) throws Exception {
        say(streams + " streams of 50 packets/s, " + turns + " turns of " + turn.toSeconds() + " s each after "
                + warmUp.toSeconds() + " s of warming up, logs in " + logs);
        for (Candidate candidate : candidates) {
            candidate.load.talk(warmUp);
        }
        for (int i = 0; i < turns; i++) {
            for (Candidate candidate : candidates) {
                candidate.turn(turn);
            }
        }
        say("relay       CPU µs/packet     p50 µs     p99 µs      packets       lost   RSS MB");
        for (Candidate candidate : candidates) {
            say(candidate.figures());
        }
        double theirs = candidates.getFirst().microsAPacket();
        for (Candidate ours : candidates.subList(1, candidates.size())) {
            say(String.format(Locale.ROOT, "%s / rtpengine: %.2f", ours.relay.name(), ours.microsAPacket() / theirs));
        }
    }

    private Candidate candidate(RelayUnderTest relay) throws Exception {
        Load load = new Load();
        for (int call = 0; call < streams / STREAMS_A_CALL; call++) {
            DatagramPort caller = load.phone();
            DatagramPort callee = load.phone();
            Anchored anchored = relay.anchor("call-" + call, caller.localAddress(), callee.localAddress());
            load.stream(caller, anchored.forCaller());
            load.stream(callee, anchored.forCallee());
        }
        return new Candidate(relay, load);
    }

    private RelayUnderTest carillon(String name, String java) throws Exception {
        return new CarillonRelay(
                name,
                List.of(java.split(" ")),
                Path.of(options.getOrDefault("relay", "")),
                takePort(),
                takePorts(),
                nextPort - 1,
                logs.resolve(name));
    }

    private int takePort() {
        nextPort += 2;
        return nextPort - 2;
    }

    /** Two ports a stream for RTP and RTCP, and as many again so that nobody has to search. */
    private int takePorts() {
        int first = nextPort;
        nextPort += 4 * streams;
        return first;
    }

    private int number(String option, int otherwise) {
        return Integer.parseInt(options.getOrDefault(option, "" + otherwise));
    }

    @SuppressWarnings("SystemOut") // what a person runs it for
    private static void say(String line) {
        System.out.println(line);
    }

    /** A relay with its calls, and what its turns have cost so far. */
    private static final class Candidate {

        private final RelayUnderTest relay;
        private final Load load;
        private double cpuSeconds;

        Candidate(RelayUnderTest relay, Load load) {
            this.relay = relay;
            this.load = load;
        }

        void turn(Duration howLong) throws Exception {
            if (cpuSeconds == 0) {
                load.forget();
            }
            double before = Processes.cpuSeconds(relay.pid());
            load.talk(howLong);
            cpuSeconds += Processes.cpuSeconds(relay.pid()) - before;
        }

        double microsAPacket() {
            return cpuSeconds * 1e6 / load.delays().count();
        }

        String figures() throws IOException {
            Delays delays = load.delays();
            return String.format(
                    Locale.ROOT,
                    "%-10s %14.2f %10d %10d %12d %10d %8d",
                    relay.name(),
                    microsAPacket(),
                    delays.micros(0.5),
                    delays.micros(0.99),
                    load.sent(),
                    load.sent() - delays.count(),
                    Processes.residentMegabytes(relay.pid()));
        }

        void close() {
            load.close();
            relay.close();
        }
    }
}
