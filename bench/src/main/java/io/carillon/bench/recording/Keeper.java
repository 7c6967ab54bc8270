package io.carillon.bench.recording;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.bench.measure.Delays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Keeps recordings in memory, in voicemail's place. */
final class Keeper implements AutoCloseable {
    private static final String PATH = "/recordings/";
    private static final int BACKLOG = 256;

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Chunk> chunks = new ArrayList<>();
    private int turn;

    private record Chunk(int dictation, int number, ByteBuffer sound, long arrived) {}

    Keeper() throws IOException {
        server.setExecutor(requests);
        server.createContext(PATH, this::handle);
        server.start();
    }

    /** Where this dictation of the present turn goes. */
    synchronized String url(int dictation) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH + turn + "/" + dictation;
    }

    /** Another turn begins. */
    synchronized void forget() {
        turn++;
        chunks.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String[] name =
                    exchange.getRequestURI().getPath().substring(PATH.length()).split("/");
            if (!name[2].equals("end")) {
                keep(Integer.parseInt(name[0]), Integer.parseInt(name[1]), Integer.parseInt(name[2]), body);
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized void keep(int ofTurn, int dictation, int number, byte[] sound) {
        if (ofTurn == turn) {
            chunks.add(new Chunk(dictation, number, ByteBuffer.wrap(sound), System.nanoTime()));
        }
    }

    /** Holds what arrived against what was said. */
    synchronized Kept kept(List<Dictation> dictations, int failed) {
        Delays delays = new Delays();
        long said = 0;
        long gaps = 0;
        long wrong = 0;
        for (int i = 0; i < dictations.size(); i++) {
            Dictation dictation = dictations.get(i);
            byte[] sound = sound(i, dictation, delays);
            int before = leadingSilence(sound);
            int heard = 0;
            for (int at = before; at < sound.length; at++) {
                if (sound[at] != Dictation.SILENCE) {
                    heard++;
                    wrong += sound[at] == Dictation.sample(i, at - before) ? 0 : 1;
                }
            }
            said += dictation.said();
            gaps += dictation.said() - heard;
        }
        return new Kept(said, gaps, wrong, failed, delays);
    }

    private byte[] sound(int dictation, Dictation said, Delays delays) {
        TreeMap<Integer, Chunk> inOrder = new TreeMap<>();
        chunks.stream()
                .filter(chunk -> chunk.dictation() == dictation)
                .forEach(chunk -> inOrder.putIfAbsent(chunk.number(), chunk));
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (Chunk chunk : inOrder.values()) {
            sound.writeBytes(chunk.sound().array());
            int last = sound.size() - leadingSilence(sound.toByteArray());
            delays.add(Math.max(0, chunk.arrived() - said.begun() - last * 125_000L));
        }
        return sound.toByteArray();
    }

    /** A recording begins a moment before its phone says the first word. */
    private static int leadingSilence(byte[] sound) {
        int at = 0;
        while (at < sound.length && sound[at] == Dictation.SILENCE) {
            at++;
        }
        return at;
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }
}
