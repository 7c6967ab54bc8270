package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Service;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ./carillon logs}, {@code events} and {@code status} beside a Carillon that runs. */
@Disturbing("one of them stops a service")
class CommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Lab lab;

    CommandsTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void events_prints_the_facts_of_a_call_as_json_lines() throws Exception {
        String sipCallId = callThatHasEnded();

        List<JsonNode> facts =
                output("events", "calls").lines().map(CommandsTest::json).toList();

        assertThat(facts)
                .allSatisfy(fact -> assertThat(fact.path("source").asText()).isEqualTo("/carillon/calls"));
        assertThat(facts)
                .filteredOn(fact -> fact.path("type").asText().equals("io.carillon.CallEnded"))
                .filteredOn(
                        fact -> fact.at("/data/callerLeg/sipCallId").asText().equals(sipCallId))
                .hasSize(1);
    }

    @Test
    void events_of_an_unknown_topic_is_one_sentence_that_names_the_topics() throws Exception {
        assertThat(refusal("events", "weather"))
                .isEqualTo("There is no topic weather; there are: carillon.calls, carillon.configuration,"
                        + " carillon.media, carillon.registrations, carillon.voicemail.");
    }

    @Test
    void logs_prints_what_a_service_has_written() throws Exception {
        assertThat(output("logs", "proxy"))
                .contains("SIP over UDP is listened to on")
                .isEqualTo(output("logs", "proxy-1"));
    }

    @Test
    void logs_of_an_unknown_service_is_one_sentence_that_names_the_services() throws Exception {
        assertThat(refusal("logs", "registrat"))
                .startsWith("There is no log of registrat; there are: ")
                .contains("media-relay-1", "postgresql", "proxy-1", "registrar-1", "voicemail-1");
    }

    @Test
    void status_tells_of_a_service_that_is_down_why_and_ends_with_1() throws Exception {
        lab.carillon().stop(Service.VOICEMAIL, 1);
        try (LauncherProcess status = LauncherProcess.run(lab.data(), "status")) {
            assertThat(status.awaitEnd(LIMIT)).isEqualTo(1);

            assertThat(status.text().lines().filter(line -> line.startsWith("voicemail-1")))
                    .singleElement()
                    .asString()
                    .contains("not ready: ended with status");
            assertThat(status.text().lines().filter(line -> line.startsWith("proxy-1")))
                    .singleElement()
                    .asString()
                    // Others may have stopped or killed it before.
                    .containsPattern("  ready(, started \\d+ times)?$");
        } finally {
            lab.carillon().start(Service.VOICEMAIL, 1);
        }
    }

    @Test
    void status_tells_of_a_service_that_runs_but_is_not_ready_what_it_lacks() throws Exception {
        lab.carillon().stopPostgres();
        try (LauncherProcess status = LauncherProcess.run(lab.data(), "status", "--json")) {
            assertThat(status.awaitEnd(LIMIT)).isEqualTo(1);

            JsonNode registrar = process(json(status.text()), "registrar-1");
            assertThat(registrar.path("ready").asBoolean()).isFalse();
            assertThat(registrar.path("pid").asLong()).isPositive();
            assertThat(registrar.path("why").asText())
                    .startsWith("down: registrar (")
                    .contains("database: away");
        } finally {
            lab.carillon().startPostgres();
            lab.carillon().awaitReady(Service.REGISTRAR, 1);
        }
    }

    private String callThatHasEnded() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().answer();
            call.awaitAnswered().hangUp();
            lab.facts().factsOfCall(call.callId());
            return call.callId();
        }
    }

    private static JsonNode process(JsonNode status, String name) {
        for (JsonNode process : status.path("processes")) {
            if (process.path("name").asText().equals(name)) {
                return process;
            }
        }
        throw new AssertionError("no " + name + " in " + status);
    }

    private String output(String... command) throws Exception {
        try (LauncherProcess launcher = LauncherProcess.run(lab.data(), command)) {
            assertThat(launcher.awaitEnd(LIMIT)).as(launcher.text()).isZero();
            return launcher.text();
        }
    }

    private String refusal(String... command) throws Exception {
        try (LauncherProcess launcher = LauncherProcess.run(lab.data(), command)) {
            assertThat(launcher.awaitEnd(LIMIT)).isNotZero();
            assertThat(launcher.text()).hasLineCount(1);
            return launcher.text().strip();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new AssertionError("not JSON: " + text, noJson);
        }
    }
}
