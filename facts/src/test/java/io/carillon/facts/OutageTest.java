package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final String CATEGORY = "io.carillon.facts.OutageTest";

    private final List<String> log = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line.getLevel() + " " + String.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Outage outage = new Outage(Logger.getLogger(CATEGORY), "Kafka", "facts wait");

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(CATEGORY).addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(CATEGORY).removeHandler(handler);
    }

    @Test
    void an_outage_is_logged_once_at_its_start_and_once_at_its_end() {
        outage.off();
        outage.on("refused");
        outage.on("refused again");
        outage.off();
        outage.off();

        assertThat(log).hasSize(2);
        assertThat(log.getFirst()).isEqualTo("WARN Kafka is away (refused): facts wait");
        assertThat(log.getLast()).startsWith("INFO Kafka is back after");
    }

    @Test
    void a_second_outage_is_logged_as_the_first() {
        outage.on("refused");
        outage.off();

        outage.on("refused");

        assertThat(outage.isOn()).isTrue();
        assertThat(log).hasSize(3);
    }
}
