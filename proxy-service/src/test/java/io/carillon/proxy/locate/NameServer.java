package io.carillon.proxy.locate;

import io.carillon.proxy.locate.Question.RecordType;
import io.carillon.proxy.locate.ResourceRecord.Address;
import io.carillon.proxy.locate.ResourceRecord.Pointer;
import io.carillon.proxy.locate.ResourceRecord.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on UDP that serves a {@link Zone} (RFC 1035 §4), or says nothing. */
final class NameServer implements AutoCloseable {
    private static final Map<Integer, RecordType> TYPES =
            Map.of(1, RecordType.A, 28, RecordType.AAAA, 33, RecordType.SRV, 35, RecordType.NAPTR);
    private static final int TTL = 60;
    private static final int NO_SUCH_NAME = 3;

    private final Zone zone;
    private final boolean silent;
    private final DatagramSocket socket;
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    private NameServer(Zone zone, boolean silent) throws IOException {
        this.zone = zone;
        this.silent = silent;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    static NameServer of(String zone) throws IOException {
        return new NameServer(Zone.of(zone), false);
    }

    static NameServer silent() throws IOException {
        return new NameServer(Zone.of(""), true);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    List<Question> asked() {
        return asked;
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
        while (!socket.isClosed()) {
            try {
                packet.setLength(1_500);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        short type = query.getShort();
        Question question =
                new Question(name.toString(), Objects.requireNonNull(TYPES.get((int) type), "an unknown type"));
        asked.add(question);
        List<ResourceRecord> records = zone.records(question);
        ByteBuffer answer = ByteBuffer.allocate(1_500);
        answer.putShort(id).putShort((short) (0x8580 | (records.isEmpty() ? NO_SUCH_NAME : 0)));
        answer.putShort((short) 1).putShort((short) records.size()).putInt(0);
        put(answer, name.toString()).putShort(type).putShort((short) 1);
        for (ResourceRecord record : records) {
            ByteBuffer data = data(record);
            put(answer, name.toString()).putShort(type).putShort((short) 1).putInt(TTL);
            answer.putShort((short) data.remaining()).put(data);
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer data(ResourceRecord record) {
        ByteBuffer data = ByteBuffer.allocate(512);
        switch (record) {
            case Address(InetAddress address) -> data.put(address.getAddress());
            case Service s ->
                put(
                        data.putShort((short) s.priority())
                                .putShort((short) s.weight())
                                .putShort((short) s.port()),
                        s.target());
            case Pointer p -> {
                data.putShort((short) p.order()).putShort((short) p.preference());
                text(data, p.flags());
                text(data, p.service());
                text(data, "");
                put(data, p.replacement());
            }
        }
        return data.flip();
    }

    private static ByteBuffer put(ByteBuffer to, String name) {
        if (!name.isEmpty()) {
            for (String label : name.split("\\.")) {
                text(to, label);
            }
        }
        return to.put((byte) 0);
    }

    private static void text(ByteBuffer to, String text) {
        to.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        socket.close();
    }
}
