package io.carillon.protocol.media;

import io.carillon.protocol.address.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a relay is asked to do with one session. The first command that names a session makes it; the first that names a
 * leg makes the leg, and takes its pair of ports. A new leg hears {@link Source.Silence}.
 *
 * <p>Codecs are given by Asterisk's names ({@code ulaw}, {@code alaw}, {@code gsm}, …) in order of preference;
 * {@code telephone-event} need not be named, it is kept whenever it was offered; {@code all} stands for the rest in the
 * order offered.
 *
 * <p>{@code toward} is the IP address (no name, no port) that the party's signalling comes from, where known: it chooses
 * the local address that the relay shows, and which packets may be the party's. Without it the address in the party's
 * SDP does the first, else the default route's. {@code shown} says what the relay makes of it for the party's SDP.
 *
 * <p>{@code callId} is the SIP Call-ID of the call that the session serves, where it is one: the relay's log lines about
 * the session carry it. Only the command that makes the session needs it.
 */
public sealed interface MediaCommand {

    SessionId session();

    /** One that may make its session. */
    sealed interface Opening extends MediaCommand {
        Optional<String> callId();

        /** For the session of that SIP Call-ID. */
        Opening of(String sipCallId);
    }

    /**
     * The leg's party offered this. Answered by {@link MediaReply.Agreed}, or refused: no common codec, bad SDP, no port.
     *
     * @param symmetric send to where the party's packets come from, learnt once, rather than to where its SDP says
     */
    record AcceptOffer(
            SessionId session,
            LegId leg,
            String sdp,
            List<String> allowed,
            boolean symmetric,
            Optional<String> toward,
            Shown shown,
            Optional<String> callId)
            implements Opening {
        public AcceptOffer {
            allowed = List.copyOf(allowed);
        }

        /** Of a session without a Call-ID, or one that exists. */
        public AcceptOffer(
                SessionId session,
                LegId leg,
                String sdp,
                List<String> allowed,
                boolean symmetric,
                Optional<String> toward) {
            this(session, leg, sdp, allowed, symmetric, toward, new Shown.Usual(), Optional.empty());
        }

        public AcceptOffer shown(Shown address) {
            return new AcceptOffer(session, leg, sdp, allowed, symmetric, toward, address, callId);
        }

        @Override
        public AcceptOffer of(String sipCallId) {
            return new AcceptOffer(session, leg, sdp, allowed, symmetric, toward, shown, Optional.of(sipCallId));
        }
    }

    /**
     * Makes the SDP to offer to the leg's party: what {@code like}'s party offered, else (a call without an offer) the
     * allowed codecs; filtered by and in the order of {@code allowed}. Answered by {@link MediaReply.Description}, or refused: no
     * common codec, no port.
     */
    record CreateOffer(
            SessionId session,
            LegId leg,
            Optional<LegId> like,
            List<String> allowed,
            boolean symmetric,
            Optional<String> toward,
            Shown shown,
            Optional<String> callId)
            implements Opening {
        public CreateOffer {
            allowed = List.copyOf(allowed);
        }

        /** Of a session without a Call-ID, or one that exists. */
        public CreateOffer(
                SessionId session,
                LegId leg,
                Optional<LegId> like,
                List<String> allowed,
                boolean symmetric,
                Optional<String> toward) {
            this(session, leg, like, allowed, symmetric, toward, new Shown.Usual(), Optional.empty());
        }

        public CreateOffer shown(Shown address) {
            return new CreateOffer(session, leg, like, allowed, symmetric, toward, address, callId);
        }

        @Override
        public CreateOffer of(String sipCallId) {
            return new CreateOffer(session, leg, like, allowed, symmetric, toward, shown, Optional.of(sipCallId));
        }
    }

    /** The leg's party answered our offer with this. Answered by {@link MediaReply.Agreed}. */
    record AcceptAnswer(SessionId session, LegId leg, String sdp) implements MediaCommand {}

    /**
     * Makes the answer to the leg's pending offer, with what {@code like} agreed on where it is given. Answered by
     * {@link MediaReply.Description}.
     */
    record CreateAnswer(SessionId session, LegId leg, Optional<LegId> like) implements MediaCommand {}

    /**
     * Makes the SDP to offer to the leg's party in which the party of {@code to} stands itself, with its own address: the two
     * then send to each other, and not to us, until the leg gets another offer. Answered by {@link MediaReply.Description}, or
     * refused: nothing in common, or one of the two is seen elsewhere than its SDP says, or they have no address family in
     * common.
     */
    record DirectOffer(SessionId session, LegId leg, LegId to) implements MediaCommand {}

    /** From now on the leg's party hears this. Answered by {@link MediaReply.Done}. */
    record Hear(SessionId session, LegId leg, Source source) implements MediaCommand {}

    /**
     * The leg's party hears this key, {@code 0-9 * # A-D}, as RFC 4733 packets, after those asked for before. Answered by
     * {@link MediaReply.Done}, or refused: no telephone-event is agreed on with the leg.
     */
    record SendDigit(SessionId session, LegId leg, char digit, Duration duration) implements MediaCommand {}

    /**
     * From now on what the leg's party says is recorded, as µ-law of 8 kHz; what the party hears stays as it is. Each half
     * second of it is {@code PUT} to {@code url/0}, {@code url/1}, … and kept here until that is answered with 204; 409
     * means that nobody wants it any more. After the last, {@code POST url/end} tells how many there were, as text. {@link
     * MediaEvent.Recorded} follows. Answered by {@link MediaReply.Done}, also where this recording is under way; refused
     * where another one is.
     *
     * @param recording names it in the event
     * @param url of a host that belongs to Carillon; others are refused
     * @param endedBy the keys ({@code 0-9 * # A-D}) of the leg's party that end it
     * @param gain of what is recorded, and of what counts as silence
     */
    @SuppressWarnings(
            "JavaLangClash") // the verb, as its siblings have theirs; written with its MediaCommand everywhere
    record Record(
            SessionId session,
            LegId leg,
            RecordingId recording,
            String url,
            RecordingLimits limits,
            String endedBy,
            Gain gain)
            implements MediaCommand {
        /** As loud as it is said. */
        public Record(
                SessionId session,
                LegId leg,
                RecordingId recording,
                String url,
                RecordingLimits limits,
                String endedBy) {
            this(session, leg, recording, url, limits, endedBy, Gain.NONE);
        }
    }

    /** Ends the recording of the leg, if there is one. Answered by {@link MediaReply.Done}. */
    record StopRecording(SessionId session, LegId leg) implements MediaCommand {}

    /** Ends the leg; answered by its final {@link MediaReply.Figures}. Legs that heard it hear silence. */
    record ReleaseLeg(SessionId session, LegId leg) implements MediaCommand {}

    /** Ends the session; answered by the final {@link MediaReply.Figures} of its legs. */
    record Release(SessionId session) implements MediaCommand {}

    /** Answered by the {@link MediaReply.Figures} of the session's legs so far. */
    record Query(SessionId session) implements MediaCommand {}

    /** The session is still wanted: the answer to {@link MediaEvent.StillThere}. Answered by {@link MediaReply.Done}. */
    record Keep(SessionId session) implements MediaCommand {}
}
