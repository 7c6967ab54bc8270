package io.carillon.bench.rtp;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaJson.Decoded;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our relay, set up over media control as a proxy does it. */
final class CarillonRelay implements RelayUnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LegId CALLER = new LegId("caller");
    private static final LegId CALLEE = new LegId("callee");
    private static final List<String> ALLOWED = List.of("ulaw");

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Response> responses = new LinkedBlockingQueue<>();
    private final Process process;
    private final WebSocket control;
    private long lastId;

    private final String name;

    /**
     * @param name what the table calls it
     * @param java the JVM to run it with, and its options
     * @param jar the relay's quarkus-run.jar
     */
    CarillonRelay(String name, List<String> java, Path jar, int httpPort, int firstRtpPort, int lastRtpPort, Path log)
            throws Exception {
        this.name = name;
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-Dquarkus.http.port=" + httpPort,
                "-Dcarillon.rtp.address=127.0.0.1",
                "-Dcarillon.rtp.start=" + firstRtpPort,
                "-Dcarillon.rtp.end=" + lastRtpPort,
                "-jar",
                jar.toString()));
        process = Processes.start(log, command);
        try {
            awaitReady(httpPort);
            control = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + httpPort + "/control"), new Frames())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            Processes.stop(process);
            throw e;
        }
    }

    private void awaitReady(int httpPort) throws Exception {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/health/ready"))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("the relay was not ready within " + PATIENCE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Anchored anchor(String call, InetSocketAddress caller, InetSocketAddress callee) throws Exception {
        SessionId session = new SessionId(call);
        Optional<String> here = Optional.of("127.0.0.1");
        Response response = ask(
                new MediaCommand.AcceptOffer(session, CALLER, Sdp.of(caller), ALLOWED, true, here),
                new MediaCommand.CreateOffer(session, CALLEE, Optional.of(CALLER), ALLOWED, true, here),
                new MediaCommand.AcceptAnswer(session, CALLEE, Sdp.of(callee)),
                new MediaCommand.CreateAnswer(session, CALLER, Optional.of(CALLEE)),
                new MediaCommand.Hear(session, CALLER, new Source.FromLeg(CALLEE)),
                new MediaCommand.Hear(session, CALLEE, new Source.FromLeg(CALLER)));
        return new Anchored(
                shown(response.replies().get(3)), shown(response.replies().get(1)));
    }

    private static InetSocketAddress shown(MediaReply reply) {
        return switch (reply) {
            case MediaReply.Description(String sdp, List<String> codecs) -> Sdp.address(sdp);
            case MediaReply.Done done -> throw new IllegalStateException("no SDP in " + done);
            case MediaReply.Agreed agreed -> throw new IllegalStateException("no SDP in " + agreed);
            case MediaReply.Figures figures -> throw new IllegalStateException("no SDP in " + figures);
            case MediaReply.Refused refused -> throw new IllegalStateException("no SDP in " + refused);
        };
    }

    private Response ask(MediaCommand... commands) throws Exception {
        Request request = new Request("bench", ++lastId, List.of(commands));
        control.sendText(MediaJson.encode(request), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Response response = responses.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (response == null || response.replies().size() != commands.length) {
            throw new IllegalStateException("the relay answered " + response);
        }
        return response;
    }

    @Override
    public void close() {
        control.abort();
        http.close();
        Processes.stop(process);
    }

    private final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                if (MediaJson.decode(text.toString()) instanceof Decoded.Frame(MediaFrame.Response response)) {
                    responses.add(response);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
