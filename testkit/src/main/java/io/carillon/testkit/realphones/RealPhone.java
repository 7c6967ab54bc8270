package io.carillon.testkit.realphones;

import io.carillon.testkit.Watch;
import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.ToneCheck;
import java.time.Duration;

/** What a phone of any maker does in a test. One call at a time; waits end with the phone's own output. */
public sealed interface RealPhone extends AutoCloseable permits Baresip, Linphone {

    /** Programs that start and phones that ring take their time on two busy cores. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** How much of the recording is listened to. */
    Duration ATTENTION = Duration.ofSeconds(1);

    /** These phones smooth, stretch and start late; a tone is heard when it fills this share. */
    double MOSTLY = 0.8;

    /** Registers and waits for the phone to say so. */
    void register();

    /** Dials a number at its server. */
    void dial(String number);

    /** Waits for a call to come in and answers it. */
    void answer();

    /** Waits until a call stands, whoever began it. */
    void awaitEstablished();

    /** Puts the call on hold and waits until the other side agreed. */
    void hold();

    /** Takes the held call back and waits until the other side agreed. */
    void resume();

    /** Sends the other side on to a number at its server without having spoken to it (RFC 3515). */
    void transfer(String number);

    void hangUp();

    /** Waits until the call is over. */
    void awaitEnded();

    /** What it recorded of the other side so far, since {@link #forget()}. */
    ToneCheck heard();

    /** What was recorded until now is heard no more: for what is to be heard again. */
    void forget();

    /** Waits until this tone has filled most of the last second of the recording, which is a second long at least. */
    default void awaitTone(Tone tone) {
        Watch.until(
                this + " to record " + tone,
                PATIENCE,
                () -> hears(tone),
                () -> "recorded " + heard() + "\n" + output());
    }

    private boolean hears(Tone tone) {
        ToneCheck heard = heard();
        return heard.length().compareTo(ATTENTION) >= 0 && heard.last(ATTENTION).shareOf(tone) > MOSTLY;
    }

    /** The last of what the program printed. */
    String output();

    @Override
    void close();
}
