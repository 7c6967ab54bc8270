package io.carillon.relay.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Serves one sound over HTTP as badly as the test wants. */
final class SoundServer implements AutoCloseable {
    private static final int PIECE = 4_000;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final byte[] sound;
    private final Queue<Integer> breaks = new ConcurrentLinkedQueue<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private boolean knowsRanges = true;
    private String status = "";

    SoundServer(byte[] sound) throws IOException {
        this.sound = sound;
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/sound/secret";
    }

    /** One connection each breaks after so many bytes. */
    void breaksAfter(Integer... bytes) {
        breaks.addAll(List.of(bytes));
    }

    void knowsNoRanges() {
        knowsRanges = false;
    }

    void answers(String refusal) {
        status = refusal;
    }

    /** Of each request; empty where it asked for everything. */
    List<String> ranges() {
        return ranges;
    }

    /** Bytes of sound that the system took so far. */
    long written() {
        return written.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            int from = request(client);
            OutputStream out = client.getOutputStream();
            if (!status.isEmpty()) {
                out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                return;
            }
            byte[] part = knowsRanges ? Arrays.copyOfRange(sound, from, sound.length) : sound;
            String head =
                    (from > 0 && knowsRanges ? "206 Partial Content" : "200 OK") + "\r\nContent-Length: " + part.length;
            out.write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Integer breakAfter = breaks.poll();
            int end = breakAfter == null ? part.length : Math.min(part.length, breakAfter);
            for (int at = 0; at < end; at += PIECE) {
                int length = Math.min(PIECE, end - at);
                out.write(part, at, length);
                written.addAndGet(length);
            }
        } catch (IOException gone) {
            // The relay wants no more of it.
        }
    }

    private int request(Socket client) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String range = "";
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("range:")) {
                range = line.substring(line.indexOf('=') + 1);
            }
        }
        ranges.add(range);
        return range.isEmpty() ? 0 : Integer.parseInt(range.substring(0, range.length() - 1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
