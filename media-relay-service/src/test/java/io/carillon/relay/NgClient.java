package io.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.ng.Bencode;
import io.carillon.protocol.media.ng.Bencode.Dictionary;
import io.carillon.protocol.media.ng.Bencode.Sequence;
import io.carillon.protocol.media.ng.Bencode.Text;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A proxy's end of NG: one request at a time. */
final class NgClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final DatagramSocket socket;
    private final InetSocketAddress edge;
    private int lastCookie;

    NgClient(InetSocketAddress edge) throws IOException {
        this.edge = edge;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** A request with these keys and values. */
    static Map<String, Bencode> request(String command, String... keysAndValues) {
        Map<String, Bencode> entries = new TreeMap<>();
        entries.put("command", new Text(command));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(keysAndValues[i], new Text(keysAndValues[i + 1]));
        }
        return entries;
    }

    static Sequence words(String... words) {
        return new Sequence(Arrays.stream(words).<Bencode>map(Text::new).toList());
    }

    Dictionary ask(Map<String, Bencode> request) throws IOException {
        lastCookie++;
        return ask("test_" + lastCookie, request);
    }

    Dictionary ask(String cookie, Map<String, Bencode> request) throws IOException {
        String answer = raw(cookie + " " + new String(new Dictionary(request).encode(), StandardCharsets.ISO_8859_1));
        assertThat(answer).startsWith(cookie + " ");
        byte[] body = answer.substring(cookie.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
        if (Bencode.decode(body) instanceof Bencode.Decoded.Value(Dictionary dictionary)) {
            return dictionary;
        }
        throw new AssertionError("no dictionary: " + answer);
    }

    String raw(String datagram) throws IOException {
        send(datagram);
        DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
    }

    void send(String datagram) throws IOException {
        byte[] bytes = datagram.getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, edge));
    }

    /** What stands behind keys (of dictionaries) and numbers (of lists). */
    static Object find(Bencode value, Object... path) {
        Bencode found = value;
        for (Object step : path) {
            found = switch (found) {
                case Dictionary dictionary -> dictionary.get((String) step).orElseThrow();
                case Sequence(List<Bencode> values) -> values.get((Integer) step);
                case Text _, Bencode.Whole _ -> throw new AssertionError("nothing below " + step);
            };
        }
        return switch (found) {
            case Text(String text) -> text;
            case Bencode.Whole(long number) -> number;
            case Sequence sequence -> sequence;
            case Dictionary dictionary -> dictionary;
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
