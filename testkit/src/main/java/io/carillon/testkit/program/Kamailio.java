package io.carillon.testkit.program;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kamailio as Debian packages it, on a free port of loopback. */
public final class Kamailio implements AutoCloseable {

    private static final long STOP_SECONDS = 5;

    private final Process process;
    private final InetSocketAddress sip;
    private final Path log;

    private Kamailio(Process process, InetSocketAddress sip, Path log) {
        this.process = process;
        this.sip = sip;
        this.log = log;
    }

    /**
     * Does not return without the program (see {@link Program}).
     *
     * @param directory for its configuration, its sockets and what it prints
     * @param configuration with {@code @LISTEN@} where its address and port belong
     * @param defines names that the configuration asks for
     */
    public static Kamailio start(Path directory, String configuration, String... defines) throws IOException {
        Path program = Program.demand("kamailio", "Debian: apt-get install kamailio");
        InetSocketAddress sip = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path file = directory.resolve("kamailio.cfg");
        Files.writeString(file, configuration.replace("@LISTEN@", "127.0.0.1:" + sip.getPort()));
        Path log = directory.resolve("kamailio.log");
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-DD", "-E", "-f", "" + file, "-Y", "" + directory, "-m", "64", "-M", "8"));
        for (String define : defines) {
            command.addAll(List.of("-A", define));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Kamailio(process, sip, log);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it is found. */
    public InetSocketAddress sip() {
        return sip;
    }

    /** What it has printed. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                children.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kamailio stopped", e);
        }
    }
}
