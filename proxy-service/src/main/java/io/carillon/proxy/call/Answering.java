package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * How the caller is answered: first, where something is to be heard before, by a 183 that tells it where to send, then once by
 * the 200. Straight-line code on the call's virtual thread.
 */
final class Answering {
    private static final Logger LOG = Logger.getLogger(Answering.class);

    private final CallCommands call;
    private final Inbox inbox;
    private final CallMedia media;
    private final CallRecord record;
    private final Consumer<CallEvent> meanwhile;
    private boolean described;
    private boolean done;

    /** @param meanwhile takes what happens until the 200 is out */
    Answering(CallCommands call, Inbox inbox, CallMedia media, CallRecord record, Consumer<CallEvent> meanwhile) {
        this.call = call;
        this.inbox = inbox;
        this.media = media;
        this.record = record;
        this.meanwhile = meanwhile;
    }

    /** Whether the caller is connected. */
    boolean isDone() {
        return done;
    }

    /**
     * The caller can hear us from now on, answered or not.
     *
     * @return false where it has offered nothing yet
     * @throws HungUp if its media cannot be had
     */
    boolean begin() {
        if (done || described || !media.mayTellEarly()) {
            return done || described;
        }
        String sdp = ourOwn();
        described = true;
        call.provisional(183, Optional.of(sdp));
        return true;
    }

    /**
     * The plan answers, and nobody else.
     *
     * @return false where the caller was answered before
     * @throws HungUp if its media cannot be had, or it has left
     */
    boolean alone() {
        return !done && with(ourOwn(), Optional.empty());
    }

    /**
     * Sends 200 with this SDP where there was none yet; returns when it is out.
     *
     * @return false where the caller was answered before
     * @throws HungUp if it has left
     */
    boolean with(String sdp, Optional<LegId> by) {
        if (done) {
            return false;
        }
        media.callerAgreed();
        call.accept(sdp);
        inbox.await(event -> event instanceof CallEvent.Accepted ? Optional.of(event) : Optional.empty(), meanwhile);
        done = true;
        record.answered(by);
        return true;
    }

    private String ourOwn() {
        return switch (media.answerAlone()) {
            case CallMedia.Outcome.Sdp(String sdp) -> sdp;
            case CallMedia.Outcome.Refused(CallMedia.Refusal(int status, String why)) -> {
                LOG.warnf("The call cannot be answered: %s", Printable.line(why));
                call.refuse(status);
                throw new HungUp(new Ending(status, Q850.ofStatus(status)));
            }
        };
    }
}
