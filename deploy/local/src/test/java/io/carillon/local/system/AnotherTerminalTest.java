package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code ./carillon} beside a Carillon that runs: the suite's. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class AnotherTerminalTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path running;

    AnotherTerminalTest(Lab lab) {
        this.running = lab.data();
    }

    @Test
    void a_second_up_on_the_same_data_is_refused_in_one_line() throws Exception {
        try (LauncherProcess second =
                LauncherProcess.up(Checkout.settings().data(running).onFreePorts())) {
            assertThat(second.awaitEnd(LIMIT)).isNotZero();
            assertThat(second.text())
                    .startsWith("A Carillon already runs as process "
                            + ProcessHandle.current().pid() + " on the data of " + running)
                    .hasLineCount(1);
        }
    }

    @Test
    void another_terminal_sees_every_process_ready() throws Exception {
        try (LauncherProcess status = LauncherProcess.run(running, "status", "--json")) {
            assertThat(status.awaitEnd(LIMIT)).isZero();
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
            assertThat(status.awaitEnd(LIMIT)).isZero();
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
}
