package io.carillon.protocol.media;

/**
 * Names what is played to a leg, so that its end can be told from that of what was played before; chosen by who controls the
 * session.
 */
public record PlaybackId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
