package io.carillon.relay.port;

/**
 * An even port for RTP and the odd one above it for RTCP (RFC 3550 §11).
 *
 * @param rtp the even one
 */
public record PortPair(int rtp) {

    public PortPair {
        if (rtp % 2 != 0) {
            throw new IllegalArgumentException("RTP wants an even port, not " + rtp);
        }
    }

    public int rtcp() {
        return rtp + 1;
    }
}
