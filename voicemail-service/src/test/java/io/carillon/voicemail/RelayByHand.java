package io.carillon.voicemail;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sdp.Direction;
import io.carillon.voicemail.message.Chunks;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The control side of a media relay without any media: it agrees to everything, plays each prompt in no time, and its caller
 * says two seconds of silence and presses {@code #}.
 */
final class RelayByHand implements AutoCloseable {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final int CHUNK = 4_000;

    private final Vertx vertx;
    private final Chunks chunks;
    private final HttpServer server;
    private final List<String> played = new CopyOnWriteArrayList<>();
    private final List<MediaCommand> told = new CopyOnWriteArrayList<>();
    private volatile boolean hasCodecs = true;
    private volatile boolean records = true;
    private volatile @Nullable ServerWebSocket client;
    private volatile MediaCommand.@Nullable Record recording;

    RelayByHand(Vertx vertx, Chunks chunks) {
        this.vertx = vertx;
        this.chunks = chunks;
        this.server = vertx.createHttpServer()
                // Asked for by hand: where Quarkus has run in the same JVM, Vert.x has no WebSockets of its own accord.
                .requestHandler(request -> request.toWebSocket().onSuccess(this::connected))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/control");
    }

    /** Names of prompts, in order. */
    List<String> played() {
        return played;
    }

    /** Everything it was told. */
    List<MediaCommand> told() {
        return told;
    }

    /** It knows no codec of the caller's. */
    void refuseCodecs() {
        hasCodecs = false;
    }

    /** Its caller says nothing, and no recording ends. */
    void recordForEver() {
        records = false;
    }

    private void connected(ServerWebSocket socket) {
        client = socket;
        socket.textMessageHandler(text -> {
            if (MediaJson.decode(text)
                    instanceof
                    MediaJson.Decoded.Frame(MediaFrame.Request(String _, long id, List<MediaCommand> commands))) {
                List<MediaReply> replies = replies(commands);
                socket.writeTextMessage(MediaJson.encode(new MediaFrame.Response(id, replies)));
                commands.forEach(this::perform);
            }
        });
    }

    /** Up to the first one that is refused. */
    private List<MediaReply> replies(List<MediaCommand> commands) {
        List<MediaReply> replies = new ArrayList<>();
        for (MediaCommand command : commands) {
            replies.add(reply(command));
            if (replies.getLast() instanceof MediaReply.Refused) {
                break;
            }
        }
        return replies;
    }

    private MediaReply reply(MediaCommand command) {
        return switch (command) {
            case MediaCommand.AcceptOffer _, MediaCommand.AcceptAnswer _ ->
                hasCodecs
                        ? new MediaReply.Agreed(List.of("ulaw"), Direction.SENDRECV)
                        : new MediaReply.Refused(MediaReply.Reason.NO_COMMON_CODEC, "nothing in common");
            case MediaCommand.CreateAnswer _, MediaCommand.CreateOffer _, MediaCommand.DirectOffer _ ->
                new MediaReply.Description("v=0\r\ns=relay\r\n", List.of("ulaw"));
            case MediaCommand.Release _, MediaCommand.ReleaseLeg _, MediaCommand.Query _ ->
                new MediaReply.Figures(List.of());
            case MediaCommand.Hear _,
                    MediaCommand.Record _,
                    MediaCommand.StopRecording _,
                    MediaCommand.SendDigit _,
                    MediaCommand.Keep _ -> new MediaReply.Done();
        };
    }

    private void perform(MediaCommand command) {
        told.add(command);
        switch (command) {
            case MediaCommand.Hear(var session, var leg, Source.Playing playing) -> {
                playing.sounds().stream()
                        .filter(sound -> !(sound instanceof Sound.Pause))
                        .forEach(sound -> played.add(name(sound)));
                tell(new MediaEvent.Played(
                        session,
                        leg,
                        playing.id(),
                        MediaEvent.Played.End.FINISHED,
                        Duration.ofSeconds(1),
                        Optional.empty()));
            }
            case MediaCommand.Record record -> {
                recording = record;
                put(record.url());
                if (records) {
                    tell(recorded(record, MediaEvent.Recorded.End.KEY, Optional.of('#')));
                }
            }
            case MediaCommand.StopRecording _ -> {
                MediaCommand.Record stopped = recording;
                if (stopped != null) {
                    tell(recorded(stopped, MediaEvent.Recorded.End.STOPPED, Optional.empty()));
                }
            }
            default -> {}
        }
    }

    private static MediaEvent recorded(
            MediaCommand.Record record, MediaEvent.Recorded.End end, Optional<Character> key) {
        return new MediaEvent.Recorded(
                record.session(),
                record.leg(),
                record.recording(),
                end,
                HALF_A_SECOND.multipliedBy(4),
                key,
                Optional.empty());
    }

    private void put(String url) {
        String key = url.substring(url.lastIndexOf('/') + 1);
        for (int chunk = 0; chunk < 4; chunk++) {
            chunks.put(key, chunk, HALF_A_SECOND.multipliedBy(chunk), new byte[CHUNK]);
        }
    }

    private void tell(MediaEvent event) {
        ServerWebSocket socket = client;
        if (socket != null) {
            socket.writeTextMessage(MediaJson.encode(new MediaFrame.Event(event)));
        }
    }

    private static String name(Sound sound) {
        return sound instanceof Sound.Prompt(String name, String _) ? name : sound.toString();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
