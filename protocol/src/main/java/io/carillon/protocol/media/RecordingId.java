package io.carillon.protocol.media;

/**
 * Names a recording, so that a command that comes again does not begin another; chosen by who controls the session.
 *
 * @param text at most {@value #MAX_LENGTH} characters, not empty
 */
public record RecordingId(String text) {

    /** Room for a UUID, or for a key of a store. */
    public static final int MAX_LENGTH = 256;

    public RecordingId {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a recording id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
