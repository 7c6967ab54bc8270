package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A message is as loud as the plan says: {@code g(n)} from the plan to what is kept. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailGainTest {
    private static final int HEADER = 44;

    private final Lab lab;

    VoicemailGainTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_message_is_quieter_by_as_many_decibels_as_the_plan_says() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            String box = owner.user().substring(1);
            leave(caller, "86" + box);
            leave(caller, "89" + box);

            JsonNode messages = lab.get(Service.VOICEMAIL, pathOf(owner));
            double asItIs = loudest(owner, messages.path(0));
            double quieter = loudest(owner, messages.path(1));

            assertThat(20 * Math.log10(quieter / asItIs)).isCloseTo(-12, within(0.5));
        }
    }

    private static void leave(Phone caller, String number) {
        OutgoingCall call = caller.call(number).awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "beep");
        call.audio().talker().awaitSent(call.audio().talker().sent() + 100);
        call.audio().talker().press('#');
        call.awaitHungUp();
    }

    private static String pathOf(Phone owner) {
        return "/mailboxes/default/" + Lab.mailboxOf(owner) + "/messages";
    }

    /** Of the samples of a message, as a WAV file. */
    private double loudest(Phone owner, JsonNode message) throws Exception {
        byte[] wav = lab.bytes(
                Service.VOICEMAIL, pathOf(owner) + "/" + message.path("id").asText() + "/sound");
        ShortBuffer samples = ByteBuffer.wrap(wav, HEADER, wav.length - HEADER)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        int loudest = 0;
        while (samples.hasRemaining()) {
            loudest = Math.max(loudest, Math.abs(samples.get()));
        }
        return loudest;
    }
}
