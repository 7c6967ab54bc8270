package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Ladder;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The caller gives up, before, while and after somebody answers. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class CancelTest {

    private final Lab lab;

    CancelTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_who_gives_up_stops_the_ringing() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();

            assertThat(call.cancel().status()).isEqualTo(200);
            assertThat(call.awaitOutcome().status()).isEqualTo(487);
            atBob.awaitCancelled();
        }
    }

    @Test
    void a_caller_who_gives_up_before_anything_rings_is_told_487() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob)).awaitStatus(100);

            assertThat(call.cancel().status()).isEqualTo(200);
            assertThat(call.awaitOutcome().status()).isEqualTo(487);
        }
    }

    @Test
    void a_cancel_after_the_answer_does_not_end_the_call() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered();

            assertThat(call.cancel().status()).isEqualTo(200);
            call.awaitTone(bob.tone());
            assertThat(atBob.ended()).isFalse();
        }
    }

    /** Whoever comes first, both ends agree in the end: either nobody talks, or both do until somebody hangs up. */
    @RepeatedTest(12)
    void a_cancel_and_an_answer_that_cross_leave_no_half_call(RepetitionInfo repetition) {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();

            call.cancelAtOnce();
            LockSupport.parkNanos(new Random(repetition.getCurrentRepetition()).nextInt(2_000_000));
            atBob.answerAtOnce();
            if (call.awaitOutcome().isSuccess()) {
                call.awaitTone(bob.tone());
                assertThat(call.hangUp().status()).isEqualTo(200);
            }

            atBob.awaitOver();
            assertThat(call.ended()).as("%s", Ladder.of(alice, bob)).isTrue();
            assertThat(lab.facts()
                            .factsOfCall(call.callId())
                            .getLast()
                            .at("/data/sipStatus")
                            .asInt())
                    .as("what is told of it")
                    .isEqualTo(call.awaitOutcome().status());
        }
    }
}
