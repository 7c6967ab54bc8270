package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The only relay hangs, or has forgotten a call that is being set up. The caller is told so soon, and is not let down for long. */
@Disturbing("stops what all tests use, and measures time")
@ResourceLock(LabLocks.BUSY)
class RelayOutageTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Lab lab;
    private final Starts.Pause pause;

    RelayOutageTest(Lab lab) throws InterruptedException {
        this.lab = lab;
        this.pause = Starts.pause();
    }

    @AfterEach
    void othersMayStart() {
        pause.close();
    }

    @Test
    void a_relay_that_hangs_lets_no_call_begin_and_the_caller_is_told_within_a_second() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk.between(alice, bob).hangUp();
            Signals.hang(lab.carillon(), Service.MEDIA_RELAY, 1);
            try {
                long begin = System.nanoTime();
                OutgoingCall refused = alice.call(Lab.numberOf(bob));

                assertThat(refused.awaitOutcome().status()).isEqualTo(503);
                assertThat(since(begin)).isLessThan(SOON);
                assertThat(bob.incomingCalls()).hasSize(1);
            } finally {
                Signals.goOn(lab.carillon(), Service.MEDIA_RELAY, 1);
            }

            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);
            Talk.between(alice, bob).hangUp();
        }
    }

    @Test
    void a_relay_that_hangs_when_the_callee_answers_ends_the_call_on_both_sides() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();
            Signals.hang(lab.carillon(), Service.MEDIA_RELAY, 1);
            try {
                assertRefusedBySecond(call, atBob);
            } finally {
                Signals.goOn(lab.carillon(), Service.MEDIA_RELAY, 1);
            }

            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);
            Talk.between(alice, bob).hangUp();
        }
    }

    @Test
    void a_relay_that_has_forgotten_the_call_when_the_callee_answers_ends_it_on_both_sides() throws Exception {
        ServiceLog proxy = lab.log(Service.PROXY);
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();
            lab.carillon().kill(Service.MEDIA_RELAY, 1);
            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);
            proxy.await("is connected");

            assertRefusedBySecond(call, atBob);

            List<JsonNode> facts = lab.facts().factsOfCall(call.callId());
            assertThat(FactReader.types(facts)).containsExactly("CallStarted", "CallRinging", "CallEnded");
            assertThat(facts.getLast().at("/data/sipStatus").asInt()).isEqualTo(503);
            Talk.between(alice, bob).hangUp();
        }
    }

    @Test
    void a_conversation_that_its_relay_has_forgotten_is_ended_on_both_sides() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            lab.carillon().kill(Service.MEDIA_RELAY, 1);
            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);

            talk.caller().awaitHungUp();
            talk.callee().awaitHungUp();
            JsonNode ended = lab.facts().factsOfCall(talk.caller().callId()).getLast();
            assertThat(ended.at("/data/hangup").asText()).isEqualTo("SYSTEM");
            Talk.between(alice, bob).hangUp();
        }
    }

    /** The callee answers: the caller gets 503 within a second, and the callee, whose answer came too late, a BYE. */
    private static void assertRefusedBySecond(OutgoingCall call, IncomingCall callee) {
        long begin = System.nanoTime();
        callee.answerAtOnce();

        assertThat(call.awaitOutcome().status()).isEqualTo(503);
        assertThat(since(begin)).isLessThan(SOON);
        callee.awaitHungUp();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
