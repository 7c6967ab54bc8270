package io.carillon.bench.rtp;

import io.carillon.bench.phone.Sdp;
import io.carillon.bench.server.CarillonServer;
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
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
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
    private final WebSocket control;
    private final long pid;
    private long lastId;

    CarillonRelay(CarillonServer carillon) throws Exception {
        pid = carillon.relayPid();
        URI root = carillon.relay();
        control = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + root.getAuthority() + "/control"), new Frames())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public String name() {
        return CarillonServer.NAME;
    }

    @Override
    public long pid() {
        return pid;
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
