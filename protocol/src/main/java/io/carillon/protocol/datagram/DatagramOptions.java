package io.carillon.protocol.datagram;

/**
 * How the socket of a {@link DatagramPort} is set up.
 *
 * @param receiveBuffer bytes asked of the kernel for datagrams not read yet; 0 leaves the system's choice
 * @param sendBuffer bytes asked of the kernel for datagrams not sent yet; 0 leaves the system's choice
 * @param reusePort whether several processes may bind the same port (SO_REUSEPORT); for SIP only, never for RTP, where
 *     it would let a session hear another one's packets
 */
public record DatagramOptions(int receiveBuffer, int sendBuffer, boolean reusePort) {

    /** Room for a burst of signalling: 4 MB hold about 5,000 messages of 800 bytes. */
    public static final DatagramOptions SIGNALLING = new DatagramOptions(4 << 20, 4 << 20, false);

    /** Media ports keep the system's buffers: more than 1 s of queued audio is worth nothing. */
    public static final DatagramOptions MEDIA = new DatagramOptions(0, 0, false);
}
