package io.carillon.testkit.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A datagram on its way between a phone and its {@link NatBox}: four bytes of address, two of port, the payload.
 *
 * @param address where it is to go, or, on the way in, where it comes from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Wrapped(InetSocketAddress address, byte[] payload) {

    private static final int ADDRESS_LENGTH = 4;
    private static final int HEADER = ADDRESS_LENGTH + Short.BYTES;

    static byte[] of(InetSocketAddress address, byte[] data, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put(address.getAddress().getAddress(), 0, ADDRESS_LENGTH)
                .putShort((short) address.getPort())
                .put(data, 0, length)
                .array();
    }

    /** Empty if it is too short. */
    static Optional<Wrapped> read(byte[] data, int length) {
        if (length < HEADER) {
            return Optional.empty();
        }
        ByteBuffer wrapped = ByteBuffer.wrap(data, 0, length);
        byte[] host = new byte[ADDRESS_LENGTH];
        wrapped.get(host);
        InetSocketAddress address = new InetSocketAddress(inetAddress(host), Short.toUnsignedInt(wrapped.getShort()));
        return Optional.of(new Wrapped(address, Arrays.copyOfRange(data, HEADER, length)));
    }

    private static InetAddress inetAddress(byte[] host) {
        try {
            return InetAddress.getByAddress(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
