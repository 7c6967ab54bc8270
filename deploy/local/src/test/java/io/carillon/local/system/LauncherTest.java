package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.LocalPort;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code ./carillon} from the outside: how it starts, refuses, tells and ends. */
@OwnCarillon
@ResourceLock(value = LabLocks.LAB, mode = ResourceAccessMode.READ)
class LauncherTest {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(30);

    /** One for the class: the second start finds the data of the first. */
    @TempDir
    static Path data;

    /** Of the Carillon that serves the other tests. */
    private final Path running;

    LauncherTest(Lab lab) {
        this.running = lab.data();
    }

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
    void a_second_up_on_the_same_data_is_refused_in_one_line() throws Exception {
        try (LauncherProcess second =
                LauncherProcess.up(settings().data(running).onFreePorts())) {
            assertThat(second.awaitEnd(REFUSAL_LIMIT)).isNotZero();
            assertThat(second.text())
                    .startsWith("A Carillon already runs as process "
                            + ProcessHandle.current().pid() + " on the data of " + running)
                    .hasLineCount(1);
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
                    .startsWith("Correct " + fresh.resolve("extensions.conf") + ":2:14: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void another_terminal_sees_every_process_ready() throws Exception {
        try (LauncherProcess status = LauncherProcess.run(running, "status", "--json")) {
            assertThat(status.awaitEnd(REFUSAL_LIMIT)).isZero();
            JsonNode json = JsonMapper.builder().build().readTree(status.text());
            assertThat(json.path("running").asBoolean()).isTrue();
            assertThat(json.path("processes"))
                    .hasSize(Service.values().length + 2)
                    .allMatch(process -> process.path("ready").asBoolean());
        }
    }

    /** What a terminal sends on Ctrl-C goes to its whole session; PostgreSQL would be gone before the services are. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void what_is_started_has_sessions_of_its_own() throws Exception {
        long ours = ProcessHandle.current().pid();
        try (LauncherProcess status = LauncherProcess.run(running, "status", "--json")) {
            assertThat(status.awaitEnd(REFUSAL_LIMIT)).isZero();
            for (JsonNode process :
                    JsonMapper.builder().build().readTree(status.text()).path("processes")) {
                long pid = process.path("pid").asLong();
                if (pid != ours) {
                    assertThat(session(pid)).as("%s", process).isNotEqualTo(session(ours));
                }
            }
        }
    }

    /** The sixth field of proc(5)'s stat, counted behind the name. */
    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    private static Settings settings() {
        return Checkout.settings();
    }
}
