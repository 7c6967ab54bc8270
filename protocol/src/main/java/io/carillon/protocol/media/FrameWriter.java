package io.carillon.protocol.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.protocol.address.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** From a frame to JSON text in UTF-8. What is absent is left out. */
final class FrameWriter {

    /** Bytes of a request that sets up a call: two commands and an SDP. */
    private static final int USUAL_LENGTH = 1_024;

    private final JsonGenerator json;

    private FrameWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(JsonFactory factory, MediaFrame frame) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = factory.createGenerator(text)) {
            new FrameWriter(json).frame(frame);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toByteArray();
    }

    private void frame(MediaFrame frame) throws IOException {
        json.writeStartObject();
        switch (frame) {
            case MediaFrame.Request(String client, long id, List<MediaCommand> commands) -> {
                json.writeNumberField("request", id);
                json.writeStringField("client", client);
                json.writeArrayFieldStart("commands");
                for (MediaCommand command : commands) {
                    command(command);
                }
                json.writeEndArray();
            }
            case MediaFrame.Response(long id, List<MediaReply> replies) -> {
                json.writeNumberField("response", id);
                json.writeArrayFieldStart("replies");
                for (MediaReply reply : replies) {
                    reply(reply);
                }
                json.writeEndArray();
            }
            case MediaFrame.Event(MediaEvent event) -> event(event);
            case MediaFrame.Datagrams(int port, String key) -> {
                json.writeNumberField("datagrams", port);
                json.writeStringField("key", key);
            }
        }
        json.writeEndObject();
    }

    private void command(MediaCommand command) throws IOException {
        json.writeStartObject();
        switch (command) {
            case MediaCommand.AcceptOffer c -> {
                head("accept-offer", c.session(), c.leg());
                json.writeStringField("sdp", c.sdp());
                agreementTerms(c.allowed(), c.symmetric(), c.toward());
                shown(c.shown());
                optional("callId", c.callId());
            }
            case MediaCommand.CreateOffer c -> {
                head("create-offer", c.session(), c.leg());
                like(c.like());
                agreementTerms(c.allowed(), c.symmetric(), c.toward());
                shown(c.shown());
                optional("callId", c.callId());
            }
            case MediaCommand.AcceptAnswer c -> {
                head("accept-answer", c.session(), c.leg());
                json.writeStringField("sdp", c.sdp());
            }
            case MediaCommand.CreateAnswer c -> {
                head("create-answer", c.session(), c.leg());
                like(c.like());
            }
            case MediaCommand.Hear c -> {
                head("hear", c.session(), c.leg());
                source(c.source());
            }
            case MediaCommand.DirectOffer c -> {
                head("direct-offer", c.session(), c.leg());
                json.writeStringField("to", c.to().value());
            }
            case MediaCommand.SendDigit c -> {
                head("send-digit", c.session(), c.leg());
                json.writeStringField("digit", String.valueOf(c.digit()));
                json.writeNumberField("durationMillis", c.duration().toMillis());
            }
            case MediaCommand.Record c -> {
                head("record", c.session(), c.leg());
                RecordingJson.write(json, c);
            }
            case MediaCommand.StopRecording c -> head("stop-recording", c.session(), c.leg());
            case MediaCommand.ReleaseLeg c -> head("release-leg", c.session(), c.leg());
            case MediaCommand.Release c -> head("release", c.session());
            case MediaCommand.Query c -> head("query", c.session());
            case MediaCommand.Keep c -> head("keep", c.session());
        }
        json.writeEndObject();
    }

    private void head(String command, SessionId session, LegId leg) throws IOException {
        head(command, session);
        json.writeStringField("leg", leg.value());
    }

    private void head(String command, SessionId session) throws IOException {
        json.writeStringField("command", command);
        json.writeStringField("session", session.value());
    }

    private void like(Optional<LegId> like) throws IOException {
        if (like.isPresent()) {
            json.writeStringField("like", like.get().value());
        }
    }

    private void agreementTerms(List<String> allowed, boolean symmetric, Optional<String> toward) throws IOException {
        texts("allowed", allowed);
        json.writeBooleanField("symmetric", symmetric);
        optional("toward", toward);
    }

    private void shown(Shown shown) throws IOException {
        switch (shown) {
            case Shown.Usual() -> {}
            case Shown.Own() -> json.writeStringField("shown", "own");
            case Shown.External(InetAddress external) -> json.writeStringField("shown", external.getHostAddress());
        }
    }

    private void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private void source(Source source) throws IOException {
        json.writeObjectFieldStart("source");
        switch (source) {
            case Source.FromLeg(LegId leg, boolean keys) -> {
                json.writeStringField("type", "leg");
                json.writeStringField("leg", leg.value());
                if (!keys) {
                    json.writeBooleanField("keys", false);
                }
            }
            case Source.Silence() -> json.writeStringField("type", "silence");
            case Source.Echo() -> json.writeStringField("type", "echo");
            case Source.Playing playing -> SoundJson.write(json, playing);
        }
        json.writeEndObject();
    }

    private void reply(MediaReply reply) throws IOException {
        json.writeStartObject();
        switch (reply) {
            case MediaReply.Done() -> json.writeStringField("reply", "done");
            case MediaReply.Agreed r -> {
                json.writeStringField("reply", "agreed");
                texts("codecs", r.codecs());
                json.writeStringField("direction", r.direction().name());
            }
            case MediaReply.Description r -> {
                json.writeStringField("reply", "description");
                json.writeStringField("sdp", r.sdp());
                texts("codecs", r.codecs());
            }
            case MediaReply.Figures(List<LegFigures> legs) -> {
                json.writeStringField("reply", "figures");
                legs(legs);
            }
            case MediaReply.Refused(MediaReply.Reason reason, String detail) -> {
                json.writeStringField("reply", "refused");
                json.writeStringField("reason", reason.name());
                json.writeStringField("detail", detail);
            }
        }
        json.writeEndObject();
    }

    private void event(MediaEvent event) throws IOException {
        switch (event) {
            case MediaEvent.Quality e -> {
                json.writeStringField("event", "quality");
                json.writeStringField("session", e.session().value());
                legs(e.legs());
            }
            case MediaEvent.Silent e -> {
                json.writeStringField("event", "silent");
                json.writeStringField("session", e.session().value());
                json.writeStringField("leg", e.leg().value());
                json.writeNumberField("silentForMillis", e.silentFor().toMillis());
            }
            case MediaEvent.StillThere e -> {
                json.writeStringField("event", "still-there");
                json.writeArrayFieldStart("sessions");
                for (SessionId session : e.sessions()) {
                    json.writeStartObject();
                    json.writeStringField("session", session.value());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case MediaEvent.Digit e -> {
                json.writeStringField("event", "digit");
                json.writeStringField("session", e.session().value());
                json.writeStringField("leg", e.leg().value());
                json.writeStringField("digit", String.valueOf(e.digit()));
                json.writeNumberField("durationMillis", e.duration().toMillis());
            }
            case MediaEvent.Played e -> {
                json.writeStringField("event", "played");
                json.writeStringField("session", e.session().value());
                json.writeStringField("leg", e.leg().value());
                json.writeNumberField("playback", e.playback().value());
                json.writeStringField("end", e.end().name());
                json.writeNumberField("playedMillis", e.played().toMillis());
                optional("why", e.why());
            }
            case MediaEvent.Recorded e -> RecordingJson.write(json, e);
        }
    }

    private void legs(List<LegFigures> legs) throws IOException {
        json.writeArrayFieldStart("legs");
        for (LegFigures figures : legs) {
            json.writeStartObject();
            json.writeStringField("leg", figures.leg().value());
            if (figures.codec().isPresent()) {
                json.writeStringField("codec", figures.codec().get());
            }
            json.writeNumberField("packetsReceived", figures.packetsReceived());
            json.writeNumberField("octetsReceived", figures.octetsReceived());
            json.writeNumberField("packetsSent", figures.packetsSent());
            json.writeNumberField("octetsSent", figures.octetsSent());
            json.writeNumberField("lost", figures.lost());
            json.writeNumberField("lossFraction", figures.lossFraction());
            json.writeNumberField("jitterMillis", figures.jitterMillis());
            if (figures.roundTripMillis().isPresent()) {
                json.writeNumberField(
                        "roundTripMillis", figures.roundTripMillis().getAsDouble());
            }
            json.writeNumberField("strangersDropped", figures.strangersDropped());
            json.writeNumberField("ssrcChanges", figures.ssrcChanges());
            json.writeNumberField("silentForMillis", figures.silentFor().toMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
