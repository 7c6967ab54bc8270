package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A call that rings more than one phone, together or one after the other. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class ForkTest {

    private final Lab lab;

    ForkTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void two_phones_ring_and_the_loser_is_told_that_it_was_answered_elsewhere() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            OutgoingCall call = alice.call("4" + Lab.numberOf(bob) + Lab.numberOf(carol));
            IncomingCall atBob = bob.awaitCall().ring();
            IncomingCall atCarol = carol.awaitCall().ring();
            atCarol.answer();

            call.awaitAnswered().awaitTone(carol.tone());
            assertCompletedElsewhere(atBob);
        }
    }

    @Test
    void every_phone_of_an_account_rings() {
        try (Phone alice = lab.registered();
                Phone desk = lab.registered();
                Phone mobile = lab.phone(desk.user(), RegistrationTest.secretOf(desk))
                        .tone(2000)
                        .open()
                        .registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(desk));
            IncomingCall atDesk = desk.awaitCall().ring();
            IncomingCall atMobile = mobile.awaitCall().ring();
            atMobile.answer();

            call.awaitAnswered().awaitTone(mobile.tone());
            assertCompletedElsewhere(atDesk);
        }
    }

    @Test
    void all_are_busy_and_so_is_the_call() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            OutgoingCall call = alice.call("4" + Lab.numberOf(bob) + Lab.numberOf(carol));
            bob.awaitCall().reject(486);
            IncomingCall atCarol = carol.awaitCall().ring();
            call.awaitRinging();
            atCarol.reject(486);

            assertThat(call.awaitOutcome().status()).isEqualTo(486);
        }
    }

    @Test
    void an_offline_member_is_passed_over() {
        try (Phone alice = lab.registered();
                Phone offline = lab.phone().open();
                Phone carol = lab.registered()) {
            OutgoingCall call = alice.call("4" + Lab.numberOf(offline) + Lab.numberOf(carol));
            carol.awaitCall().answer();

            call.awaitAnswered().awaitTone(carol.tone());
        }
    }

    @Test
    void after_the_time_of_the_first_the_next_priority_rings_though_one_is_missing() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            OutgoingCall call = alice.call("5" + Lab.numberOf(bob) + Lab.numberOf(carol));
            bob.awaitCall().ring().awaitCancelled();
            carol.awaitCall().ring().answer();

            call.awaitAnswered().awaitTone(carol.tone());
        }
    }

    @Test
    void a_callee_sends_the_call_to_another_extension() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall()
                    .redirect("sip:" + Lab.numberOf(carol) + "@" + lab.sip().getHostString());
            carol.awaitCall().answer();

            call.awaitAnswered().awaitTone(carol.tone());
        }
    }

    private static void assertCompletedElsewhere(IncomingCall loser) {
        assertThat(loser.awaitCancelled().header("Reason").orElse("no Reason"))
                .contains("SIP", "cause=200", "text=\"Call completed elsewhere\"");
    }
}
