package io.carillon.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.CarillonMain;
import io.carillon.local.LocalPort;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.testkit.network.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The engine in a process of its own, as {@code ./carillon} runs it. */
record LauncherProcess(Process process, Path output, Path data) implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** {@code ./carillon COMMAND --data DIR}. */
    static LauncherProcess run(Path data, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.add("--data=" + data);
        return runBare(data, words.toArray(String[]::new));
    }

    /** The same for a command that needs no Carillon: its output goes there. */
    static LauncherProcess runBare(Path data, String... command) throws IOException {
        return runBare(List.of(), data, command);
    }

    /** @param where what runs a command elsewhere, as in another network; may be empty */
    private static LauncherProcess runBare(List<String> where, Path data, String... command) throws IOException {
        Files.createDirectories(data);
        Path output = Files.createTempFile(data, "launcher", ".out");
        List<String> line = new ArrayList<>(where);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcarillon.home=" + Settings.ofThisCheckout().home(),
                "-cp",
                System.getProperty("java.class.path"),
                CarillonMain.class.getName()));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LauncherProcess(process, output, data);
    }

    /** {@code ./carillon up} with the options that make these settings. */
    static LauncherProcess up(Settings settings) throws IOException {
        return up(List.of(), settings);
    }

    /** The same in this network. */
    static LauncherProcess up(NetworkNamespace network, Settings settings) throws IOException {
        return up(network.command(), settings);
    }

    private static LauncherProcess up(List<String> where, Settings settings) throws IOException {
        InetSocketAddress sip = settings.sip().orElseThrow();
        List<String> options = new ArrayList<>(List.of(
                "up",
                "--config=" + settings.configuration(),
                "--sip=" + sip.getAddress().getHostAddress() + ":" + sip.getPort(),
                "--rtp=" + settings.rtp().orElseThrow()));
        for (Map.Entry<LocalPort, Integer> port : settings.ports().entrySet()) {
            options.add("--port=" + port.getKey().label() + "=" + port.getValue());
        }
        if (!settings.executables().isEmpty()) {
            options.add("--native="
                    + settings.executables().stream().map(Service::label).collect(Collectors.joining(",")));
        }
        options.add("--data=" + settings.data());
        return runBare(where, settings.data(), options.toArray(String[]::new));
    }

    LauncherProcess awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!lastLine().equals("Carillon is ready")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("not ready: " + text());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return this;
    }

    int awaitEnd(Duration patience) throws InterruptedException, IOException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("still running after " + patience + ": " + text());
        }
        return process.exitValue();
    }

    /** The launcher, what it tells other terminals of, and whatever else it has started. */
    List<ProcessHandle> everyProcess() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        for (JsonNode told : told()) {
            all.add(handle(told));
        }
        process.descendants().forEach(all::add);
        return all;
    }

    /** What it tells other terminals of under this name. */
    ProcessHandle process(String name) throws IOException {
        for (JsonNode told : told()) {
            if (told.path("name").asText().equals(name)) {
                return handle(told);
            }
        }
        throw new IOException("nothing is told of " + name);
    }

    private JsonNode told() throws IOException {
        return JSON.readTree(data.resolve("state.json").toFile()).path("processes");
    }

    private static ProcessHandle handle(JsonNode told) throws IOException {
        return ProcessHandle.of(told.path("pid").asLong()).orElseThrow(() -> new IOException(told + " is not there"));
    }

    /** What was printed to both outputs. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String lastLine() {
        return text().lines().reduce("", (_, line) -> line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
