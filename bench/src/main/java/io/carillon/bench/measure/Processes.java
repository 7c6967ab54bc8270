package io.carillon.bench.measure;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds, starts and stops what is measured. */
public final class Processes {

    /** Where daemons are, which is not on everybody's PATH. */
    private static final List<String> OF_THE_SYSTEM = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private Processes() {}

    /** The file of an installed program. */
    public static Optional<Path> installed(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), OF_THE_SYSTEM.stream())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line that a program says, as of its version; the reason where it says none. */
    public static String firstLine(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Stream<String> lines = process.inputReader().lines()) {
                return lines.findFirst()
                        .orElse(command.getFirst() + " says nothing")
                        .strip();
            }
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    /** A UDP port of loopback for a program that wants to be told one. */
    public static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static Process start(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** SIGTERM; SIGKILL when it has no effect within 5 s. */
    public static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
