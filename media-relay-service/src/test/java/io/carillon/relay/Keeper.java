package io.carillon.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.testkit.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** Keeps recordings as voicemail does, over real HTTP; can die and come back on its port. Any thread. */
final class Keeper implements AutoCloseable {
    private static final String PATH = "/recordings/k";

    private final Watch watch = new Watch();
    private final Map<Integer, byte[]> chunks = new TreeMap<>();
    private final List<Integer> order = new ArrayList<>();
    private int ended = -1;
    private int wanted = Integer.MAX_VALUE;
    private int port;
    private HttpServer server;

    Keeper() throws IOException {
        server = serve();
        port = server.getAddress().getPort();
    }

    private HttpServer serve() throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext(PATH, this::handle);
        made.start();
        return made;
    }

    String url() {
        return "http://127.0.0.1:" + port + PATH;
    }

    /** Everything from here on is refused. */
    void wantsNoMoreThan(int howMany) {
        watch.update(() -> wanted = howMany);
    }

    void die() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = serve();
    }

    Watch watch() {
        return watch;
    }

    /** Chunks so far. */
    int chunks() {
        return watch.read(chunks::size);
    }

    List<Integer> order() {
        return watch.read(() -> List.copyOf(order));
    }

    /** The number it was told at the end; -1 before. */
    int ended() {
        return watch.read(() -> ended);
    }

    byte[] sound() {
        return watch.read(() -> {
            ByteArrayOutputStream sound = new ByteArrayOutputStream();
            chunks.values().forEach(sound::writeBytes);
            return sound.toByteArray();
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String name = exchange.getRequestURI().getPath().substring(PATH.length() + 1);
            boolean taken = watch.read(() -> name.equals("end") || Integer.parseInt(name) < wanted);
            if (taken) {
                watch.update(() -> keep(exchange.getRequestMethod() + " " + name, body));
            }
            exchange.sendResponseHeaders(taken ? 204 : 409, -1);
        }
    }

    private void keep(String request, byte[] body) {
        if (request.equals("POST end")) {
            ended = Integer.parseInt(new String(body, StandardCharsets.US_ASCII));
        } else if (request.startsWith("PUT ")) {
            int number = Integer.parseInt(request.substring(4));
            chunks.put(number, body);
            order.add(number);
        }
    }

    @Override
    public void close() {
        die();
    }
}
