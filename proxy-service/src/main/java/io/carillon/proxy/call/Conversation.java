package io.carillon.proxy.call;

import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.protocol.sip.dialog.Replaces;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Target;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The caller and whoever answered, until one of the two leaves or hands the call over (RFC 5589). Either may be somebody
 * else at the end. Straight-line code on the call's virtual thread.
 */
final class Conversation {
    private static final Logger LOG = Logger.getLogger(Conversation.class);

    /** Asterisk's own. */
    private static final char ENDS = '*';

    private final CallChannel channel;
    private final CallCommands call;
    private final CallMedia media;
    private final CallRecord record;
    private final DialOptions options;
    private Optional<CallEvent> timeOver = Optional.empty();

    /** @param next where the caller of then goes on in the plan, if it was sent on */
    record End(Optional<Target> next) {}

    Conversation(CallChannel channel, CallCommands call, CallMedia media, CallRecord record, DialOptions options) {
        this.channel = channel;
        this.call = call;
        this.media = media;
        this.record = record;
        this.options = options;
    }

    /**
     * Goes on until the callee leaves, one of the two sends the other on or ends it by a key, or the time is over.
     *
     * @throws HungUp as soon as the caller has gone, or nobody is left
     */
    End hold(Inbox inbox) {
        Optional<Departure> early = media.joined().flatMap(channel::departure);
        if (early.isPresent()) {
            return left(early.get());
        }
        timeOver = options.limit().map(channel::alarm);
        return inbox.await(this::on, this::meanwhile);
    }

    private void meanwhile(CallEvent event) {
        // A transfer is dealt with here, also one that does not end the conversation.
        if (!(event instanceof CallEvent.Referred)) {
            channel.meanwhile(event);
        }
    }

    private Optional<End> on(CallEvent event) {
        return switch (event) {
            case CallEvent.CalleeGone(LegId gone, Departure how) when isJoined(gone) -> Optional.of(left(how));
            case CallEvent.Referred referred -> referred(referred);
            case CallEvent.HandedOver(LegId party) -> throw handedOver(party);
            case CallEvent.KeyPressed pressed -> pressed(pressed);
            case CallEvent.PauseOver over
            when timeOver.equals(Optional.of(over)) -> {
                LOG.info("The time that the plan gives to this conversation is over");
                yield Optional.of(ended(Hangup.SYSTEM));
            }
            default -> Optional.empty();
        };
    }

    private Optional<End> pressed(CallEvent.KeyPressed pressed) {
        boolean byCaller = pressed.leg().equals(media.caller());
        Flag needed = byCaller ? Flag.CALLER_ENDS_BY_KEY : Flag.CALLEE_ENDS_BY_KEY;
        if (pressed.key().digit() != ENDS || !options.has(needed)) {
            return Optional.empty();
        }
        if (!pressed.byRtp()) {
            record.pressed(pressed.leg(), pressed.key());
        }
        return Optional.of(ended(byCaller ? Hangup.CALLER : Hangup.CALLEE));
    }

    private End ended(Hangup by) {
        record.hungUp(by);
        return new End(Optional.empty());
    }

    private boolean isJoined(LegId leg) {
        return media.joined().equals(Optional.of(leg));
    }

    private End left(Departure how) {
        return ended(how.by(Hangup.CALLEE));
    }

    private Optional<End> referred(CallEvent.Referred asked) {
        boolean byCaller = asked.leg().equals(media.caller());
        if (!byCaller && !isJoined(asked.leg())) {
            asked.referral().refused(481);
            return Optional.empty();
        }
        return switch (asked.target()) {
            case ReferTo.Blind(String extension) -> blind(asked, extension, byCaller);
            case ReferTo.Attended(String extension, Replaces replaces) -> {
                LegId other = byCaller ? media.joined().orElseThrow() : media.caller();
                record.transferred(asked.leg(), extension, Transfer.ATTENDED);
                call.handOver(other, asked.leg(), replaces, asked.referral());
                yield Optional.empty();
            }
            case ReferTo.Refused(int status) -> {
                asked.referral().refused(status);
                yield Optional.empty();
            }
        };
    }

    /** Whoever is sent on runs an extension of the context of who sends it: that one could have dialled it, too. */
    private Optional<End> blind(CallEvent.Referred asked, String extension, boolean byCaller) {
        Account referrer = channel.account(asked.leg());
        if (!channel.knows(referrer, extension)) {
            LOG.infof(
                    "%s sends the call on to %s, which context %s does not have",
                    referrer.name(), Printable.line(extension), referrer.context());
            asked.referral().refused(404);
            return Optional.empty();
        }
        LOG.infof("%s sends the call on to %s", referrer.name(), Printable.line(extension));
        record.transferred(asked.leg(), extension, Transfer.BLIND);
        if (byCaller) {
            LegId successor = media.joined().orElseThrow();
            call.succeed(successor, asked.referral());
            channel.becomes(successor);
        } else {
            call.retire(asked.leg(), asked.referral());
            channel.isLeft(asked.leg());
        }
        return Optional.of(new End(Optional.of(Target.of(referrer.context(), extension))));
    }

    /** Who is left has handed the call over, and is being told so: nothing more is to be done here. */
    private HungUp handedOver(LegId party) {
        record.hungUp(party.equals(media.caller()) ? Hangup.CALLEE : Hangup.CALLER);
        return new HungUp(Ending.NORMAL);
    }
}
