package io.carillon.protocol.datagram;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/**
 * {@code struct sockaddr_in} and {@code struct sockaddr_in6} in native memory. Only what {@link #write} and the kernel
 * wrote is read, always within {@value #SIZE} bytes.
 */
final class NativeAddress {

    /** Room for either of them. */
    static final int SIZE = 28;

    private static final int SIZE_OF_IN = 16;
    private static final int FAMILY = 0;
    private static final int PORT = 2;
    private static final int IN_ADDRESS = 4;
    private static final int IN6_FLOW = 4;
    private static final int IN6_ADDRESS = 8;
    private static final int IN6_SCOPE = 24;

    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong NETWORK_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private NativeAddress() {}

    static int family(InetAddress address) {
        return address instanceof Inet6Address ? Libc.AF_INET6 : Libc.AF_INET;
    }

    /** Writes the address and tells how many bytes it takes. */
    static int write(MemorySegment to, InetSocketAddress socketAddress) {
        InetAddress address = socketAddress.getAddress();
        to.set(JAVA_SHORT, FAMILY, (short) family(address));
        to.set(NETWORK_SHORT, PORT, (short) socketAddress.getPort());
        if (address instanceof Inet6Address in6) {
            to.set(JAVA_INT, IN6_FLOW, 0);
            MemorySegment.copy(in6.getAddress(), 0, to, JAVA_BYTE, IN6_ADDRESS, 16);
            to.set(JAVA_INT, IN6_SCOPE, in6.getScopeId());
            return SIZE;
        }
        MemorySegment.copy(address.getAddress(), 0, to, JAVA_BYTE, IN_ADDRESS, 4);
        return SIZE_OF_IN;
    }

    static boolean isV6(MemorySegment from) {
        return from.get(JAVA_SHORT, FAMILY) == Libc.AF_INET6;
    }

    static int port(MemorySegment from) {
        return Short.toUnsignedInt(from.get(NETWORK_SHORT, PORT));
    }

    static int v4(MemorySegment from) {
        return from.get(NETWORK_INT, IN_ADDRESS);
    }

    static long v6High(MemorySegment from) {
        return from.get(NETWORK_LONG, IN6_ADDRESS);
    }

    static long v6Low(MemorySegment from) {
        return from.get(NETWORK_LONG, IN6_ADDRESS + Long.BYTES);
    }

    static int v6Scope(MemorySegment from) {
        return from.get(JAVA_INT, IN6_SCOPE);
    }
}
