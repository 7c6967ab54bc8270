package io.carillon.protocol.media.control;

import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a relay is asked, whichever way it goes. */
record ControlRequest(MediaFrame.Request frame, CompletableFuture<List<MediaReply>> replies) {
    long id() {
        return frame.id();
    }
}
