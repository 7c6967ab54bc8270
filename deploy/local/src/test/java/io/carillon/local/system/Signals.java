package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Carillon;
import io.carillon.local.Service;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A service that hangs, and goes on. */
final class Signals {
    private Signals() {}

    static void hang(Carillon carillon, Service service, int number) throws IOException, InterruptedException {
        send("STOP", carillon, service, number);
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
