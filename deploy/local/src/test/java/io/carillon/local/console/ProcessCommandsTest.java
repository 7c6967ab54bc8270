package io.carillon.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-16T14:00:05Z");

    private final CannedServices canned = new CannedServices();
    private final Services services = new Services(
            new Replicas(List.of(canned.uri()), List.of(), List.of(), List.of(canned.uri())), Optional.empty());
    private final CommandTable table =
            new CommandTable(new ProcessCommands(services, InstantSource.fixed(NOW)).commands());

    ProcessCommandsTest() throws IOException {}

    @BeforeEach
    void running() {
        canned.says("GET /process", """
                {"service":"proxy-service","version":"1.2.3","started":"2026-01-01T12:00:00.500Z"}
                """);
    }

    @AfterEach
    void close() {
        canned.close();
    }

    @Test
    void each_process_tells_its_version() throws Exception {
        String line = "proxy-service " + canned.uri() + ": Carillon 1.2.3";

        assertThat(table.run("core show version").lines()).containsExactly(line, line);
    }

    @Test
    void uptime_is_said_in_asterisks_words() throws Exception {
        Answer answer = table.run("core show uptime");

        assertThat(answer.lines())
                .first()
                .isEqualTo("proxy-service " + canned.uri() + ": System uptime: 2 weeks, 1 day, 2 hours, 4 seconds");
        assertThat(answer.json().at("/processes/0/address").asText())
                .isEqualTo(canned.uri().toString());
    }
}
