package io.carillon.protocol.sip.voicemail;

import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.SipUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The mailbox in a Request-URI (RFC 4458 §3): {@code target=sip:1000%2540default%40carillon}, a URI with its escapes escaped. */
final class Target {
    /** Whose mailboxes they are; a name, no host. */
    private static final String DOMAIN = "carillon";

    private static final String PARAMETER = "target";

    private Target() {}

    static Parameters into(Parameters parameters, Optional<String> box) {
        SipUri target = SipUri.of(box.orElse(""), DOMAIN);
        return parameters.with(PARAMETER, escaped(target.toString()));
    }

    /** The mailbox; empty where the target has no user. */
    static Optional<String> of(SipUri requestUri) {
        return requestUri
                .parameters()
                .get(PARAMETER)
                .map(Target::unescaped)
                .flatMap(SipUri::tryParse)
                .flatMap(SipUri::plainUser);
    }

    /** What a parameter of a URI may not hold (RFC 3261 §25.1, {@code paramchar}). */
    private static String escaped(String uri) {
        return uri.replace("%", "%25")
                .replace("@", "%40")
                .replace(";", "%3B")
                .replace("=", "%3D")
                .replace("?", "%3F")
                .replace("#", "%23");
    }

    private static String unescaped(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
