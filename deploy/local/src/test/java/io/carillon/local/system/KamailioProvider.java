package io.carillon.local.system;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A Kamailio as it is packaged, set up as a provider: see {@code provider.cfg}. */
final class KamailioProvider implements AutoCloseable {
    private static final long STOP_SECONDS = 5;

    private final Process process;
    private final InetSocketAddress sip;
    private final Path log;

    private KamailioProvider(Process process, InetSocketAddress sip, Path log) {
        this.process = process;
        this.sip = sip;
        this.log = log;
    }

    /** Does not return without the program: the test is skipped, on a machine that has to have it (CI=true) it fails. */
    static KamailioProvider start(Path directory) throws IOException {
        Path program = demand();
        InetSocketAddress sip = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path file = directory.resolve("provider.cfg");
        Files.writeString(
                file,
                configuration()
                        .replace("@LISTEN@", "127.0.0.1:" + sip.getPort())
                        .replace("@SECRET@", TwoCarillons.TRUNK_SECRET));
        Path log = directory.resolve("kamailio.log");
        Process process = new ProcessBuilder(
                        program.toString(), "-DD", "-E", "-f", "" + file, "-Y", "" + directory, "-m", "64", "-M", "8")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new KamailioProvider(process, sip, log);
    }

    private static Path demand() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/usr/sbin";
        Optional<Path> program = Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "kamailio"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isPresent()) {
            return program.get();
        }
        String message = "kamailio is not installed (Debian: apt-get install kamailio)";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionFailedError(message);
        }
        System.err.println("*** SKIPPED: " + message + " ***");
        throw new TestAbortedException(message);
    }

    private static String configuration() throws IOException {
        try (InputStream in = KamailioProvider.class.getResourceAsStream("provider.cfg")) {
            if (in == null) {
                throw new IOException("provider.cfg is missing beside this class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress sip() {
        return sip;
    }

    /** What it has printed. */
    String log() throws IOException {
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
