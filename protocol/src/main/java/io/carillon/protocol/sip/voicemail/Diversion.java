package io.carillon.protocol.sip.voicemail;

import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From whom a call was diverted, and why (RFC 5806). Immutable.
 *
 * @param from whom the caller had called
 */
public record Diversion(SipUri from, Reason reason) {
    /** The header's name. */
    public static final String HEADER = "Diversion";

    /** Those of §3 that a dial plan knows; any other is read as unknown. */
    public enum Reason {
        UNKNOWN,
        USER_BUSY,
        NO_ANSWER,
        UNCONDITIONAL;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Reason of(String text) {
            for (Reason reason : values()) {
                if (reason.text().equalsIgnoreCase(text)) {
                    return reason;
                }
            }
            return UNKNOWN;
        }
    }

    /** The latest one, which stands first (§3). */
    public static Optional<Diversion> of(SipRequest invite) {
        List<String> values = invite.headers(HEADER);
        return values.isEmpty()
                ? Optional.empty()
                : NameAddress.tryParse(values.getFirst())
                        .map(address -> new Diversion(
                                address.uri(),
                                address.parameters()
                                        .get("reason")
                                        .map(Reason::of)
                                        .orElse(Reason.UNKNOWN)));
    }

    @Override
    public String toString() {
        return NameAddress.of(from)
                .withParameters(Parameters.NONE.with("reason", reason.text()))
                .toString();
    }
}
