package io.carillon.testkit.realphones;

import io.carillon.testkit.program.Program;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SIPp with the scenarios of this package's resources: {@code register}, {@code caller}, {@code callee}. The accounts are
 * used in turn.
 */
public final class Sipp implements AutoCloseable {

    private static final String LIFETIME = "120s";

    /** SIPp takes two a call, upwards from the first. */
    private static final int RTP_PORTS = 16;

    private final PhoneProcess process;
    private final InetSocketAddress sip;

    private Sipp(PhoneProcess process, InetSocketAddress sip) {
        this.process = process;
        this.sip = sip;
    }

    /** What SIPp plays. */
    public enum Scenario {
        /** Registers each account at this SIPp's own address. */
        REGISTER("register"),
        /** Calls, talks for two seconds, hangs up. */
        CALLER("caller"),
        /** Answers every call and waits for the hang-up. */
        CALLEE("callee");

        private final String name;

        Scenario(String name) {
            this.name = name;
        }
    }

    /**
     * Starts it.
     *
     * @param number what callers dial
     * @param port its SIP port; 0 chooses one
     * @param count how many times the scenario is played
     * @param rate how many are begun a second
     */
    public static Sipp start(
            Scenario scenario,
            InetSocketAddress server,
            InetAddress local,
            int port,
            List<RealAccount> accounts,
            String number,
            int count,
            int rate,
            Path directory)
            throws IOException {
        Path program = Program.demand("sipp", "Debian: apt-get install sip-tester");
        Files.createDirectories(directory);
        Path file = directory.resolve(scenario.name + ".xml");
        try (InputStream resource = Sipp.class.getResourceAsStream(scenario.name + ".xml")) {
            if (resource == null) {
                throw new IllegalStateException("the scenario " + scenario.name + " is not in the test kit");
            }
            Files.write(file, resource.readAllBytes());
        }
        Files.writeString(directory.resolve("accounts.csv"), table(accounts, number));
        Files.write(
                directory.resolve("tone.ulaw"),
                Codec.PCMU.law().orElseThrow().encode(new Tone(1000).samples(0, 16_000, 8000)));
        InetSocketAddress sip = new InetSocketAddress(local, port == 0 ? FreePort.run(local, 2) : port);
        List<String> command = new ArrayList<>(List.of(program.toString(), "-sf", file.toString()));
        command.addAll(List.of("-inf", "accounts.csv", "-i", local.getHostAddress(), "-p", "" + sip.getPort()));
        command.addAll(List.of("-mi", local.getHostAddress(), "-m", "" + count, "-r", "" + rate));
        command.addAll(List.of("-timeout", LIFETIME, "-timeout_error", "-nostdin", "-trace_err", "-fd", "1"));
        command.addAll(List.of("-mp", "" + FreePort.run(local, RTP_PORTS)));
        command.add(server.getAddress().getHostAddress() + ":" + server.getPort());
        return new Sipp(PhoneProcess.start("sipp " + scenario.name, directory, Map.of("TERM", "dumb"), command), sip);
    }

    /** SIPp puts its own answer to the challenge where a field asks for it. */
    private static String table(List<RealAccount> accounts, String number) {
        return accounts.stream()
                .map(account -> "%1$s;[authentication username=%1$s password=%2$s];%3$s"
                        .formatted(account.user(), account.password(), number))
                .collect(Collectors.joining("\n", "SEQUENTIAL\n", "\n"));
    }

    /** Where it listens for SIP. */
    public InetSocketAddress sip() {
        return sip;
    }

    /** Waits until every scenario was played to its end; fails if one was not. */
    public void awaitSuccess(Duration limit) {
        int status = process.awaitExit(limit);
        if (status != 0) {
            throw new AssertionError("sipp failed with status " + status + "\n" + process);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
