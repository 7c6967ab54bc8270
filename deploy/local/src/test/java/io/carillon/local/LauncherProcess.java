package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The engine in a process of its own, as {@code ./carillon} runs it. */
record LauncherProcess(Process process, Path output, Settings settings) implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    /** {@code ./carillon COMMAND} with the options that make those settings. */
    static LauncherProcess run(Settings settings, String... command) throws IOException {
        Path output = Files.createTempFile(settings.data(), "launcher", ".out");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcarillon.home=" + settings.home(),
                "-cp",
                System.getProperty("java.class.path"),
                CarillonMain.class.getName()));
        line.addAll(List.of(command));
        line.add("--data=" + settings.data());
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LauncherProcess(process, output, settings);
    }

    static LauncherProcess up(Settings settings) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "up",
                "--config=" + settings.configuration(),
                "--sip=" + Addresses.text(settings.sip().orElseThrow()),
                "--rtp=" + settings.rtp().orElseThrow()));
        for (Map.Entry<LocalPort, Integer> port : settings.ports().entrySet()) {
            options.add("--port=" + port.getKey().label() + "=" + port.getValue());
        }
        return run(settings, options.toArray(String[]::new));
    }

    LauncherProcess awaitReady() throws IOException {
        boolean ready =
                awaitTrue(START_PATIENCE, () -> !process.isAlive() || lastLine().equals("Carillon is ready"));
        if (!ready || !process.isAlive()) {
            throw new IOException("not ready: " + text());
        }
        return this;
    }

    int awaitEnd(Duration patience) throws InterruptedException, IOException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("still running after " + patience + ": " + text());
        }
        return process.exitValue();
    }

    /** The launcher's own process and all it has started. */
    List<ProcessHandle> everyProcess() {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        RunState.read(settings.data()).orElseThrow().processes().stream()
                .map(ProcessState::handle)
                .flatMap(Optional::stream)
                .forEach(all::add);
        process.descendants().forEach(all::add);
        return all;
    }

    /** What was printed to both outputs. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    String lastLine() {
        return text().lines().reduce("", (before, line) -> line);
    }

    private static boolean awaitTrue(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
