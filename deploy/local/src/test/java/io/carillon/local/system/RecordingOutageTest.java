package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that a message goes through is killed in its middle: what was said until then is delivered, and the lamp is lit. */
@Disturbing("kills relay and voicemail")
class RecordingOutageTest {
    /** A recording's lease, and the sweep that comes after it. */
    private static final Duration DELIVERED = Duration.ofSeconds(60);

    private final Lab lab;

    RecordingOutageTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void voicemail_is_killed_while_a_message_is_recorded() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            OutgoingCall call = recording(caller, owner);

            lab.carillon().kill(Service.VOICEMAIL, 1);
            lab.carillon().awaitReady(Service.VOICEMAIL, 1);
            call.hangUp();

            isDelivered(caller, owner);
        }
    }

    @Test
    void the_relay_is_killed_while_a_message_is_recorded() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            recording(caller, owner);

            lab.carillon().kill(Service.MEDIA_RELAY, 1);
            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);

            isDelivered(caller, owner);
        }
    }

    /** A call that has spoken for four seconds. */
    private static OutgoingCall recording(Phone caller, Phone owner) {
        OutgoingCall call = caller.call("86" + owner.user().substring(1)).awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "beep");
        call.audio().talker().awaitSent(call.audio().talker().sent() + 200);
        return call;
    }

    private void isDelivered(Phone caller, Phone owner) {
        owner.awaitMessage("the lamp", RecordingOutageTest::isLit, DELIVERED);
        OutgoingCall call = owner.call("887").awaitAnswered();
        Duration told = PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave");
        call.audio().talker().press('1');
        PromptsHeard.in(call, "en", told, "vm-received");
        call.audio().ear().awaitTone(caller.tone(), Duration.ofSeconds(30));
        call.hangUp();
        assertThat(call.ended()).isTrue();
    }

    private static boolean isLit(SipMessage message) {
        return message.cseq().method().equals(Method.NOTIFY)
                && new String(message.body(), StandardCharsets.UTF_8).contains("Messages-Waiting: yes");
    }
}
