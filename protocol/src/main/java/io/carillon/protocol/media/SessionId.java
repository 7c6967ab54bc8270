package io.carillon.protocol.media;

/**
 * Names a session at a relay; chosen by who controls it, unique for as long as the session lives.
 *
 * @param value at most {@value #MAX_LENGTH} characters, not empty
 */
public record SessionId(String value) {

    /** Room for a UUID or a Call-ID of a phone. */
    public static final int MAX_LENGTH = 256;

    public SessionId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a session id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
