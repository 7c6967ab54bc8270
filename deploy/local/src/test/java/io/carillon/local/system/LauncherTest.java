package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.LocalPort;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./carillon} from the outside: how it starts, refuses, tells and ends. */
@OwnCarillon(Row.BUSY)
class LauncherTest {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

    /** One for the class: the second start finds the data of the first. */
    @TempDir
    static Path data;

    @Test
    void killed_with_minus_nine_it_leaves_no_process_after_ten_seconds() throws Exception {
        try (LauncherProcess launcher =
                LauncherProcess.up(settings().data(data).onFreePorts()).awaitReady()) {
            List<ProcessHandle> all = launcher.everyProcess();
            assertThat(all).hasSizeGreaterThanOrEqualTo(Service.values().length + 2);

            launcher.process().destroyForcibly();

            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void sigterm_stops_everything_within_ten_seconds_and_says_so() throws Exception {
        try (LauncherProcess launcher =
                LauncherProcess.up(settings().data(data).onFreePorts()).awaitReady()) {
            List<ProcessHandle> all = launcher.everyProcess();

            launcher.process().destroy();
            launcher.awaitEnd(STOP_LIMIT);

            assertThat(launcher.lastLine()).isEqualTo("Carillon has stopped");
            assertThat(all).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void a_service_that_ends_is_told_of_and_so_is_its_return() throws Exception {
        try (LauncherProcess launcher =
                LauncherProcess.up(settings().data(data).onFreePorts()).awaitReady()) {

            launcher.process("media-relay-1").destroyForcibly();

            Watch.until(
                    "the relay's return",
                    RETURN_LIMIT,
                    () -> launcher.lastLine().equals("media-relay-1 is ready again"),
                    launcher::text);
            assertThat(launcher.text()).contains("media-relay-1 ended by itself with status 137");
        }
    }

    @Test
    void a_port_in_use_is_told_in_one_line_and_nothing_is_started(@TempDir Path fresh) throws Exception {
        Settings settings = settings().data(fresh).onFreePorts();
        try (ServerSocket taken = new ServerSocket()) {
            int port = settings.ports().getOrDefault(LocalPort.KAFKA, LocalPort.KAFKA.standard());
            taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            try (LauncherProcess launcher = LauncherProcess.up(settings)) {
                assertThat(launcher.awaitEnd(REFUSAL_LIMIT)).isNotZero();
                assertThat(launcher.text())
                        .startsWith("TCP port " + port + " (Kafka) is in use")
                        .hasLineCount(1);
                assertThat(fresh.resolve("postgresql")).doesNotExist();
            }
        }
    }

    @Test
    void a_wrong_configuration_is_told_by_file_line_and_column(@TempDir Path fresh) throws Exception {
        Files.writeString(fresh.resolve("sip.conf"), "[general]\n");
        Files.writeString(fresh.resolve("extensions.conf"), "[local]\nexten => 100,x,Hangup()\n");
        Settings settings = settings().data(fresh).configuration(fresh).onFreePorts();
        try (LauncherProcess launcher = LauncherProcess.up(settings)) {
            assertThat(launcher.awaitEnd(REFUSAL_LIMIT)).isNotZero();
            assertThat(launcher.text())
                    .startsWith(fresh.resolve("extensions.conf") + ":2:14: error: ")
                    .hasLineCount(2);
        }
    }

    private static Settings settings() {
        return Checkout.settings();
    }
}
