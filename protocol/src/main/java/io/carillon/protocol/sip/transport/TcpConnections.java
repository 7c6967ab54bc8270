package io.carillon.protocol.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of a listener, within {@link TcpLimits}. Owned by the signalling loop; {@link #named} any thread. */
final class TcpConnections {
    private final TcpLimits limits;
    private final Map<InetSocketAddress, TcpConnection> byRemote = new HashMap<>();
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private final Map<String, TcpConnection> byToken = new ConcurrentHashMap<>();

    TcpConnections(TcpLimits limits) {
        this.limits = limits;
    }

    boolean hasRoom(InetAddress address) {
        return byToken.size() < limits.connections() && perAddress.getOrDefault(address, 0) < limits.perAddress();
    }

    void add(TcpConnection connection) {
        byToken.put(token(connection), connection);
        byRemote.put(connection.remote(), connection);
        perAddress.merge(connection.remote().getAddress(), 1, Integer::sum);
        connection.admitted();
    }

    void remove(TcpConnection connection) {
        if (byToken.remove(token(connection), connection)) {
            byRemote.remove(connection.remote(), connection);
            perAddress.computeIfPresent(connection.remote().getAddress(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The youngest one with that address and port. */
    Optional<TcpConnection> to(InetSocketAddress remote) {
        return Optional.ofNullable(byRemote.get(remote));
    }

    Optional<TcpConnection> named(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    int size() {
        return byToken.size();
    }

    List<TcpConnection> all() {
        return List.copyOf(byToken.values());
    }

    private static String token(TcpConnection connection) {
        return connection.token().orElseThrow();
    }
}
