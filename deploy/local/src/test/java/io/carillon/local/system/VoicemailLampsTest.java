package io.carillon.local.system;

import io.carillon.protocol.sip.Method;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Lamps of phones that come when a message waits already: registrar, Kafka, voicemail, proxy, phone. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailLampsTest {
    private final Lab lab;

    VoicemailLampsTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_phone_that_registers_is_told_of_what_waits() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            OutgoingCall call = caller.call("86" + owner.user().substring(1)).awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "beep");
            call.audio().talker().awaitSent(call.audio().talker().sent() + 100);
            call.audio().talker().press('#');
            call.awaitHungUp();

            try (Phone another =
                    lab.phone(owner.user(), "secret-" + owner.user()).open().registered()) {
                another.awaitMessage(
                        "the lamp",
                        message -> message.cseq().method().equals(Method.NOTIFY)
                                && new String(message.body(), StandardCharsets.UTF_8)
                                        .contains("Messages-Waiting: yes"));
            }
        }
    }
}
