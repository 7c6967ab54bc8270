package io.carillon.protocol.sip.digest;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The content of one WWW-Authenticate or Proxy-Authenticate header (RFC 7616 §3.3).
 *
 * @param stale the credentials were right but their nonce is of no more use: try again without asking the user
 * @param qopAuth whether qop "auth" is offered; a challenge without qop is of RFC 2069's kind
 * @param opaque to be repeated by the client
 */
public record Challenge(
        HashAlgorithm algorithm, String realm, String nonce, boolean stale, boolean qopAuth, Optional<String> opaque) {

    /** Empty for another scheme, an algorithm we do not speak, or a qop without "auth". */
    public static Optional<Challenge> parse(String header) {
        return AuthParameters.parse(header).flatMap(Challenge::of);
    }

    private static Optional<Challenge> of(Map<String, String> values) {
        Optional<HashAlgorithm> algorithm =
                HashAlgorithm.of(values.getOrDefault("algorithm", HashAlgorithm.MD5.token()));
        String realm = values.get("realm");
        String nonce = values.get("nonce");
        String qop = values.get("qop");
        boolean auth = qop != null
                && Arrays.stream(qop.split(",")).anyMatch(q -> q.strip().equalsIgnoreCase("auth"));
        if (algorithm.isEmpty() || realm == null || nonce == null || (qop != null && !auth)) {
            return Optional.empty();
        }
        boolean stale = "true".equalsIgnoreCase(values.get("stale"));
        return Optional.of(
                new Challenge(algorithm.get(), realm, nonce, stale, auth, Optional.ofNullable(values.get("opaque"))));
    }

    /** The header's value. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(160)
                .append("Digest realm=")
                .append(Quoting.quote(realm))
                .append(", nonce=")
                .append(Quoting.quote(nonce))
                .append(", algorithm=")
                .append(algorithm.token());
        if (qopAuth) {
            text.append(", qop=\"auth\"");
        }
        opaque.ifPresent(value -> text.append(", opaque=").append(Quoting.quote(value)));
        if (stale) {
            text.append(", stale=true");
        }
        return text.toString();
    }
}
