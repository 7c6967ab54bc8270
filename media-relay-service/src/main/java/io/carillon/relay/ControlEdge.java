package io.carillon.relay;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaJson.Decoded;
import io.carillon.protocol.media.MediaReply;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Media control over WebSocket: a request in, its response out, events in between. Requests are taken in the order they
 * come and answered as they are done. A session lives on when the connection that spoke for it is gone.
 */
@WebSocket(path = "/control", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class ControlEdge {

    private static final Logger LOG = Logger.getLogger(ControlEdge.class);

    private final Relay relay;
    private final ControlDatagrams datagrams;
    private final Map<String, ControlConnection> open = new ConcurrentHashMap<>();

    @Inject
    ControlEdge(Relay relay, ControlDatagrams datagrams) {
        this.relay = relay;
        this.datagrams = datagrams;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection connection) {
        ControlConnection opened = new ControlConnection(connection, this::tellAnybody);
        open.put(connection.id(), opened);
        datagrams.admit(opened).ifPresent(opened::tell);
        LOG.infof("Media control is open (%s)", connection.id());
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection connection) {
        ControlConnection closed = open.remove(connection.id());
        if (closed != null) {
            datagrams.forget(closed);
        }
        LOG.infof("Media control is closed (%s)", connection.id());
    }

    @OnTextMessage
    @NonBlocking
    void received(String text, WebSocketConnection connection) {
        ControlConnection from = open.get(connection.id());
        if (from == null) {
            return;
        }
        switch (MediaJson.decode(text)) {
            case Decoded.Frame(MediaFrame frame) -> received(frame, from);
            case Decoded.Wrong wrong -> refuse(wrong, from);
        }
    }

    private void received(MediaFrame frame, ControlConnection from) {
        switch (frame) {
            case MediaFrame.Request request -> {
                CompletableFuture<?> _ = relay.execute(request, from).thenAccept(from::answer);
            }
            case MediaFrame.Response response -> from.close("a relay asks nothing that is answered by a response");
            case MediaFrame.Event event -> from.close("events come from the relay");
            case MediaFrame.Datagrams datagrams -> from.close("it is the relay that invites to send datagrams");
        }
    }

    private static void refuse(Decoded.Wrong wrong, ControlConnection from) {
        LOG.warnf("A media control frame is wrong: %s", wrong);
        if (wrong.request().isPresent()) {
            MediaReply refusal = new MediaReply.Refused(MediaReply.Reason.BAD_COMMAND, wrong.toString());
            from.answer(new MediaFrame.Response(wrong.request().getAsLong(), List.of(refusal)));
        } else {
            from.close(wrong.toString());
        }
    }

    /** The session's controller is gone; whoever has taken its calls over may answer for it. */
    private void tellAnybody(MediaEvent event) {
        switch (event) {
            case MediaEvent.StillThere question -> open.values().forEach(connection -> connection.tell(question));
            case MediaEvent.Quality lost -> {}
            case MediaEvent.Silent lost -> {}
            case MediaEvent.Digit lost -> {}
            case MediaEvent.Played lost -> {}
            case MediaEvent.Recorded lost -> {}
        }
    }

    static CloseReason closeReason(String why) {
        // RFC 6455 §5.5: a control frame holds 125 bytes, two of them the code.
        return new CloseReason(1008, why.substring(0, Math.min(why.length(), 100)));
    }
}
