package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.testkit.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service that hangs, and goes on. */
final class Signals {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Signals() {}

    static void hang(Carillon carillon, Service service, int number) throws IOException, InterruptedException {
        send("STOP", carillon, service, number);
        Path threads = Path.of(
                "/proc",
                Long.toString(carillon.handle(service, number).orElseThrow().pid()),
                "task");
        // The signal is on its way when kill has ended; a thread that runs on may still answer.
        Watch.until(
                "every thread of " + service.label() + " to stand", LIMIT, () -> stands(threads), threads::toString);
    }

    private static boolean stands(Path threads) {
        try (Stream<Path> each = Files.list(threads)) {
            for (Path thread : each.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static void goOn(Carillon carillon, Service service, int number) throws IOException, InterruptedException {
        send("CONT", carillon, service, number);
    }

    private static void send(String signal, Carillon carillon, Service service, int number)
            throws IOException, InterruptedException {
        long process = carillon.handle(service, number).orElseThrow().pid();
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                .inheritIO()
                .start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
