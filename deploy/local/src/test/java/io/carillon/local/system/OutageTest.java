package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.Exchange;
import io.carillon.testkit.phone.Phone;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part is away for a while. Calls go on, and nothing that happened is lost. */
@OwnCarillon(Row.AWAY)
class OutageTest {

    private static final Duration WITHOUT_BROKER = Duration.ofSeconds(60);
    private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(20);

    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(5);
    private static final Duration FACTS_AFTERWARDS = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.another(directory);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void without_the_broker_calls_go_on_and_every_fact_arrives_afterwards_under_one_id() throws Exception {
        List<String> calls = new ArrayList<>();
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk before = Talk.between(alice, bob);
            awaitAcknowledged(before);
            lab.carillon().stopKafka();
            try {
                long stopped = System.nanoTime();
                before.caller().awaitTone(bob.tone());
                before.callee().awaitTone(alice.tone());
                before.hangUp();
                calls.add(before.caller().callId());
                while (System.nanoTime() - stopped < WITHOUT_BROKER.toNanos()) {
                    calls.add(callAndHangUp(alice, bob));
                }
            } finally {
                lab.carillon().startKafka();
            }
        }

        for (String call : calls) {
            List<JsonNode> facts = lab.facts().factsOfCall(call, FACTS_AFTERWARDS);
            assertThat(FactReader.types(distinct(facts)))
                    .containsExactly("CallStarted", "CallRinging", "CallAnswered", "CallEnded");
            assertThat(FactReader.types(facts)).containsOnlyOnceElementsOf(List.of("CallStarted", "CallEnded"));
        }
    }

    /** What the broker takes and does not acknowledge any more would come a second time: nothing is on its way to it. */
    private void awaitAcknowledged(Talk talk) throws Exception {
        String callId = lab.facts().callId(talk.caller().callId());
        lab.facts().await("CallAnswered", isOf(callId));
        try (Connection database = DriverManager.getConnection(
                        lab.carillon().jdbcUrl(), "postgres", lab.carillon().password("postgres"));
                PreparedStatement waiting =
                        database.prepareStatement("SELECT count(*) FROM call.outbox WHERE key = ?")) {
            waiting.setString(1, callId);
            Watch.until("the call's facts to be acknowledged", ACKNOWLEDGED, () -> isEmpty(waiting), () -> callId);
        }
    }

    private static boolean isEmpty(PreparedStatement count) {
        try (ResultSet row = count.executeQuery()) {
            return row.next() && row.getLong(1) == 0;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void without_the_database_known_phones_call_and_registrations_are_told_to_come_back() throws Exception {
        List<String> calls = new ArrayList<>();
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone newcomer = lab.phone().open()) {
            // Known is who was called or called before: the proxy remembers where they are.
            calls.add(callAndHangUp(alice, bob));
            calls.add(callAndHangUp(bob, alice));
            lab.carillon().stopPostgres();
            try {
                long stopped = System.nanoTime();
                Exchange refused = newcomer.register();
                assertThat(refused.last().status()).isEqualTo(503);
                assertThat(refused.last().header("Retry-After")).isPresent();
                while (System.nanoTime() - stopped < WITHOUT_DATABASE.toNanos()) {
                    calls.add(callAndHangUp(alice, bob));
                }
            } finally {
                lab.carillon().startPostgres();
            }
            awaitRegistrations(newcomer);
        }

        for (String call : calls) {
            assertThat(FactReader.types(distinct(lab.facts().factsOfCall(call, FACTS_AFTERWARDS))))
                    .contains("CallEnded");
        }
    }

    @Test
    void a_call_whose_proxy_is_killed_still_has_its_end() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            String callId = lab.facts().callId(talk.caller().callId());
            lab.facts().await("CallAnswered", isOf(callId));
            // Figures come every five seconds for both legs; those of the first time are stored by the second.
            Watch.until(
                    "figures for the second time",
                    Duration.ofSeconds(20),
                    () -> lab.facts().facts("LegQuality", isOf(callId)).size() > 2,
                    () -> talk.caller().ladder().toString());

            lab.carillon().kill(Service.PROXY, 1);
            lab.carillon().awaitReady(Service.PROXY, 1);

            JsonNode ended = lab.facts()
                    .factsOfCall(talk.caller().callId(), FACTS_AFTERWARDS)
                    .getLast();
            assertThat(ended.path("id").asText())
                    .isEqualTo(ended.path("data").path("callId").asText());
            assertThat(ended.path("data").path("hangup").asText()).isEqualTo("SYSTEM");
            assertThat(ended.path("data").path("callee").path("account").asText())
                    .isEqualTo(bob.user());
            assertThat(ended.at("/data/callerLeg/codecs/0").asText()).isEqualTo("ulaw");
            assertThat(ended.at("/data/callerLeg/media/packetsReceived").asInt())
                    .isPositive();
            assertThat(ended.at("/data/calleeLeg/media/packetsReceived").asInt())
                    .isPositive();
            callAndHangUp(alice, bob);
        }
    }

    @Test
    void a_proxy_that_stops_ends_its_calls_and_tells_the_end_of_each_once() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            lab.carillon().stop(Service.PROXY, 1);
            talk.caller().awaitHungUp();
            talk.callee().awaitHungUp();
            lab.carillon().start(Service.PROXY, 1);

            callAndHangUp(alice, bob);
            List<JsonNode> facts = lab.facts().factsOfCall(talk.caller().callId(), FACTS_AFTERWARDS);
            assertThat(FactReader.types(facts)).containsOnlyOnce("CallEnded").endsWith("CallEnded");
            assertThat(facts.getLast().at("/data/hangup").asText()).isEqualTo("SYSTEM");
            assertThat(facts.getLast()
                            .at("/data/calleeLeg/media/packetsReceived")
                            .asInt())
                    .isPositive();
        }
    }

    private static Predicate<JsonNode> isOf(String callId) {
        return data -> data.path("callId").asText().equals(callId);
    }

    private static String callAndHangUp(Phone caller, Phone callee) {
        Talk talk = Talk.between(caller, callee);
        talk.hangUp();
        return talk.caller().callId();
    }

    private static void awaitRegistrations(Phone phone) {
        Watch.until(
                phone.user() + " to be registered again",
                Duration.ofSeconds(30),
                () -> phone.register().last().status() == 200,
                () -> phone.ladder().toString());
    }

    /** What a consumer sees that drops ids it knows. */
    private static List<JsonNode> distinct(List<JsonNode> facts) {
        return facts.stream()
                .collect(java.util.stream.Collectors.toMap(
                        fact -> fact.path("id").asText(),
                        fact -> fact,
                        (first, again) -> first,
                        java.util.LinkedHashMap::new))
                .values()
                .stream()
                .flatMap(Stream::of)
                .toList();
    }
}
