package io.carillon.protocol.media;

/**
 * Names a leg within its session; chosen by who controls the session.
 *
 * @param value at most {@value #MAX_LENGTH} characters, not empty
 */
public record LegId(String value) {

    /** Room for a UUID or a dialog's tag. */
    public static final int MAX_LENGTH = 256;

    public LegId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a leg id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
