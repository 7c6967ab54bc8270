package io.carillon.protocol.media.control;

import io.carillon.protocol.media.MediaReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a relay is asked, whichever way it goes.
 *
 * @param frame JSON text
 */
record ControlRequest(long id, String frame, CompletableFuture<List<MediaReply>> replies) {}
