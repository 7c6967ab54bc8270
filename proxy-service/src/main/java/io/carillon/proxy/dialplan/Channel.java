package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The call as the dial plan sees it: the caller, and what can be done with it. Every method may block; it is used on
 * the call's own virtual thread only. A caller who hangs up shows as {@link HungUp}, thrown by whichever method is
 * waiting or comes next.
 */
public interface Channel {
    Caller caller();

    /** What is known of the call itself. */
    CallSoFar soFar();

    /** From now on callees, and the plan, are told this name and number. The account stays. */
    void present(String name, String number);

    /** The record of the call says this besides, in its last fact: what the plan has written with CDR. */
    void note(String field, String value);

    /** Tells the rest of the company what the plan says. */
    void userEvent(String name, Map<String, String> fields);

    /** Sends 180 (Ringing) unless the call is answered. */
    void ring();

    /** Sends 183 (Session Progress) unless the call is answered. */
    void progress();

    /** Answers the call; does nothing when it is answered already. */
    void answer();

    boolean answered();

    /** Waits, while the call goes on. */
    void pause(Duration duration);

    /**
     * Plays to the caller, before the answer as early media, until the end or until a key of {@code cutBy} is pressed. A key
     * that was pressed before and that nobody has asked for cuts at once.
     */
    Played play(List<Sound> sounds, String cutBy);

    /** Plays to the caller again and again while the plan goes on, in the place of what was played so. */
    void playOn(List<Sound> sounds);

    /** Ends what {@link #playOn} began. */
    void playNothing();

    /** The next key that the caller presses, or has pressed and nobody has asked for; empty when the time is over. */
    Optional<Character> key(Duration timeout);

    /** Nobody asks any more for the keys that were pressed until now. */
    void forgetKeys();

    /** The caller hears itself, until it presses this key. */
    void echo(char until);

    /**
     * How a playing ended.
     *
     * @param key which has cut it
     * @param missing the first sound that could not be played, and why
     */
    record Played(Optional<Character> key, Optional<String> missing) {
        public static final Played NOTHING = new Played(Optional.empty(), Optional.empty());
    }

    /**
     * Calls the targets at once and, where one of them answers, joins it with the caller until either hangs up.
     *
     * @return how it ended, while the caller is still there
     */
    DialResult dial(DialRequest request);

    /**
     * Joins the caller with voicemail until voicemail sends it on.
     *
     * @return what became of it, while the caller is still there; a failure where no voicemail is there
     */
    VoicemailResult voicemail(VoicemailVisit visit);

    /**
     * Sends the caller elsewhere: before the answer by a 302, after which nothing more can be done for it; later by REFER.
     *
     * @param host where this user is; empty for here
     * @return false where it does not go, or has reached nobody there
     */
    boolean transfer(String user, Optional<String> host);

    /** One line for the administrator, which names where in the plan the call is. */
    void log(Position position, String text);
}
