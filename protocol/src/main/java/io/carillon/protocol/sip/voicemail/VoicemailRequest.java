package io.carillon.protocol.sip.voicemail;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the dial plan asks of voicemail, carried by the INVITE: mailbox and cause in the Request-URI (RFC 4458) and who was
 * called in Diversion (RFC 5806), which any voicemail system understands, and the rest in headers of ours, believed on the
 * internal listener only. Immutable.
 *
 * @param boxes {@code number@context}; of several, the first one greets. None where the caller is to be asked
 * @param flags the option letters of {@code VoiceMail()} ({@code s u b d}) or {@code VoiceMailMain()} ({@code s p})
 * @param exits the keys that the plan has an extension for: {@code 0} where it has {@code o}, {@code *} where it has {@code a},
 *     and with the option {@code d} digits of its context
 * @param gain of what is recorded: {@code g(n)}
 * @param folder the one that is opened at once: {@code a(n)}, 0 to 4
 * @param language of the caller, as {@code language=fr} says
 * @param call our id of the call, for facts and logs
 * @param account whose phone calls, if it is one of ours
 * @param relay the media control address of the relay that the caller's media is at, if it is known
 * @param diversion whom the caller had called
 */
public record VoicemailRequest(
        Purpose purpose,
        List<String> boxes,
        String flags,
        String exits,
        Gain gain,
        OptionalInt folder,
        String language,
        String call,
        Optional<String> account,
        Optional<URI> relay,
        Optional<Diversion> diversion) {

    /** The user that a message is left with. */
    public static final String LEAVE_USER = "voicemail";

    /** The user that messages are heard from. */
    public static final String HEAR_USER = "voicemailmain";

    private static final String HEADER = "Carillon-Voicemail";
    private static final String LANGUAGE = "Carillon-Language";
    private static final String CALL = "Carillon-Call";
    private static final String RELAY = "Carillon-Relay";
    private static final String CAUSE = "cause";
    private static final String DEFAULT_LANGUAGE = "en";

    /** RFC 4458 §2: user busy. */
    private static final String BUSY = "486";

    /** RFC 4458 §2: no reply. */
    private static final String NO_REPLY = "408";

    private static final Pattern PARAMETER = Pattern.compile(";\\s*([a-z]+)\\s*=\\s*\"([^\"\\\\]*)\"");

    /** What can stand between quotes and needs no escape. */
    private static final Pattern QUOTED = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

    /** Whom nobody would read to the end. */
    private static final int MOST_BOXES = 100;

    private static final int LAST_FOLDER = 4;

    /** Why voicemail is called. */
    public enum Purpose {
        /** {@code VoiceMail()}. */
        LEAVE,
        /** {@code VoiceMailMain()}. */
        HEAR;

        private String user() {
            return this == LEAVE ? LEAVE_USER : HEAR_USER;
        }
    }

    public VoicemailRequest {
        boxes = List.copyOf(boxes);
    }

    /** Whether an option letter was given. */
    public boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** The Request-URI at a voicemail system. */
    public SipUri uri(HostPort voicemail) {
        Parameters parameters = Target.into(Parameters.NONE, boxes.stream().findFirst());
        Optional<String> cause = has('b') ? Optional.of(BUSY) : has('u') ? Optional.of(NO_REPLY) : Optional.empty();
        return SipUri.of(purpose.user(), voicemail)
                .withParameters(
                        cause.map(status -> parameters.with(CAUSE, status)).orElse(parameters));
    }

    /** Puts it into an INVITE, Request-URI included. */
    public RequestEdit into(RequestEdit invite, HostPort voicemail) {
        invite.requestUri(uri(voicemail)).set(HEADER, header()).set(LANGUAGE, language);
        if (!call.isEmpty()) {
            invite.set(CALL, call);
        }
        relay.ifPresent(address -> invite.set(RELAY, address.toString()));
        diversion.ifPresent(from -> invite.prepend(Diversion.HEADER, from.toString()));
        return invite;
    }

    private String header() {
        StringBuilder text = new StringBuilder(purpose.name().toLowerCase(Locale.ROOT));
        text.append(";boxes=\"").append(String.join("&", boxes)).append('"');
        text.append(";flags=\"").append(flags).append('"');
        text.append(";exits=\"").append(exits).append('"');
        if (!gain.equals(Gain.NONE)) {
            text.append(";gain=\"").append(gain.decibels()).append('"');
        }
        account.filter(name -> QUOTED.matcher(name).matches())
                .ifPresent(name -> text.append(";account=\"").append(name).append('"'));
        folder.ifPresent(number -> text.append(";folder=\"").append(number).append('"'));
        return text.toString();
    }

    /**
     * Reads an INVITE. Without our headers, from another PBX, it asks what its Request-URI says. Empty where that has neither
     * of our users.
     */
    public static Optional<VoicemailRequest> of(SipRequest invite) {
        return purpose(invite).map(purpose -> {
            Optional<String> header = invite.header(HEADER);
            return new VoicemailRequest(
                    purpose,
                    boxes(invite, header),
                    parameter(header, "flags").orElseGet(() -> flags(invite.requestUri())),
                    parameter(header, "exits").orElse(""),
                    new Gain(number(header, "gain", -Gain.MOST, Gain.MOST).orElse(0)),
                    number(header, "folder", 0, LAST_FOLDER),
                    invite.header(LANGUAGE).orElse(DEFAULT_LANGUAGE),
                    invite.header(CALL).orElse(""),
                    parameter(header, "account").filter(name -> !name.isEmpty()),
                    invite.header(RELAY).flatMap(VoicemailRequest::address),
                    Diversion.of(invite));
        });
    }

    private static Optional<Purpose> purpose(SipRequest invite) {
        String user = invite.requestUri().plainUser().orElse("");
        return switch (user) {
            case LEAVE_USER -> Optional.of(Purpose.LEAVE);
            case HEAR_USER -> Optional.of(Purpose.HEAR);
            default -> Optional.empty();
        };
    }

    private static List<String> boxes(SipRequest invite, Optional<String> header) {
        return parameter(header, "boxes")
                .map(text -> List.of(text.split("&", -1)))
                .orElseGet(() -> Target.of(invite.requestUri()).stream().toList())
                .stream()
                .filter(box -> !box.isEmpty())
                .limit(MOST_BOXES)
                .toList();
    }

    private static String flags(SipUri requestUri) {
        String cause = requestUri.parameters().get(CAUSE).orElse("");
        return switch (cause) {
            case BUSY -> "b";
            case NO_REPLY -> "u";
            default -> "";
        };
    }

    private static Optional<String> parameter(Optional<String> header, String name) {
        return header.flatMap(value -> {
            Matcher each = PARAMETER.matcher(value);
            while (each.find()) {
                if (each.group(1).equals(name)) {
                    return Optional.of(each.group(2));
                }
            }
            return Optional.empty();
        });
    }

    /** A number that cannot be read, or is beyond its bounds, was not given. */
    private static OptionalInt number(Optional<String> header, String name, int least, int most) {
        return parameter(header, name)
                .filter(text -> text.matches("-?\\d{1,3}"))
                .map(Integer::parseInt)
                .filter(value -> value >= least && value <= most)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
