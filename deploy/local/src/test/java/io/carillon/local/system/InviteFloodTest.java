package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Somebody without an account floods the proxy with INVITE and acknowledges nothing. Calls of others go on and begin. */
@WholeSystem
@Isolated("measures time")
class InviteFloodTest {

    private static final String INVITE = """
            INVITE sip:1000@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bKflood%2$d
            Max-Forwards: 70
            From: <sip:p1000@127.0.0.1>;tag=f%2$d
            To: <sip:1000@127.0.0.1>
            Call-ID: flood-%2$d
            CSeq: 1 INVITE
            Contact: <sip:p1000@127.0.0.1:%1$d>
            Content-Length: 0

            """;

    private static final int REQUESTS_PER_SECOND = 2000;

    private static final Duration LENGTH = Duration.ofSeconds(15);

    /** Of the calls in the test and whatever their phones ask besides. */
    private static final int FEW = 100;

    private final Lab lab;

    InviteFloodTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void calls_in_progress_end_and_new_ones_begin_have_sound_and_end() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered();
                Phone dave = lab.registered()) {
            OutgoingCall before = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().answer();
            before.awaitAnswered();

            int calls = 0;
            double open = 0;
            long sent;
            Duration lasted;
            try (Flood flood = new Flood(INVITE, REQUESTS_PER_SECOND, lab.sip())) {
                while (flood.lasted().compareTo(LENGTH) < 0) {
                    Talk.between(carol, dave).hangUp();
                    calls++;
                    open = Math.max(open, lab.metric(Service.PROXY, "carillon_sip_transactions_open{kind=\"server\"}"));
                }
                before.awaitTone(bob.tone());
                assertThat(before.hangUp().status()).isEqualTo(200);
                atBob.awaitHungUp();
                sent = flood.sent();
                lasted = flood.lasted();
            }

            assertThat(calls).isPositive();
            assertThat(sent).as("requests sent in %s", lasted).isGreaterThan((long)
                    (0.9 * REQUESTS_PER_SECOND * lasted.toSeconds()));
            assertThat(open).as("server transactions open").isLessThan(FEW);
            // Of this test's calls, not of the flood: what is accepted is remembered for 32 s.
            assertThat(lab.metric(Service.PROXY, "carillon_sip_transactions_open{kind=\"accepted\"}"))
                    .isBetween(1.0, (double) FEW);
            assertThat(lab.metric(Service.PROXY, "carillon_sip_overloaded_total"))
                    .isZero();
        }
    }
}
