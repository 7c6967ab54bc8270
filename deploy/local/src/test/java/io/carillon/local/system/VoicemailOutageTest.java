package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a message goes through is killed or away in its middle: what was said until then is delivered, and the lamp is lit.
 * Whoever listens then is told so by the end of the call, and loses nothing.
 */
@OwnCarillon(Row.AWAY)
class VoicemailOutageTest {
    /** A recording's lease, and the sweep that comes after it. */
    private static final Duration DELIVERED = Duration.ofSeconds(60);

    /** What may be missing at the end. */
    private static final Duration LOST_AT_MOST = Duration.ofSeconds(1);

    private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.another(directory);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void voicemail_is_killed_while_one_message_is_recorded_and_another_one_is_heard() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox();
                Phone listener = lab.withMailbox()) {
            AtVoicemail.leave(caller, listener);
            Said message = Said.toTheTone(caller, owner);
            OutgoingCall heard = hearing(listener, "883", caller);
            AtVoicemail.press(heard, "7");
            Duration told = PromptsHeard.in(heard, "en", Duration.ZERO, "vm-deleted");

            lab.carillon().kill(Service.VOICEMAIL, 1);
            // What the plan says to FAILED.
            PromptsHeard.in(heard, "en", told, "pbx-invalid");
            heard.awaitHungUp();
            lab.carillon().awaitReady(Service.VOICEMAIL, 1);
            Duration said = message.untilNow();
            // Nobody says thank you; the relay ends the recording all the same.
            AtVoicemail.press(message.call(), "#");
            message.call().hangUp();

            isDelivered(caller, owner, said);
            // What the session was to do at its end it has not done.
            hearing(listener, caller).hangUp();
        }
    }

    @Test
    void the_relay_is_killed_while_one_message_is_recorded_and_another_one_is_heard() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox();
                Phone listener = lab.withMailbox()) {
            AtVoicemail.leave(caller, listener);
            Said message = Said.toTheTone(caller, owner);
            OutgoingCall heard = hearing(listener, caller);

            Duration said = message.untilNow();
            lab.carillon().kill(Service.MEDIA_RELAY, 1);
            heard.awaitHungUp();
            message.call().awaitHungUp();
            lab.carillon().awaitReady(Service.MEDIA_RELAY, 1);

            isDelivered(caller, owner, said);
            // As after any end of a session that has heard it.
            assertThat(AtVoicemail.messages(lab, listener, "INBOX")).isEmpty();
            hearing(listener, caller).hangUp();
        }
    }

    @Test
    void the_database_is_away_for_ten_seconds_while_a_message_is_recorded() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            Said message = Said.toTheTone(caller, owner);
            lab.carillon().stopPostgres();
            try {
                AtVoicemail.speak(message.call(), WITHOUT_DATABASE);
            } finally {
                lab.carillon().startPostgres();
            }
            AtVoicemail.speak(message.call(), LOST_AT_MOST.multipliedBy(2));
            Duration said = message.untilNow();
            AtVoicemail.press(message.call(), "#");
            message.call().awaitHungUp();

            isDelivered(caller, owner, said);
        }
    }

    /** @param before how many packets had been sent at the tone */
    private record Said(OutgoingCall call, long before) {
        static Said toTheTone(Phone caller, Phone owner) {
            OutgoingCall call =
                    AtVoicemail.atTheTone(caller, "82" + owner.user().substring(1));
            return new Said(call, call.audio().talker().sent());
        }

        Duration untilNow() {
            return Duration.ofMillis((call.audio().talker().sent() - before) * 20);
        }
    }

    /** An owner who hears its only message. */
    private static OutgoingCall hearing(Phone owner, Phone caller) {
        return hearing(owner, "887", caller);
    }

    private static OutgoingCall hearing(Phone owner, String dialled, Phone caller) {
        OutgoingCall call = owner.call(dialled).awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave", "digits/1");
        // The message, without what is told of it.
        AtVoicemail.press(call, "11");
        AtVoicemail.hears(call, caller);
        return call;
    }

    private static void isDelivered(Phone caller, Phone owner, Duration said) throws Exception {
        owner.awaitMessage("the lamp", AtVoicemail.lamp("Messages-Waiting: yes", "Voice-Message: 1/0"), DELIVERED);
        var messages = AtVoicemail.messages(lab, owner, "INBOX");
        assertThat(messages).hasSize(1);
        assertThat(AtVoicemail.spoken(caller, AtVoicemail.wav(lab, owner, messages.getFirst())))
                .isGreaterThan(said.minus(LOST_AT_MOST));
        hearing(owner, caller).hangUp();
    }
}
