package io.carillon.voicemail.call;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.control.MediaSession;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.menu.HungUp;
import io.carillon.voicemail.message.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One call from its INVITE to its BYE: straight-line code on the call's virtual thread. */
final class CallRun {
    private static final Logger LOG = Logger.getLogger(CallRun.class);

    /** Longer than 64 T1, after which the loop itself gives a caller up who does not acknowledge. */
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(40);

    /** The proxy answers its caller once we have answered: a word that came sooner would lose its beginning. */
    private static final Duration CONNECTING = Duration.ofMillis(400);

    private final CallParts parts;
    private final VoicemailCall call;
    private final VoicemailRequest request;
    private final SipRequest invite;
    private final Inbox inbox;
    private volatile Optional<CallMedia> media = Optional.empty();

    CallRun(CallParts parts, VoicemailCall call, VoicemailRequest request, Inbox inbox) {
        this.parts = parts;
        this.call = call;
        this.request = request;
        this.invite = call.invite().request();
        this.inbox = inbox;
    }

    /** @param over run at the very end, on the call's thread */
    void start(Runnable over) {
        Thread.ofVirtual().name("voicemail-" + Printable.line(request.call())).start(() -> {
            try {
                run();
            } finally {
                over.run();
            }
        });
    }

    private void run() {
        MDC.put("callId", Printable.line(invite.callId()));
        CallOutcome outcome = CallOutcome.FAILED;
        VoicemailResult result = VoicemailResult.failed();
        try {
            Optional<VoicemailResult> told = converse();
            outcome =
                    told.map(said -> CallOutcome.valueOf(said.status().name())).orElse(CallOutcome.REFUSED);
            result = told.orElse(result);
        } catch (HungUp gone) {
            outcome = CallOutcome.HUNG_UP;
        } catch (RuntimeException bug) {
            LOG.error("A call is ended by a fault of ours", bug);
        } finally {
            call.hangUp(result);
            media.ifPresent(CallMedia::close);
            LOG.infof("Voicemail ends: %s", outcome);
            parts.ended().accept(outcome);
        }
    }

    /** Empty where the call is refused. */
    private Optional<VoicemailResult> converse() {
        LOG.infof(
                "Voicemail is called to %s: %s, call %s",
                request.purpose(), Printable.line(String.join("&", request.boxes())), Printable.line(request.call()));
        Optional<CallMedia> opened = open();
        media = opened;
        if (opened.isEmpty()) {
            LOG.warn("No media relay is connected: 503");
            call.refuse(503);
            return Optional.empty();
        }
        return switch (opened.get().describe(SessionBody.description(invite))) {
            case CallMedia.Outcome.Refused(int status, String why) -> {
                LOG.infof("The caller's media is refused with %d: %s", status, Printable.line(why));
                call.refuse(status);
                yield Optional.empty();
            }
            case CallMedia.Outcome.Sdp(String sdp) -> {
                call.accept(sdp);
                RelayChannel channel = new RelayChannel(inbox, opened.get(), caller(), RelayChannel.RELAY_IS_ASKED);
                confirmed(channel.awaitConfirmed(ACKNOWLEDGEMENT), opened.get());
                channel.play(List.of(new Sound.Pause(CONNECTING)), "");
                yield Optional.of(parts.menus().talk(channel, request));
            }
        };
    }

    /** At the relay that has the caller's other leg, else at the one that is least busy. */
    private Optional<CallMedia> open() {
        SessionId id = new SessionId(UUID.randomUUID().toString());
        Optional<MediaSession> near =
                request.relay().flatMap(relay -> parts.relays().openAt(relay, id, invite.callId(), this::told));
        return near.or(() -> parts.relays().open(id, invite.callId(), this::told))
                .map(session -> new CallMedia(session, request.gain()));
    }

    private static void confirmed(CallEvent.Confirmed confirmed, CallMedia open) {
        confirmed.answer().flatMap(open::answered).ifPresent(why -> {
            LOG.warnf("The caller's answer is not taken: %s", Printable.line(why));
            throw new HungUp();
        });
    }

    /** On the thread of the relay's connection. */
    private void told(MediaEvent event) {
        switch (event) {
            case MediaEvent.Digit digit -> inbox.put(new CallEvent.Key(digit.digit(), false));
            case MediaEvent.Played played ->
                inbox.put(new CallEvent.Played(played.playback().value(), played.end(), played.played(), played.why()));
            case MediaEvent.Recorded recorded ->
                inbox.put(new CallEvent.Recorded(
                        recorded.recording().text(),
                        recorded.end(),
                        recorded.length(),
                        recorded.key(),
                        recorded.why()));
            // Whoever calls has its figures from the leg beyond; silence ends a recording by its own rule.
            case MediaEvent.Quality _, MediaEvent.Silent _, MediaEvent.StillThere _ -> {}
        }
    }

    /** On the loop: the relay is asked elsewhere, and does not wait for what the menus do. */
    void reoffered(ServerTransaction transaction, Optional<String> sdp) {
        Thread.ofVirtual().start(() -> {
            CallMedia.Outcome outcome = media.map(open -> open.describe(sdp))
                    .orElse(new CallMedia.Outcome.Refused(500, "there is no media"));
            call.answer(transaction, outcome);
        });
    }

    /** On the loop. */
    void answered(String sdp) {
        Thread.ofVirtual()
                .start(() -> media.flatMap(open -> open.answered(sdp))
                        .ifPresent(why -> LOG.warnf("The caller's answer is not taken: %s", Printable.line(why))));
    }

    /** Who calls: as the proxy asserts it (RFC 3325), else as From says. */
    private Caller caller() {
        NameAddress who = invite.headers("P-Asserted-Identity").stream()
                .flatMap(text -> NameAddress.tryParsePerson(text).stream())
                .findFirst()
                .orElse(invite.from());
        return new Caller(
                who.displayName().filter(name -> !name.isBlank()),
                Optional.of(who.uri()).flatMap(SipUri::plainUser).filter(number -> !number.equals("anonymous")),
                request.account());
    }
}
