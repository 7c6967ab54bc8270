package io.carillon.protocol.sip.digest;

/**
 * H(user:realm:password), what we keep in place of a password (RFC 7616 §3.4.2). As good as the password to whoever
 * reads it: {@link #toString()} does not show it.
 *
 * @param hex lower-case hexadecimal digits
 */
public record Ha1(HashAlgorithm algorithm, String hex) {
    public static Ha1 of(HashAlgorithm algorithm, String user, String realm, String password) {
        return new Ha1(algorithm, algorithm.hex(user, realm, password));
    }

    @Override
    public String toString() {
        return "Ha1[" + algorithm + "]";
    }
}
