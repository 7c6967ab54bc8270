package io.carillon.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** A name server (RFC 1035 §4) for which every name has the same addresses, in their order, and nothing else. */
final class TwoAddresses implements AutoCloseable {
    private static final int LARGEST = 1_500;
    private static final int HEADER = 12;
    private static final short ANSWER_WITHOUT_ERROR = (short) 0x8180;
    private static final short A = 1;
    private static final short IN = 1;

    /** A pointer to the question's name. */
    private static final short SAME_NAME = (short) 0xC00C;

    private final List<InetAddress> addresses;
    private final DatagramSocket socket;

    private TwoAddresses(List<InetAddress> addresses) throws IOException {
        this.addresses = addresses;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    static TwoAddresses of(String first, String second) throws IOException {
        return new TwoAddresses(
                Stream.of(first, second).map(InetAddress::ofLiteral).toList());
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException failed) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        int end = HEADER;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        short type = query.getShort(end + 1);
        List<InetAddress> found = type == A ? addresses : List.of();
        byte[] question = new byte[end + 5 - HEADER];
        query.get(HEADER, question);
        ByteBuffer answer = ByteBuffer.allocate(LARGEST);
        answer.putShort(id).putShort(ANSWER_WITHOUT_ERROR).putShort((short) 1);
        answer.putShort((short) found.size())
                .putShort((short) 0)
                .putShort((short) 0)
                .put(question);
        for (InetAddress address : found) {
            answer.putShort(SAME_NAME).putShort(A).putShort(IN).putInt(60).putShort((short) 4);
            answer.put(address.getAddress());
        }
        byte[] written = new byte[answer.flip().remaining()];
        answer.get(written);
        return written;
    }

    @Override
    public void close() {
        socket.close();
    }
}
