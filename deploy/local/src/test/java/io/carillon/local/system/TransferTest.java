package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A party hands its call over: blind and attended, from either side (RFC 3515, RFC 3891, RFC 5589). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class TransferTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    TransferTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_callee_sends_its_caller_on_and_leaves() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().transfer(Lab.numberOf(carol)).status()).isEqualTo(202);

            talk.callee().awaitNotified(200).awaitHungUp();
            Talk.assertTalking(talk.caller(), carol.awaitCall().answer());
            talk.caller().hangUp();
            JsonNode transferred = lab.facts()
                    .await(
                            "CallTransferred",
                            data -> data.path("target").asText().equals(Lab.numberOf(carol)));
            assertThat(transferred.path("data").path("by").path("account").asText())
                    .isEqualTo(bob.user());
            assertThat(transferred.path("data").path("kind").asText()).isEqualTo("BLIND");
        }
    }

    @Test
    void a_caller_sends_its_callee_on_who_is_the_caller_from_then_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().transfer(Lab.numberOf(carol)).status()).isEqualTo(202);

            talk.caller().awaitNotified(200).awaitHungUp();
            IncomingCall call = carol.awaitCall();
            assertThat(call.callerNumber()).isEqualTo(Lab.numberOf(bob));
            Talk.assertTalking(talk.callee(), call.answer());
            call.hangUp();
            talk.callee().awaitHungUp();
            List<JsonNode> facts = lab.facts().factsOfCall(talk.caller().callId());
            assertThat(FactReader.types(facts)).filteredOn("CallEnded"::equals).hasSize(1);
            assertThat(facts.getLast()
                            .path("data")
                            .path("callee")
                            .path("account")
                            .asText())
                    .isEqualTo(carol.user());
        }
    }

    @Test
    void whoever_is_sent_on_while_it_is_held_hears_no_more_music() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            talk.caller().reoffer("sendonly");
            talk.callee().awaitTone(LabConfiguration.RECORDED);

            assertThat(talk.caller().transfer(Lab.numberOf(carol)).status()).isEqualTo(202);

            IncomingCall call = carol.awaitCall();
            talk.callee().audio().ear().awaitSilence(LIMIT);
            Talk.assertTalking(talk.callee(), call.answer());
        }
    }

    @Test
    void who_is_sent_on_and_hangs_up_before_an_answer_stops_the_ringing() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            talk.caller().transfer(Lab.numberOf(carol));
            IncomingCall call = carol.awaitCall().ring();

            talk.callee().hangUp();

            call.awaitCancelled();
        }
    }

    @Test
    void a_transfer_to_an_unknown_number_is_told_and_the_call_goes_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().transfer("0000000").status()).isEqualTo(202);

            talk.callee().awaitNotified(404);
            Talk.assertTalking(talk.caller(), talk.callee());
        }
    }

    @Test
    void who_wants_no_word_of_its_transfer_gets_none() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            SipResponse accepted = talk.callee()
                    .send(
                            Method.REFER,
                            edit -> edit.set("Refer-To", "<sip:" + Lab.numberOf(carol) + "@carillon>")
                                    .set("Require", "norefersub")
                                    .set("Refer-Sub", "false"));

            assertThat(accepted.status()).isEqualTo(200);
            assertThat(accepted.header("Refer-Sub")).contains("false");
            Talk.assertTalking(talk.caller(), carol.awaitCall().answer());
            talk.callee().awaitHungUp();
            assertThat(talk.callee().requests()).noneMatch(request -> request.is(Method.NOTIFY));
        }
    }

    @Test
    void a_caller_who_has_asked_a_third_joins_the_two_and_leaves_both_calls() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk first = Talk.between(alice, bob);
            first.caller().reoffer("sendonly");
            first.callee().awaitTone(LabConfiguration.RECORDED);
            Talk second = Talk.between(alice, carol);
            first.callee().awaitTone(LabConfiguration.RECORDED);
            second.caller().reoffer("sendonly");

            assertThat(first.caller().transferTo(second.caller()).status()).isEqualTo(202);

            first.caller().awaitNotified(200).awaitHungUp();
            second.caller().awaitHungUp();
            Talk.assertTalking(first.callee(), second.callee());
            first.callee().hangUp();
            second.callee().awaitHungUp();
            for (Talk talk : List.of(first, second)) {
                List<JsonNode> facts = lab.facts().factsOfCall(talk.caller().callId());
                assertThat(FactReader.types(facts)).contains("CallTransferred").endsWith("CallEnded");
            }
        }
    }

    @Test
    void a_callee_who_has_asked_a_third_joins_the_two_and_leaves_both_calls() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk first = Talk.between(alice, bob);
            Talk second = Talk.between(bob, carol);

            assertThat(first.callee().transferTo(second.caller()).status()).isEqualTo(202);

            first.callee().awaitNotified(200).awaitHungUp();
            second.caller().awaitHungUp();
            Talk.assertTalking(first.caller(), second.callee());
            second.callee().hangUp();
            first.caller().awaitHungUp();
        }
    }

    @Test
    void a_party_called_by_two_joins_them() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk first = Talk.between(alice, bob);
            Talk second = Talk.between(carol, bob);

            assertThat(first.callee().transferTo(second.callee()).status()).isEqualTo(202);

            first.callee().awaitNotified(200).awaitHungUp();
            second.callee().awaitHungUp();
            Talk.assertTalking(first.caller(), second.caller());
        }
    }

    @Test
    void a_transfer_to_a_call_that_is_not_there_is_told_and_the_call_goes_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            SipResponse accepted = talk.caller()
                    .send(
                            Method.REFER,
                            edit -> edit.set(
                                    "Refer-To", "<sip:1@carillon?Replaces=nobody%3Bto-tag%3Da%3Bfrom-tag%3Db>"));

            assertThat(accepted.status()).isEqualTo(202);
            talk.caller().awaitNotified(481);
            Talk.assertTalking(talk.caller(), talk.callee());
        }
    }

    @Test
    void a_third_phone_takes_the_place_of_a_party_by_its_own_invite() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            OutgoingCall taking = carol.dial("1")
                    .header("Replaces", talk.callee().replaces())
                    .header("Require", "replaces")
                    .call()
                    .awaitAnswered();

            talk.callee().awaitHungUp();
            Talk.assertTalking(talk.caller(), taking);
            talk.caller().hangUp();
            taking.awaitHungUp();
        }
    }

    @Test
    void the_place_of_nobody_cannot_be_taken() {
        try (Phone carol = lab.registered()) {
            Predicate<SipResponse> gone = response -> response.status() == 481;

            assertThat(carol.dial("1")
                            .header("Replaces", "nobody;to-tag=a;from-tag=b")
                            .call()
                            .awaitOutcome())
                    .matches(gone);
        }
    }
}
