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
    private static final int IN6_MAPPED = 20;
    private static final int IN6_SCOPE = 24;
    private static final int MAPPED_PREFIX = 0xFFFF;

    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong NETWORK_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private NativeAddress() {}

    static int family(InetAddress address) {
        return address instanceof Inet6Address ? Libc.AF_INET6 : Libc.AF_INET;
    }

    /** A socket bound to {@code ::} hears and reaches peers of IPv4 as well. */
    static boolean takesBothFamilies(InetAddress bound) {
        return bound instanceof Inet6Address && bound.isAnyLocalAddress();
    }

    /** Writes the address in its own family and tells how many bytes it takes. */
    static int write(MemorySegment to, InetSocketAddress socketAddress) {
        return write(to, socketAddress, family(socketAddress.getAddress()));
    }

    /** The same for a socket of that family: for one of IPv6 an IPv4 address is mapped (RFC 4291 §2.5.5.2). */
    static int write(MemorySegment to, InetSocketAddress socketAddress, int family) {
        InetAddress address = socketAddress.getAddress();
        to.set(JAVA_SHORT, FAMILY, (short) family);
        to.set(NETWORK_SHORT, PORT, (short) socketAddress.getPort());
        if (family == Libc.AF_INET6) {
            to.set(JAVA_INT, IN6_FLOW, 0);
            if (address instanceof Inet6Address in6) {
                MemorySegment.copy(in6.getAddress(), 0, to, JAVA_BYTE, IN6_ADDRESS, 16);
                to.set(JAVA_INT, IN6_SCOPE, in6.getScopeId());
            } else {
                to.set(NETWORK_LONG, IN6_ADDRESS, 0);
                to.set(NETWORK_INT, IN6_ADDRESS + Long.BYTES, MAPPED_PREFIX);
                MemorySegment.copy(address.getAddress(), 0, to, JAVA_BYTE, IN6_MAPPED, 4);
                to.set(JAVA_INT, IN6_SCOPE, 0);
            }
            return SIZE;
        }
        MemorySegment.copy(address.getAddress(), 0, to, JAVA_BYTE, IN_ADDRESS, 4);
        return SIZE_OF_IN;
    }

    static boolean isV6(MemorySegment from) {
        return from.get(JAVA_SHORT, FAMILY) == Libc.AF_INET6;
    }

    /** Whether this is an IPv4 address in the form that a socket of both families gives it. */
    static boolean isMapped(MemorySegment from) {
        return v6High(from) == 0 && from.get(NETWORK_INT, IN6_ADDRESS + Long.BYTES) == MAPPED_PREFIX;
    }

    static int mapped(MemorySegment from) {
        return from.get(NETWORK_INT, IN6_MAPPED);
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
