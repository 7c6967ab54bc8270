package io.carillon.protocol.sdp;

/**
 * The {@code o=} line (RFC 8866 §5.2): who made the description, and which version it is.
 *
 * @param sessionId digits, as text: senders use more than 64 bits
 * @param version digits, as text; grows by one with each change of the description (RFC 3264 §8)
 */
public record Origin(String username, String sessionId, String version, Connection address) {

    @Override
    public String toString() {
        return username + " " + sessionId + " " + version + " " + address;
    }
}
