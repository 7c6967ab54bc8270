package io.carillon.protocol.sip.digest;

import io.carillon.protocol.sip.Method;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The content of one Authorization or Proxy-Authorization header (RFC 7616 §3.4). {@link #toString()} leaves the
 * response out; {@link #header()} writes it.
 *
 * @param sealing how the response was made safe against replay; empty without qop (RFC 2069)
 */
public record Credentials(
        HashAlgorithm algorithm,
        String user,
        String realm,
        String nonce,
        String uri,
        String response,
        Optional<Sealing> sealing,
        Optional<String> opaque) {

    private static final String QOP = "auth";
    private static final int NONCE_COUNT_DIGITS = 8;

    /**
     * qop=auth: the client's own nonce and how often it has used ours.
     *
     * @param nc as written, for it is hashed as written: eight hexadecimal digits
     */
    public record Sealing(String cnonce, String nc) {
        static Sealing of(String cnonce, long nonceCount) {
            return new Sealing(cnonce, HexFormat.of().toHexDigits(nonceCount, NONCE_COUNT_DIGITS));
        }

        long nonceCount() {
            return HexFormat.fromHexDigitsToLong(nc);
        }
    }

    /** Empty for another scheme, a missing part, an algorithm or a qop we do not speak. */
    public static Optional<Credentials> parse(String header) {
        return AuthParameters.parse(header).flatMap(Credentials::of);
    }

    private static Optional<Credentials> of(Map<String, String> values) {
        Optional<HashAlgorithm> algorithm =
                HashAlgorithm.of(values.getOrDefault("algorithm", HashAlgorithm.MD5.token()));
        boolean complete = values.containsKey("username")
                && values.containsKey("realm")
                && values.containsKey("nonce")
                && values.containsKey("uri")
                && values.containsKey("response");
        if (algorithm.isEmpty() || !complete) {
            return Optional.empty();
        }
        Optional<Sealing> sealing = Optional.empty();
        String qop = values.get("qop");
        if (qop != null) {
            sealing = sealing(qop, values);
            if (sealing.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Credentials(
                algorithm.get(),
                values.getOrDefault("username", ""),
                values.getOrDefault("realm", ""),
                values.getOrDefault("nonce", ""),
                values.getOrDefault("uri", ""),
                values.getOrDefault("response", "").toLowerCase(Locale.ROOT),
                sealing,
                Optional.ofNullable(values.get("opaque"))));
    }

    private static Optional<Sealing> sealing(String qop, Map<String, String> values) {
        String cnonce = values.get("cnonce");
        String nc = values.get("nc");
        if (!qop.equalsIgnoreCase(QOP) || cnonce == null || nc == null || nc.length() != NONCE_COUNT_DIGITS) {
            return Optional.empty();
        }
        return nc.chars().allMatch(HexFormat::isHexDigit) ? Optional.of(new Sealing(cnonce, nc)) : Optional.empty();
    }

    /** Credentials that answer a challenge. */
    static Credentials answering(
            Challenge challenge, String user, Ha1 ha1, Method method, String uri, Optional<Sealing> sealing) {
        Credentials unsigned = new Credentials(
                challenge.algorithm(),
                user,
                challenge.realm(),
                challenge.nonce(),
                uri,
                "",
                sealing,
                challenge.opaque());
        return unsigned.signed(unsigned.expectedResponse(ha1, method));
    }

    private Credentials signed(String newResponse) {
        return new Credentials(algorithm, user, realm, nonce, uri, newResponse, sealing, opaque);
    }

    /** RFC 7616 §3.4.1 with A2 for "auth"; without qop that of RFC 2069. */
    String expectedResponse(Ha1 ha1, Method method) {
        String ha2 = algorithm.hex(method.name(), uri);
        return sealing.map(s -> algorithm.hex(ha1.hex(), nonce, s.nc(), s.cnonce(), QOP, ha2))
                .orElseGet(() -> algorithm.hex(ha1.hex(), nonce, ha2));
    }

    /** The header's value. */
    public String header() {
        StringBuilder text = new StringBuilder(256)
                .append("Digest username=")
                .append(Quoting.quote(user))
                .append(", realm=")
                .append(Quoting.quote(realm))
                .append(", nonce=")
                .append(Quoting.quote(nonce))
                .append(", uri=")
                .append(Quoting.quote(uri))
                .append(", response=\"")
                .append(response)
                .append("\", algorithm=")
                .append(algorithm.token());
        sealing.ifPresent(s -> text.append(", qop=auth, nc=")
                .append(s.nc())
                .append(", cnonce=")
                .append(Quoting.quote(s.cnonce())));
        opaque.ifPresent(value -> text.append(", opaque=").append(Quoting.quote(value)));
        return text.toString();
    }

    @Override
    public String toString() {
        return "Credentials[" + user + ", " + algorithm.token() + "]";
    }
}
