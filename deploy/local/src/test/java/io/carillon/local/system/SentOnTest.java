package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The application Transfer: the plan tells its caller to call somebody else. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class SentOnTest {
    private final Lab lab;

    SentOnTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_that_is_not_answered_yet_is_told_so_by_a_302() {
        try (Phone alice = lab.registered()) {
            SipResponse moved = alice.call("611234").awaitOutcome();

            assertThat(moved.status()).isEqualTo(302);
            assertThat(moved.contacts().getFirst().uri().plainUser()).contains("1234");
        }
    }

    @Test
    void a_caller_that_is_answered_is_told_so_by_refer_and_the_plan_hears_how_it_went() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("621234").awaitAnswered();
            assertThat(target(awaitRefer(call))).isEqualTo("1234");

            assertThat(notified(call, 100, "active;expires=60").status()).isEqualTo(200);
            assertThat(notified(call, 200, "terminated;reason=noresource").status())
                    .isEqualTo(200);

            PromptsHeard.in(call, "en", Duration.ZERO, "vm-goodbye");
            call.awaitHungUp();
        }
    }

    @Test
    void a_caller_that_reaches_nobody_there_comes_back_to_the_plan() {
        try (Phone alice = lab.registered()) {
            OutgoingCall call = alice.call("621234").awaitAnswered();
            awaitRefer(call);

            notified(call, 486, "terminated;reason=noresource");

            PromptsHeard.in(call, "en", Duration.ZERO, "pbx-invalid");
            call.awaitHungUp();
            assertThat(call.ended()).isTrue();
        }
    }

    private static SipRequest awaitRefer(OutgoingCall call) {
        return (SipRequest) call.phone()
                .awaitMessage("a REFER", message -> message instanceof SipRequest request && request.is(Method.REFER));
    }

    private static String target(SipRequest refer) {
        return NameAddress.tryParse(refer.header("Refer-To").orElseThrow())
                .orElseThrow()
                .uri()
                .plainUser()
                .orElseThrow();
    }

    private static SipResponse notified(OutgoingCall call, int status, String subscription) {
        return call.send(
                Method.NOTIFY,
                edit -> edit.set("Event", "refer")
                        .set("Subscription-State", subscription)
                        .body("message/sipfrag;version=2.0", "SIP/2.0 " + status + " whatever\r\n"));
    }
}
