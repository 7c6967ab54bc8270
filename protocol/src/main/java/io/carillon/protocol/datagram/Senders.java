package io.carillon.protocol.datagram;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One {@link InetSocketAddress} for each address datagrams come from, so that receiving allocates nothing once a sender is
 * known. Owner: one loop.
 */
final class Senders {

    /** Slots; a loop hears far fewer peers at a time, and forged senders must not fill the heap. A power of two. */
    static final int CAPACITY = 1 << 15;

    /** A table fuller than this is slow to search; it is emptied then, and the live senders soon fill it again. */
    private static final int MOST = CAPACITY / 2;

    private final long[] highs = new long[CAPACITY];
    private final long[] lows = new long[CAPACITY];
    private final @Nullable InetSocketAddress[] addresses = new InetSocketAddress[CAPACITY];
    private int size;

    /** The address that the kernel wrote there. */
    InetSocketAddress intern(MemorySegment sender) {
        if (!NativeAddress.isV6(sender)) {
            return v4(NativeAddress.v4(sender), NativeAddress.port(sender));
        }
        return NativeAddress.isMapped(sender)
                ? v4(NativeAddress.mapped(sender), NativeAddress.port(sender))
                : intern(
                        NativeAddress.v6High(sender),
                        NativeAddress.v6Low(sender),
                        NativeAddress.port(sender),
                        NativeAddress.v6Scope(sender),
                        true);
    }

    private InetSocketAddress v4(int address, int port) {
        return intern(0, Integer.toUnsignedLong(address), port, 0, false);
    }

    private InetSocketAddress intern(long high, long low, int port, int scope, boolean v6) {
        int slot = hash(high, low, port);
        InetSocketAddress known = addresses[slot];
        while (known != null) {
            if (lows[slot] == low && highs[slot] == high && known.getPort() == port && hasScope(known, v6, scope)) {
                return known;
            }
            slot = (slot + 1) & (CAPACITY - 1);
            known = addresses[slot];
        }
        if (size == MOST) {
            Arrays.fill(addresses, null);
            size = 0;
            slot = hash(high, low, port);
        }
        InetSocketAddress made = new InetSocketAddress(v6 ? v6(high, low, scope) : v4((int) low), port);
        highs[slot] = high;
        lows[slot] = low;
        addresses[slot] = made;
        size++;
        return made;
    }

    private static boolean hasScope(InetSocketAddress known, boolean v6, int scope) {
        return known.getAddress() instanceof Inet6Address in6 ? v6 && in6.getScopeId() == scope : !v6;
    }

    private static int hash(long high, long low, int port) {
        long mixed = ((high * 31 + low) * 31 + port) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40) & (CAPACITY - 1);
    }

    private static InetAddress v4(int address) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt(address).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress v6(long high, long low, int scope) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            // Without a scope a link-local address would not be answered; with 0 it would print as "%0".
            return scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
