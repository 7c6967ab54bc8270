package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Keys pressed in a call, by RTP (RFC 4733) and by INFO, and from one to the other. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class KeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    KeysTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void keys_go_through_as_rtp_where_both_have_them_and_each_is_a_fact() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            for (char digit : "147*0#".toCharArray()) {
                talk.caller().audio().talker().press(digit);
            }

            talk.callee().audio().ear().awaitDigits("147*0#", LIMIT);
            talk.caller().hangUp();
            String id = callOf(talk.caller());
            for (String digit : "147*0#".split("")) {
                lab.facts()
                        .await(
                                "DigitPressed",
                                data -> data.path("digit").asText().equals(digit)
                                        && data.path("callId").asText().equals(id));
            }
        }
    }

    private String callOf(PhoneCall call) {
        return lab.facts()
                .factsOfCall(call.callId())
                .getFirst()
                .path("data")
                .path("callId")
                .asText();
    }

    @Test
    void a_key_told_by_info_is_heard_as_rtp_on_the_other_side() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().sendInfo('5').status()).isEqualTo(200);
            assertThat(talk.callee().sendInfo('#').status()).isEqualTo(200);

            talk.callee().audio().ear().awaitDigits("5", LIMIT);
            talk.caller().audio().ear().awaitDigits("#", LIMIT);
            talk.callee().awaitTone(alice.tone());
        }
    }

    @Test
    void a_key_pressed_in_rtp_reaches_a_phone_with_dtmfmode_info_by_info_and_back() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone("info1", "secret-info1").tone(900).open().registered()) {
            OutgoingCall call = alice.call("806");
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());
            assertThat(new String(incoming.invite().body(), StandardCharsets.UTF_8))
                    .doesNotContain("telephone-event");

            call.audio().talker().press('8');
            Watch.until(
                    "an INFO with the key",
                    LIMIT,
                    () -> toldBy(incoming, '8'),
                    () -> bob.ladder().toString());
            assertThat(incoming.sendInfo('9').status()).isEqualTo(200);

            call.audio().ear().awaitDigits("9", LIMIT);
            assertThat(incoming.audio().ear().digits()).isEmpty();
        }
    }

    private static boolean toldBy(PhoneCall call, char digit) {
        return call.requests().stream()
                .anyMatch(request -> request.is(Method.INFO)
                        && new String(request.body(), StandardCharsets.UTF_8).startsWith("Signal=" + digit));
    }

    @Test
    void an_info_that_nobody_understands_is_415_and_one_that_is_broken_400() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(info(talk, "application/media_control+xml", "<x/>")).isEqualTo(415);
            assertThat(info(talk, "application/dtmf-relay", "Signal=hello\r\n")).isEqualTo(400);
            assertThat(talk.caller().send(Method.INFO, edit -> edit).status()).isEqualTo(200);
        }
    }

    private static int info(Talk talk, String type, String body) {
        SipResponse response = talk.caller().send(Method.INFO, edit -> edit.body(type, body));
        return response.status();
    }
}
