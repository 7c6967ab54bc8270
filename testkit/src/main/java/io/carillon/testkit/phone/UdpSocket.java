package io.carillon.testkit.phone;

import io.carillon.protocol.sip.MessageParser;
import io.carillon.testkit.network.UdpNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A phone's UDP port; a virtual thread reads it. */
final class UdpSocket implements PhoneSocket {

    private static final int LARGEST_DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final Receiver receiver;

    UdpSocket(String name, UdpNetwork network, InetSocketAddress local, Receiver receiver) throws IOException {
        this.receiver = receiver;
        this.socket = network.open(local);
        Thread.ofVirtual().name("phone-" + name).start(this::receive);
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] bytes, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void receive() {
        DatagramPacket datagram = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(LARGEST_DATAGRAM);
                socket.receive(datagram);
                InetSocketAddress from = (InetSocketAddress) datagram.getSocketAddress();
                receiver.received(MessageParser.parse(Arrays.copyOf(datagram.getData(), datagram.getLength())), from);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
