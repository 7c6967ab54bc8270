package io.carillon.proxy.call;

import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    private static final char TRANSFERS = '#';

    /** An alarm has to lie ahead. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CallChannel channel;
    private final CallCommands call;
    private final Bridge bridge;
    private final CallRecord record;
    private final Parties parties;
    private final DialOptions options;
    private final InstantSource clock;
    private final Optional<Instant> end;
    private Optional<CallEvent> timeOver = Optional.empty();

    /** @param next where the caller of then goes on in the plan, if it was sent on */
    record End(Optional<Target> next) {}

    Conversation(
            CallChannel channel,
            CallCommands call,
            Bridge bridge,
            CallRecord record,
            Parties parties,
            DialOptions options,
            InstantSource clock) {
        this.channel = channel;
        this.call = call;
        this.bridge = bridge;
        this.record = record;
        this.parties = parties;
        this.options = options;
        this.clock = clock;
        this.end = options.limit().map(clock.instant()::plus);
    }

    /**
     * Goes on until the callee leaves, one of the two sends the other on or ends it by a key, or the time is over.
     *
     * @throws HungUp as soon as the caller has gone, or nobody is left
     */
    End hold(Inbox inbox) {
        return hasLeft().orElseGet(() -> {
            watchTheTime();
            return inbox.await(event -> on(event, inbox), this::meanwhile);
        });
    }

    private Optional<End> hasLeft() {
        return bridge.joined().flatMap(parties::departure).map(this::left);
    }

    private void watchTheTime() {
        timeOver = end.map(moment -> Duration.between(clock.instant(), moment))
                .map(left -> channel.alarm(left.compareTo(AT_ONCE) < 0 ? AT_ONCE : left));
    }

    private void meanwhile(CallEvent event) {
        // A transfer is dealt with here, also one that does not end the conversation.
        boolean handled = event instanceof CallEvent.Referred
                || (event instanceof CallEvent.KeyPressed pressed && asksToTransfer(pressed));
        if (!handled) {
            channel.meanwhile(event);
        }
    }

    private Optional<End> on(CallEvent event, Inbox inbox) {
        return switch (event) {
            case CallEvent.CalleeGone(LegId gone, Departure how) when isJoined(gone) -> Optional.of(left(how));
            case CallEvent.Referred referred -> referred(referred);
            case CallEvent.KeyPressed pressed -> pressed(pressed, inbox);
            case CallEvent.PauseOver over
            when timeOver.equals(Optional.of(over)) -> {
                LOG.info("The time that the plan gives to this conversation is over");
                yield Optional.of(ended(Hangup.SYSTEM));
            }
            case CallEvent.MediaLost()
            when !channel.goesPastTheRelay() -> {
                LOG.warn("The media relay has lost this conversation, which is ended");
                yield Optional.of(ended(Hangup.SYSTEM));
            }
            default -> Optional.empty();
        };
    }

    private Optional<End> pressed(CallEvent.KeyPressed pressed, Inbox inbox) {
        boolean byCaller = isCaller(pressed.leg());
        if (!byCaller && !isJoined(pressed.leg())) {
            // A phone that rang too, and lost.
            return Optional.empty();
        }
        char key = pressed.key().digit();
        if (key == ENDS && options.has(byCaller ? Flag.CALLER_ENDS_BY_KEY : Flag.CALLEE_ENDS_BY_KEY)) {
            note(pressed);
            return Optional.of(ended(byCaller ? Hangup.CALLER : Hangup.CALLEE));
        }
        if (asksToTransfer(pressed)) {
            note(pressed);
            return transferredByKeys(pressed.leg(), inbox);
        }
        return Optional.empty();
    }

    private boolean asksToTransfer(CallEvent.KeyPressed pressed) {
        return pressed.key().digit() == TRANSFERS
                && (isCaller(pressed.leg()) || isJoined(pressed.leg()))
                && options.has(isCaller(pressed.leg()) ? Flag.CALLER_TRANSFERS : Flag.CALLEE_TRANSFERS);
    }

    /** What came by RTP is told by the relay. */
    private void note(CallEvent.KeyPressed pressed) {
        if (!pressed.byRtp()) {
            record.pressed(pressed.leg(), pressed.key());
        }
    }

    private End ended(Hangup by) {
        record.hungUp(by);
        return new End(Optional.empty());
    }

    private boolean isJoined(LegId leg) {
        return bridge.joined().equals(Optional.of(leg));
    }

    private End left(Departure how) {
        return ended(how.by(Hangup.CALLEE));
    }

    private Optional<End> transferredByKeys(LegId by, Inbox inbox) {
        String context = contextOf(channel.account(by));
        Optional<String> extension =
                new KeyedTransfer(inbox, channel, bridge, this::note, by).ask(context, options.transfers());
        Optional<End> end = extension.map(number -> handOver(by, context, number, Optional.empty()));
        if (end.isPresent()) {
            return end;
        }
        watchTheTime();
        return hasLeft();
    }

    private boolean isCaller(LegId leg) {
        return leg.equals(bridge.caller());
    }

    private Optional<End> referred(CallEvent.Referred asked) {
        boolean byCaller = isCaller(asked.leg());
        if (!byCaller && !isJoined(asked.leg())) {
            asked.referral().refused(481);
            return Optional.empty();
        }
        return switch (asked.target()) {
            case ReferTo.Blind(String extension) -> blind(asked, extension);
            case ReferTo.Attended target -> {
                LegId other = bridge.otherSide(asked.leg()).orElseThrow();
                call.handOver(new AttendedTransfer(other, asked.leg(), target), asked.referral());
                yield Optional.empty();
            }
            case ReferTo.Refused(int status) -> {
                asked.referral().refused(status);
                yield Optional.empty();
            }
        };
    }

    private Optional<End> blind(CallEvent.Referred asked, String extension) {
        Account referrer = channel.account(asked.leg());
        String context = contextOf(referrer);
        if (!channel.match(context, extension, referrer).exists()) {
            LOG.infof(
                    "%s sends the call on to %s, which context %s does not have",
                    referrer.name(), Printable.line(extension), context);
            asked.referral().refused(404);
            return Optional.empty();
        }
        return Optional.of(handOver(asked.leg(), context, extension, Optional.of(asked.referral())));
    }

    /** Whoever is sent on runs an extension that who sends it could have dialled, too, unless the plan says otherwise. */
    private String contextOf(Account referrer) {
        return options.transfers().context().orElse(referrer.context());
    }

    private End handOver(LegId by, String context, String extension, Optional<Referral> referral) {
        LOG.infof("%s sends the call on to %s", channel.account(by).name(), Printable.line(extension));
        record.transferred(by, extension, Transfer.BLIND);
        if (isCaller(by)) {
            LegId successor = bridge.joined().orElseThrow();
            call.succeed(successor, referral);
            channel.becomes(successor);
        } else {
            call.retire(by, referral);
            channel.isLeft(by);
        }
        return new End(Optional.of(Target.of(context, extension)));
    }
}
