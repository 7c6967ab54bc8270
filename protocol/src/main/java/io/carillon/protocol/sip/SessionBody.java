package io.carillon.protocol.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the body of a message says of the session: RFC 3261 §8.2.3 and §20.11, and RFC 5621 for a body of several parts, of
 * which the session description is one. Immutable. A body of a type that is not understood is nothing, if its sender does not
 * insist.
 */
public sealed interface SessionBody {
    /** What we read, for Accept. */
    String ACCEPTED = "application/sdp, multipart/mixed";

    /** Nothing of the session is said. */
    record None() implements SessionBody {}

    /** @param text the session description (RFC 8866), as it came */
    record Description(String text) implements SessionBody {}

    /** It must be understood and is not. */
    record NotUnderstood() implements SessionBody {
        /** The 415 (§21.4.13). */
        public ResponseEdit refuse(SipRequest request) {
            return request.response(415).set("Accept", ACCEPTED).set("Accept-Encoding", "identity");
        }
    }

    static SessionBody of(SipMessage message) {
        if (message.body().length == 0) {
            return new None();
        }
        List<HeaderField> fields = List.of(message.fields());
        String text = new String(message.body(), StandardCharsets.UTF_8);
        return new BodyPart(fields, text).session();
    }

    /** The session description, where there is one. */
    static Optional<String> description(SipMessage message) {
        return of(message) instanceof Description(String text) ? Optional.of(text) : Optional.empty();
    }

    /** The type of a body in lower case, without parameters. */
    static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
