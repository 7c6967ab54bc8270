package io.carillon.relay;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.relay.session.EventSink;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One open media control connection, to be told of events and given responses on any thread. */
final class ControlConnection implements EventSink {

    private static final Logger LOG = Logger.getLogger(ControlConnection.class);

    /** Frames on their way to a client that reads slowly; events beyond that are dropped, responses are not. */
    private static final int MOST_WAITING = 4_096;

    private final WebSocketConnection connection;
    private final Consumer<MediaEvent> otherwise;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param otherwise gets the events that come when this connection is closed */
    ControlConnection(WebSocketConnection connection, Consumer<MediaEvent> otherwise) {
        this.connection = connection;
        this.otherwise = otherwise;
    }

    @Override
    public void tell(MediaEvent event) {
        if (connection.isClosed()) {
            otherwise.accept(event);
        } else if (waiting.get() < MOST_WAITING) {
            send(new MediaFrame.Event(event));
        }
    }

    /** Told once, before anything else. */
    void tell(MediaFrame.Datagrams invitation) {
        send(invitation);
    }

    void answer(MediaFrame.Response response) {
        if (connection.isOpen()) {
            send(response);
        }
    }

    void close(String why) {
        connection.close(ControlEdge.closeReason(why)).subscribe().with(done -> {}, this::failed);
    }

    private void send(MediaFrame frame) {
        waiting.incrementAndGet();
        connection.sendText(MediaJson.encode(frame)).subscribe().with(sent -> waiting.decrementAndGet(), failure -> {
            waiting.decrementAndGet();
            failed(failure);
        });
    }

    private void failed(Throwable failure) {
        // The client has gone; it asks again on its next connection.
        LOG.debugf(failure, "Media control connection %s", connection.id());
    }
}
