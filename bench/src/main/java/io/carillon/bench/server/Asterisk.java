package io.carillon.bench.server;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asterisk with its chan_sip, which is what reads sip.conf (Asterisk 16 has it, 21 has not), on the very accounts and dial plan of
 * the Carillon under test: a back-to-back user agent that anchors the sound. It loads no module that this does not need, and
 * writes neither call records nor a log of calls.
 */
public final class Asterisk implements SipServer {

    public static final String NAME = "Asterisk";

    private static final String PROGRAM = "asterisk";

    /** Below the ports that the kernel hands out itself. */
    private static final int FIRST_RTP_PORT = 10_000;

    private static final int LAST_RTP_PORT = 32_000;

    /**
     * Its chan_sip keeps the four sockets of a call for 64 × T1 after its end: with the usual 500 ms, 400 calls a second are more than a
     * process may have.
     */
    private static final int T1_MILLIS = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofMillis(200);

    private final InetSocketAddress sip;
    private final Process process;

    private Asterisk(InetSocketAddress sip, Process process) {
        this.sip = sip;
        this.process = process;
    }

    public static boolean isInstalled() {
        return Processes.installed(PROGRAM).isPresent();
    }

    /** @param directory for its files, its database of bindings and its log */
    public static Asterisk start(Path directory) throws IOException, InterruptedException {
        Path own = directory.resolve("asterisk");
        Files.createDirectories(own);
        InetSocketAddress sip = new InetSocketAddress(InetAddress.getLoopbackAddress(), Processes.freePort());
        write(own, sip);
        String program = Processes.installed(PROGRAM).orElseThrow().toString();
        String file = own.resolve("asterisk.conf").toString();
        Path log = own.resolve("log");
        Process process = Processes.start(log, List.of(program, "-f", "-C", file));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isBooted(program, file)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                Processes.stop(process);
                throw new IOException("Asterisk does not start: see " + log);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        return new Asterisk(sip, process);
    }

    private static boolean isBooted(String program, String file) {
        return Processes.firstLine(List.of(program, "-C", file, "-rx", "core waitfullybooted"))
                .contains("fully booted");
    }

    private static void write(Path directory, InetSocketAddress sip) throws IOException {
        AsteriskFiles.write(directory, "udpbindaddr=127.0.0.1:%d%ntimert1=%d%n".formatted(sip.getPort(), T1_MILLIS));
        Files.writeString(directory.resolve("asterisk.conf"), """
                [directories]
                astetcdir => %1$s
                astdbdir => %1$s
                astkeydir => %1$s
                astspooldir => %1$s
                astrundir => %1$s
                astlogdir => %1$s
                """.formatted(directory));
        Files.writeString(directory.resolve("rtp.conf"), """
                [general]
                rtpstart=%d
                rtpend=%d
                """.formatted(FIRST_RTP_PORT, LAST_RTP_PORT));
        Files.writeString(directory.resolve("logger.conf"), """
                [logfiles]
                messages => warning,error
                """);
        Files.writeString(directory.resolve("modules.conf"), """
                [modules]
                autoload=no
                load=pbx_config.so
                load=chan_sip.so
                load=res_rtp_asterisk.so
                load=res_timing_timerfd.so
                load=bridge_simple.so
                load=bridge_native_rtp.so
                load=codec_ulaw.so
                load=format_pcm.so
                load=app_dial.so
                """);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public InetSocketAddress sip() {
        return sip;
    }

    @Override
    public CpuMeter meter() throws IOException {
        return CpuMeter.of(Map.of(PROGRAM, List.of(process.pid())));
    }

    @Override
    public void awaitQuiet() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
    }

    @Override
    public void close() {
        Processes.stop(process);
    }
}
