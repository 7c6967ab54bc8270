package io.carillon.testkit.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone's answer to a digest challenge (RFC 7616, RFC 8760), the phone's own arithmetic.
 *
 * @param parameters of the challenge, names in lower case, values without quotes
 */
record DigestAnswer(Map<String, String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^,\\s]+))");

    private static final Map<String, String> ALGORITHMS = Map.of("MD5", "MD5", "SHA-256", "SHA-256");

    static DigestAnswer to(String challenge) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge.replaceFirst("(?i)^\\s*Digest\\s+", ""));
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new DigestAnswer(parameters);
    }

    /** The challenge this phone takes: the first it can do, or the first of the algorithm it insists on. */
    static Optional<DigestAnswer> choose(List<String> challenges, Optional<String> algorithm) {
        return challenges.stream()
                .map(DigestAnswer::to)
                .filter(challenge -> ALGORITHMS.containsKey(challenge.algorithm()))
                .filter(challenge -> algorithm.isEmpty() || algorithm.get().equals(challenge.algorithm()))
                .findFirst();
    }

    String algorithm() {
        return parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    }

    /** The value of Authorization or Proxy-Authorization. */
    String credentials(String user, String password, String method, String uri) {
        String nonce = parameters.getOrDefault("nonce", "");
        String realm = parameters.getOrDefault("realm", "");
        String ha1 = hash(user + ":" + realm + ":" + password);
        String ha2 = hash(method + ":" + uri);
        StringBuilder header = new StringBuilder("Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\""
                + nonce + "\", uri=\"" + uri + "\", algorithm=" + algorithm());
        if (parameters.containsKey("qop")) {
            String cnonce = Long.toHexString(ThreadLocalRandom.current().nextLong());
            String response = hash(ha1 + ":" + nonce + ":00000001:" + cnonce + ":auth:" + ha2);
            header.append(", qop=auth, nc=00000001, cnonce=\"" + cnonce + "\", response=\"" + response + "\"");
        } else {
            header.append(", response=\"" + hash(ha1 + ":" + nonce + ":" + ha2) + "\"");
        }
        Optional.ofNullable(parameters.get("opaque")).ifPresent(opaque -> header.append(", opaque=\"" + opaque + "\""));
        return header.toString();
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHMS.getOrDefault(algorithm(), "MD5"));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm(), e);
        }
    }
}
