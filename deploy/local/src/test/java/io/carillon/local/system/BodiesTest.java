package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** INVITEs whose body is more than a session description, or none (RFC 3261 §8.2.3, RFC 5621). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class BodiesTest {
    private final Lab lab;

    BodiesTest(Lab lab) {
        this.lab = lab;
    }

    private static String mixed(String sdp) {
        return String.join(
                "\r\n",
                List.of(
                        "--here",
                        "Content-Type: application/isup;version=itu-t92+;base=itu-t92+",
                        "Content-Disposition: signal;handling=optional",
                        "",
                        "01 00 49",
                        "--here",
                        "Content-Type: application/sdp",
                        "",
                        sdp + "--here--",
                        ""));
    }

    @Test
    void the_session_description_of_a_body_with_several_parts_is_used() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob))
                    .describedAs(BodiesTest::mixed)
                    .header("Content-Type", "multipart/mixed;boundary=here")
                    .call();
            IncomingCall incoming = bob.awaitCall().answer();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            assertThat(incoming.invite().contentType()).contains("application/sdp");
        }
    }

    @Test
    void a_body_that_nobody_here_reads_is_415_with_what_is_read() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            SipResponse refusal = alice.dial(Lab.numberOf(bob))
                    .description("hello")
                    .header("Content-Type", "text/plain")
                    .call()
                    .awaitOutcome();

            assertThat(refusal.status()).isEqualTo(415);
            assertThat(refusal.headers("Accept")).contains("application/sdp");
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }
}
