package io.carillon.protocol.sip.dialog;

import io.carillon.protocol.sip.CSeq;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What two parties have agreed on so that a session whose other end has died is noticed (RFC 4028): it lives for an
 * interval, and one of them refreshes it by re-INVITE or UPDATE before that is over. Immutable; reads no clock.
 *
 * @param interval seconds from the last refresh to the end
 * @param ours whether the refreshing is ours
 */
public record SessionTimer(Duration interval, boolean ours) {

    /** The option tag of RFC 4028. */
    public static final String OPTION = "timer";

    private static final String HEADER = "Session-Expires";
    private static final String MINIMUM = "Min-SE";

    /** Digits, so that every value fits; a session of thirty years is for ever. */
    private static final Pattern VALUE = Pattern.compile("\\s*(\\d{1,9})\\s*(?:;(.*))?");

    private static final Pattern REFRESHER =
            Pattern.compile("(?:.*;)?\\s*refresher\\s*=\\s*(uac|uas)\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    /** A refresh that has come to nothing is due again after this, where the other side does not say when. */
    public static final Duration AGAIN = Duration.ofSeconds(10);

    /** The longest time before the end at which the side that waits gives up (§10). */
    private static final Duration MARGIN = Duration.ofSeconds(32);

    /** Who of the two ends of the latest refresh is to send the next one. */
    public enum Refresher {
        UAC,
        UAS
    }

    /** When we use session timers (Asterisk's {@code session-timers}). */
    public enum Mode {
        /** When the other side asks for them. */
        ACCEPT,
        /** With everybody. */
        ORIGINATE,
        /** Never. */
        REFUSE
    }

    /**
     * What we want.
     *
     * @param interval what we ask for, and the longest we agree to
     * @param minimum the shortest we agree to; at least {@link #SHORTEST}
     * @param refresher who refreshes where the other side can and leaves it to us
     */
    public record Policy(Mode mode, Duration interval, Duration minimum, Refresher refresher) {

        /** §5: below this a minimum may not be. */
        public static final Duration SHORTEST = Duration.ofSeconds(90);

        public static final Policy DEFAULT = new Policy(Mode.ACCEPT, Duration.ofMinutes(30), SHORTEST, Refresher.UAS);
    }

    /** What we say to a request that begins or refreshes a session. */
    public sealed interface Answer {

        /** What is agreed on, if a timer is. */
        default Optional<SessionTimer> timer() {
            return Optional.empty();
        }

        /** The session has no timer. */
        record Without() implements Answer {}

        /** @param refresher as our 2xx names it: the UAC is who sent the request */
        record With(SessionTimer agreed, Refresher refresher) implements Answer {
            @Override
            public Optional<SessionTimer> timer() {
                return Optional.of(agreed);
            }
        }

        /** 422: the session would end too soon; our minimum goes into the response (§6). */
        record TooShort(Duration minimum) implements Answer {
            /** The 422 (§6). */
            public ResponseEdit refuse(SipRequest request) {
                return request.response(422).set(MINIMUM, Long.toString(minimum.toSeconds()));
            }
        }

        /** 400: the header cannot be read. */
        record Malformed(String header) implements Answer {}
    }

    /** The server's side (§9): a request that begins a session or refreshes it. */
    public static Answer answer(SipRequest request, Policy policy) {
        if (policy.mode() == Mode.REFUSE) {
            return new Answer.Without();
        }
        boolean supported = supports(request);
        Optional<String> header = request.header(HEADER);
        if (header.isEmpty()) {
            return policy.mode() == Mode.ORIGINATE
                    ? with(policy.interval(), supported ? policy.refresher() : Refresher.UAS)
                    : new Answer.Without();
        }
        OptionalLong seconds = seconds(header.get());
        if (seconds.isEmpty()) {
            return new Answer.Malformed(HEADER);
        }
        Duration wanted = Duration.ofSeconds(seconds.getAsLong());
        Duration theirMinimum = minimum(request).orElse(Policy.SHORTEST);
        if (wanted.compareTo(policy.minimum()) < 0 && supported) {
            return new Answer.TooShort(policy.minimum());
        }
        Duration agreed = longer(theirMinimum, shorter(wanted, longer(policy.interval(), policy.minimum())));
        Refresher refresher = supported ? refresher(header.get()).orElse(Refresher.UAC) : Refresher.UAS;
        return with(agreed, refresher);
    }

    private static Answer with(Duration interval, Refresher refresher) {
        return new Answer.With(new SessionTimer(interval, refresher == Refresher.UAS), refresher);
    }

    /** Puts what was answered into our 2xx. */
    public static void into(ResponseEdit success, Answer answer) {
        if (answer instanceof Answer.With(SessionTimer timer, Refresher refresher)) {
            success.set(HEADER, value(timer.interval(), refresher)).set("Supported", OPTION);
            if (refresher == Refresher.UAC) {
                // §9: without it the caller need not know that it is to refresh.
                success.set("Require", OPTION);
            }
        }
    }

    /** The client's side (§7.1): what an INVITE of ours offers. */
    public static void into(RequestEdit invite, Policy policy) {
        if (policy.mode() != Mode.REFUSE) {
            invite.set("Supported", OPTION);
        }
        if (policy.mode() == Mode.ORIGINATE) {
            invite.set(HEADER, Long.toString(policy.interval().toSeconds()))
                    .set(MINIMUM, Long.toString(policy.minimum().toSeconds()));
        }
    }

    /**
     * The INVITE again with the interval that a 422 asks for (§7.3); empty where we asked for none, or for as much.
     *
     * @param invite as it was sent, without Via
     */
    public static Optional<SipRequest> again(SipRequest invite, SipResponse tooShort) {
        Duration asked = invite.header(HEADER)
                .flatMap(value ->
                        seconds(value).stream().mapToObj(Duration::ofSeconds).findFirst())
                .orElse(Duration.ofSeconds(Long.MAX_VALUE));
        return minimum(tooShort).filter(minimum -> minimum.compareTo(asked) > 0).map(minimum -> {
            String seconds = Long.toString(minimum.toSeconds());
            CSeq next = new CSeq(invite.cseq().number() + 1, invite.method());
            return invite.edit()
                    .set("CSeq", next.toString())
                    .set(HEADER, seconds)
                    .set(MINIMUM, seconds)
                    .build();
        });
    }

    /** What the 2xx to a request of ours has agreed on (§7.2); an interval shorter than may be is taken for the shortest (§4). */
    public static Optional<SessionTimer> agreed(SipResponse success) {
        return success.header(HEADER)
                .flatMap(value -> seconds(value).stream()
                        .mapToObj(seconds -> new SessionTimer(
                                longer(Policy.SHORTEST, Duration.ofSeconds(seconds)),
                                refresher(value).orElse(Refresher.UAC) == Refresher.UAC))
                        .findFirst());
    }

    /** The same for at least as long as the 422 to our refresh asks for (§7.3); empty if it asks for nothing. */
    public Optional<SessionTimer> longer(SipResponse tooShort) {
        return minimum(tooShort)
                .filter(minimum -> minimum.compareTo(interval) > 0)
                .map(minimum -> new SessionTimer(minimum, ours));
    }

    /** Puts this timer into a refresh of ours, or into another re-INVITE, which leaves the roles as they are. */
    public void into(RequestEdit refresh) {
        refresh.set("Supported", OPTION)
                .set(HEADER, value(interval, ours ? Refresher.UAC : Refresher.UAS))
                .set(MINIMUM, Long.toString(Policy.SHORTEST.toSeconds()));
    }

    /** How long after the last refresh the next one is sent (§10: half the interval). */
    public Duration refreshAfter() {
        return interval.dividedBy(2);
    }

    /** How long after its refusal a refresh is due again: as the other side says (RFC 3261 §20.33), yet before the session lapses. */
    public Duration againAfter(SipResponse refusal) {
        Duration wanted = refusal.header("Retry-After")
                .flatMap(value ->
                        seconds(value).stream().mapToObj(Duration::ofSeconds).findFirst())
                .orElse(AGAIN);
        // From the first refresh to the lapse it is at least a sixth of the interval.
        return longer(Duration.ofSeconds(1), shorter(wanted, interval.dividedBy(6)));
    }

    /** How long after the last refresh the session is given up (§10). */
    public Duration lapsesAfter() {
        return interval.minus(shorter(MARGIN, interval.dividedBy(3)));
    }

    private static boolean supports(SipMessage message) {
        return message.lists("Supported", OPTION) || message.lists("Require", OPTION);
    }

    private static Optional<Duration> minimum(SipMessage message) {
        return message.header(MINIMUM)
                .flatMap(value ->
                        seconds(value).stream().mapToObj(Duration::ofSeconds).findFirst());
    }

    private static OptionalLong seconds(String value) {
        Matcher matcher = VALUE.matcher(value);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static Optional<Refresher> refresher(String value) {
        Matcher parameters = REFRESHER.matcher(value.substring(value.indexOf(';') + 1));
        return value.contains(";") && parameters.matches()
                ? Optional.of(Refresher.valueOf(parameters.group(1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static String value(Duration interval, Refresher refresher) {
        return interval.toSeconds() + ";refresher=" + refresher.name().toLowerCase(Locale.ROOT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
