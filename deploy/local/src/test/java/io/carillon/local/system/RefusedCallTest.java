package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.rtp.Codec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Q12 and the refusals: whoever cannot be reached, may not call or has nothing in common gets one clear status. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class RefusedCallTest {

    private final Lab lab;

    RefusedCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void an_offline_callee_is_unavailable() {
        try (Phone alice = lab.registered();
                Phone offline = lab.phone().open()) {
            OutgoingCall call = alice.call(Lab.numberOf(offline));

            assertThat(call.awaitOutcome().status()).isIn(480, 503);
        }
    }

    @ParameterizedTest(name = "a callee''s {0} reaches the caller as {1}")
    @CsvSource({"486, 486", "603, 486", "480, 480", "404, 404", "488, 488"})
    void a_callees_refusal_reaches_the_caller(int refusal, int outcome) {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().reject(refusal);

            assertThat(call.awaitOutcome().status()).isEqualTo(outcome);
        }
    }

    @Test
    void nobody_answers_and_nothing_follows() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("2" + Lab.numberOf(bob));
            var atBob = bob.awaitCall().ring();
            atBob.awaitCancelled();

            assertThat(call.awaitOutcome().status()).isIn(480, 603);
        }
    }

    @Test
    void a_wrong_number_is_told_after_the_password_was_asked() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("999999");

            assertThat(call.awaitOutcome().status()).isEqualTo(404);
            assertThat(call.statuses()).first().isEqualTo(401);
        }
    }

    @Test
    void an_unknown_caller_is_refused_like_a_wrong_password() {
        try (Phone bob = lab.registered();
                Phone stranger = lab.phone("stranger", "guess").open();
                Phone wrong = lab.phone().password("guess").open()) {
            OutgoingCall byStranger = stranger.call(Lab.numberOf(bob));
            OutgoingCall byWrong = wrong.call(Lab.numberOf(bob));

            assertThat(byStranger.awaitOutcome().status()).isEqualTo(403);
            assertThat(byWrong.awaitOutcome().status()).isEqualTo(403);
            assertThat(byStranger.statuses()).isEqualTo(byWrong.statuses());
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }

    @Test
    void refused_credentials_of_a_call_are_a_fact_and_no_call() {
        try (Phone wrong = lab.phone().password("guess").open()) {
            OutgoingCall call = wrong.call("1000");
            call.awaitOutcome();

            var fact = lab.facts()
                    .await(
                            "AuthenticationFailed",
                            data -> data.path("callId").asText().equals(call.callId()));
            assertThat(fact.path("data").path("method").asText()).isEqualTo("INVITE");
            assertThat(lab.facts()
                            .facts(
                                    "CallStarted",
                                    data -> data.path("sipCallId").asText().equals(call.callId())))
                    .isEmpty();
        }
    }

    @Test
    void a_codec_the_account_may_not_use_is_refused_at_once_and_nobody_rings() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob)).codecs(Codec.ILBC).call();

            assertThat(call.awaitOutcome().status()).isEqualTo(488);
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }

    @ParameterizedTest(name = "dialling {0} ends with {1}")
    @CsvSource({"601, 486", "602, 503", "603, 603", "604, 486", "605, 603", "606, 603", "607, 603"})
    void the_dial_plan_ends_a_call_as_asterisk_does(String number, int outcome) {
        try (Phone alice = lab.registered()) {
            assertThat(alice.call(number).awaitOutcome().status()).isEqualTo(outcome);
        }
    }

    @Test
    void an_application_that_is_not_known_is_named_in_the_log_with_its_line() throws Exception {
        ServiceLog log = lab.log(io.carillon.local.Service.PROXY);
        try (Phone alice = lab.registered()) {
            alice.call("606").awaitOutcome();

            log.await("NoSuchApplication");
            assertThat(log.linesWith("NoSuchApplication")).anyMatch(line -> line.contains("extensions.conf:"));
        }
    }

    @Test
    void the_plan_answers_and_the_caller_hangs_up() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("608").awaitAnswered();

            assertThat(call.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void ringing_comes_at_once_and_busy_two_seconds_later() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("609").awaitStatus(180);
            long rang = System.nanoTime();

            assertThat(call.awaitOutcome().status()).isEqualTo(486);
            assertThat(Duration.ofNanos(System.nanoTime() - rang))
                    .isBetween(Duration.ofMillis(1800), Duration.ofMillis(2600));
        }
    }
}
