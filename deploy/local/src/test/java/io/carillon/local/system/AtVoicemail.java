package io.carillon.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.sound.ToneCheck;
import io.carillon.testkit.sound.Wav;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What phones do with voicemail, and what it then has. */
final class AtVoicemail {
    /** Enough for a second of it to be heard without its ends. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1600);

    private static final Duration SOON = Duration.ofSeconds(20);

    private AtVoicemail() {}

    /** Leaves a message that is long enough to be known again. */
    static void leave(Phone caller, Phone owner) {
        leave(caller, owner, LONG_ENOUGH);
    }

    static void leave(Phone caller, Phone owner, Duration length) {
        OutgoingCall call = atTheTone(caller, "82" + owner.user().substring(1));
        speak(call, length);
        press(call, "#");
        call.awaitHungUp();
    }

    /** A caller who has heard the tone. */
    static OutgoingCall atTheTone(Phone caller, String number) {
        OutgoingCall call = caller.call(number).awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "beep");
        return call;
    }

    /** Goes on to speak for so long. */
    static void speak(OutgoingCall call, Duration length) {
        long sent = call.audio().talker().sent();
        for (Duration left = length; left.isPositive(); left = left.minusSeconds(1)) {
            sent += Math.min(left.toMillis(), 1_000) / 20;
            call.audio().talker().awaitSent(sent);
        }
    }

    static void press(OutgoingCall call, String keys) {
        keys.chars().forEach(key -> call.audio().talker().press((char) key));
    }

    static void hears(OutgoingCall call, Phone whom) {
        call.audio().ear().awaitTone(whom.tone(), SOON);
    }

    /** A NOTIFY that says this. */
    static Predicate<SipMessage> lamp(String... lines) {
        return message -> message.cseq().method().equals(Method.NOTIFY)
                && Stream.of(lines).allMatch(new String(message.body(), StandardCharsets.UTF_8)::contains);
    }

    /** As HTTP tells them. */
    static List<JsonNode> messages(Lab lab, Phone owner, String folder) throws IOException, InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        lab.get(Service.VOICEMAIL, pathOf(owner) + "/messages?folder=" + folder).forEach(messages::add);
        return messages;
    }

    /** A message's WAV file. */
    static byte[] wav(Lab lab, Phone owner, JsonNode message) throws IOException, InterruptedException {
        return lab.bytes(
                Service.VOICEMAIL,
                pathOf(owner) + "/messages/" + message.path("id").asText() + "/sound");
    }

    /** How long this phone is heard in a message. */
    static Duration spoken(Phone whom, byte[] wav) throws IOException {
        ToneCheck sound = Wav.of(wav).listen();
        return Duration.ofMillis(
                Math.round(sound.shareOf(whom.tone()) * sound.length().toMillis()));
    }

    private static String pathOf(Phone owner) {
        return "/mailboxes/default/" + Lab.mailboxOf(owner);
    }
}
