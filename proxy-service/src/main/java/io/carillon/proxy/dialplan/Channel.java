package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import java.time.Duration;
import java.util.Map;

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
     * Calls the targets at once and, where one of them answers, joins it with the caller until either hangs up.
     *
     * @return how it ended, while the caller is still there
     */
    DialResult dial(DialRequest request);

    /** One line for the administrator, which names where in the plan the call is. */
    void log(Position position, String text);
}
