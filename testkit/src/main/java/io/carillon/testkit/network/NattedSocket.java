package io.carillon.testkit.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A port behind a {@link NatBox}: what it sends goes to the box, wrapped, and only what the box lets in is received. The
 * rest of the machine could reach it, for every loopback address is this machine; it is deaf to them, as the Internet
 * has no way to a private address. As thread-safe as any socket.
 */
final class NattedSocket extends DatagramSocket {

    private final InetSocketAddress gateway;

    NattedSocket(InetSocketAddress local, InetSocketAddress gateway) throws IOException {
        super(local);
        this.gateway = gateway;
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        byte[] wrapped =
                Wrapped.of((InetSocketAddress) packet.getSocketAddress(), packet.getData(), packet.getLength());
        super.send(new DatagramPacket(wrapped, wrapped.length, gateway));
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        DatagramPacket wrapped = new DatagramPacket(new byte[NatBox.LARGEST_DATAGRAM], NatBox.LARGEST_DATAGRAM);
        Optional<Wrapped> letIn = Optional.empty();
        while (letIn.isEmpty()) {
            wrapped.setLength(NatBox.LARGEST_DATAGRAM);
            super.receive(wrapped);
            letIn = gateway.equals(wrapped.getSocketAddress())
                    ? Wrapped.read(wrapped.getData(), wrapped.getLength())
                    : Optional.empty();
        }
        byte[] payload = letIn.get().payload();
        System.arraycopy(payload, 0, packet.getData(), 0, payload.length);
        packet.setLength(payload.length);
        packet.setSocketAddress(letIn.get().address());
    }
}
