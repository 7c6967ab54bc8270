package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an integrator reads about a call. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class FactsOfCallTest {

    private final Lab lab;

    FactsOfCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void an_answered_call_is_told_from_start_to_end_with_codecs_and_figures() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            talk.callee().hangUp();

            List<JsonNode> facts = lab.facts().factsOfCall(talk.caller().callId());
            assertThat(FactReader.types(facts))
                    .containsExactly("CallStarted", "CallRinging", "CallAnswered", "CallEnded");
            JsonNode ended = facts.getLast();
            JsonNode data = ended.path("data");
            assertThat(ended.path("id").asText()).isEqualTo(data.path("callId").asText());
            assertThat(data.path("caller").path("account").asText()).isEqualTo(alice.user());
            assertThat(data.path("callee").path("account").asText()).isEqualTo(bob.user());
            assertThat(data.path("dialled").asText()).isEqualTo(Lab.numberOf(bob));
            assertThat(data.path("context").asText()).isEqualTo("tests");
            assertThat(data.path("hangup").asText()).isEqualTo("CALLEE");
            assertThat(data.path("sipStatus").asInt()).isEqualTo(200);
            assertThat(data.path("cause").asInt()).isEqualTo(16);
            assertThat(data.path("sipCallIds").toString())
                    .contains(talk.caller().callId(), talk.callee().callId());
            assertThat(instant(data, "start")).isBeforeOrEqualTo(instant(data, "answer"));
            assertThat(instant(data, "answer")).isBefore(instant(data, "end"));
            assertLeg(data.path("callerLeg"));
            assertLeg(data.path("calleeLeg"));
        }
    }

    @Test
    void a_plan_says_who_calls_and_adds_to_what_is_told() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("8" + Lab.numberOf(bob));
            IncomingCall seen = bob.awaitCall();
            seen.reject(486);
            call.awaitOutcome();

            assertThat(seen.callerName()).isEqualTo("Front door");
            assertThat(seen.callerNumber()).isEqualTo("4930");
            List<JsonNode> facts = lab.facts().factsOfCall(call.callId());
            assertThat(FactReader.types(facts)).containsExactly("CallStarted", "UserEvent", "CallEnded");
            assertThat(facts.get(1).path("data").path("event").asText()).isEqualTo("Door");
            assertThat(facts.get(1).path("data").path("fields").path("Number").asText())
                    .isEqualTo(Lab.numberOf(bob));
            JsonNode ended = facts.getLast().path("data");
            assertThat(ended.path("notes").path("userfield").asText()).isEqualTo("door " + Lab.numberOf(bob));
            assertThat(ended.path("caller").path("account").asText()).isEqualTo(alice.user());
        }
    }

    @Test
    void a_call_nobody_takes_ends_with_its_status_and_cause() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().reject(486);
            call.awaitOutcome();

            JsonNode data = lab.facts().factsOfCall(call.callId()).getLast().path("data");
            assertThat(data.path("sipStatus").asInt()).isEqualTo(486);
            assertThat(data.path("cause").asInt()).isEqualTo(17);
            assertThat(data.has("answer") && !data.path("answer").isNull()).isFalse();
        }
    }

    @Test
    void a_caller_who_gives_up_is_the_one_who_ended_it() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().ring();
            call.awaitRinging().cancel();

            JsonNode data = lab.facts().factsOfCall(call.callId()).getLast().path("data");
            assertThat(data.path("hangup").asText()).isEqualTo("CALLER");
            assertThat(data.path("sipStatus").asInt()).isEqualTo(487);
        }
    }

    @Test
    void a_wrong_number_is_a_call_that_ended_with_404() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("888888");
            call.awaitOutcome();

            JsonNode data = lab.facts().factsOfCall(call.callId()).getLast().path("data");
            assertThat(data.path("sipStatus").asInt()).isEqualTo(404);
            assertThat(data.path("dialled").asText()).isEqualTo("888888");
        }
    }

    @Test
    void a_fact_arrives_within_a_second() {
        try (Phone alice = lab.registered()) {
            OutgoingCall warm = alice.call("601");
            warm.awaitOutcome();
            lab.facts().factsOfCall(warm.callId());

            OutgoingCall call = alice.call("601");
            call.awaitOutcome();
            lab.facts().factsOfCall(call.callId(), Duration.ofSeconds(1));
        }
    }

    private static void assertLeg(JsonNode leg) {
        assertThat(leg.path("codecs").path(0).asText()).isEqualTo("ulaw");
        JsonNode media = leg.path("media");
        assertThat(media.path("packetsReceived").asLong()).isGreaterThan(40);
        assertThat(media.path("packetsSent").asLong()).isGreaterThan(40);
        assertThat(media.path("packetsLost").asLong()).isLessThan(5);
        assertThat(media.path("jitterMillis").asDouble()).isLessThan(20);
    }

    private static Instant instant(JsonNode data, String name) {
        return Instant.parse(data.path(name).asText());
    }
}
