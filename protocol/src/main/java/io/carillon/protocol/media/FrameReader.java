package io.carillon.protocol.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.Fields.WrongField;
import io.carillon.protocol.sdp.Direction;
import io.carillon.protocol.sip.HostPort;
import java.util.Optional;

/** From a JSON tree to a frame. */
final class FrameReader {

    private FrameReader() {}

    static MediaFrame read(JsonNode tree) throws WrongField {
        Fields fields = new Fields("", tree);
        MediaFrame frame = frame(fields);
        fields.end();
        return frame;
    }

    private static MediaFrame frame(Fields fields) throws WrongField {
        if (fields.has("request")) {
            return new MediaFrame.Request(
                    fields.text("client"),
                    fields.number("request"),
                    fields.objects("commands", MediaJson.MAX_COMMANDS, FrameReader::command));
        }
        if (fields.has("response")) {
            return new MediaFrame.Response(
                    fields.number("response"), fields.objects("replies", MediaJson.MAX_COMMANDS, FrameReader::reply));
        }
        if (fields.has("datagrams")) {
            return datagrams(fields);
        }
        return new MediaFrame.Event(event(fields));
    }

    private static MediaFrame datagrams(Fields fields) throws WrongField {
        long port = fields.number("datagrams");
        if (port < 1 || port > 65_535) {
            throw fields.wrong("datagrams", "expected a port");
        }
        String key = fields.text("key");
        if (key.length() != ControlDatagram.KEY_LENGTH) {
            throw fields.wrong("key", "expected " + ControlDatagram.KEY_LENGTH + " characters");
        }
        return new MediaFrame.Datagrams((int) port, key);
    }

    private static MediaCommand command(Fields f) throws WrongField {
        String command = f.text("command");
        SessionId session = f.session();
        return switch (command) {
            case "accept-offer" ->
                new MediaCommand.AcceptOffer(
                        session,
                        f.leg("leg"),
                        f.sdp("sdp"),
                        f.texts("allowed"),
                        f.flag("symmetric"),
                        f.optionalText("toward"),
                        shown(f),
                        f.optionalText("callId"));
            case "create-offer" ->
                new MediaCommand.CreateOffer(
                        session,
                        f.leg("leg"),
                        f.optionalLeg("like"),
                        f.texts("allowed"),
                        f.flag("symmetric"),
                        f.optionalText("toward"),
                        shown(f),
                        f.optionalText("callId"));
            case "accept-answer" -> new MediaCommand.AcceptAnswer(session, f.leg("leg"), f.sdp("sdp"));
            case "create-answer" -> new MediaCommand.CreateAnswer(session, f.leg("leg"), f.optionalLeg("like"));
            case "hear" -> {
                Fields source = f.object("source");
                Source heard = source(source);
                source.end();
                yield new MediaCommand.Hear(session, f.leg("leg"), heard);
            }
            case "direct-offer" -> new MediaCommand.DirectOffer(session, f.leg("leg"), f.leg("to"));
            case "send-digit" ->
                new MediaCommand.SendDigit(session, f.leg("leg"), f.digit("digit"), f.millis("durationMillis"));
            case "record" -> RecordingJson.record(f, session);
            case "stop-recording" -> new MediaCommand.StopRecording(session, f.leg("leg"));
            case "release-leg" -> new MediaCommand.ReleaseLeg(session, f.leg("leg"));
            case "release" -> new MediaCommand.Release(session);
            case "query" -> new MediaCommand.Query(session);
            case "keep" -> new MediaCommand.Keep(session);
            default -> throw f.wrong("command", "unknown command " + command);
        };
    }

    private static Shown shown(Fields f) throws WrongField {
        Optional<String> shown = f.optionalText("shown");
        if (shown.isEmpty()) {
            return new Shown.Usual();
        }
        if (shown.get().equals("own")) {
            return new Shown.Own();
        }
        return HostPort.addressOf(shown.get())
                .map(Shown.External::new)
                .orElseThrow(() -> f.wrong("shown", "expected own or an address"));
    }

    private static Source source(Fields f) throws WrongField {
        String type = f.text("type");
        return switch (type) {
            case "leg" -> new Source.FromLeg(f.leg("leg"), !f.has("keys") || f.flag("keys"));
            case "silence" -> new Source.Silence();
            case "echo" -> new Source.Echo();
            case "playing" -> SoundJson.read(f);
            default -> throw f.wrong("type", "unknown source " + type);
        };
    }

    private static MediaReply reply(Fields f) throws WrongField {
        String reply = f.text("reply");
        return switch (reply) {
            case "done" -> new MediaReply.Done();
            case "agreed" -> new MediaReply.Agreed(f.texts("codecs"), f.constant("direction", Direction.class));
            case "description" -> new MediaReply.Description(f.sdp("sdp"), f.texts("codecs"));
            case "figures" -> new MediaReply.Figures(f.objects("legs", MediaJson.MAX_ELEMENTS, FrameReader::figures));
            case "refused" -> new MediaReply.Refused(f.constant("reason", MediaReply.Reason.class), f.text("detail"));
            default -> throw f.wrong("reply", "unknown reply " + reply);
        };
    }

    private static MediaEvent event(Fields f) throws WrongField {
        String event = f.text("event");
        return switch (event) {
            case "quality" ->
                new MediaEvent.Quality(f.session(), f.objects("legs", MediaJson.MAX_ELEMENTS, FrameReader::figures));
            case "silent" -> new MediaEvent.Silent(f.session(), f.leg("leg"), f.millis("silentForMillis"));
            case "still-there" ->
                new MediaEvent.StillThere(f.objects("sessions", MediaJson.MAX_ELEMENTS, element -> element.session()));
            case "digit" ->
                new MediaEvent.Digit(f.session(), f.leg("leg"), f.digit("digit"), f.millis("durationMillis"));
            case "played" ->
                new MediaEvent.Played(
                        f.session(),
                        f.leg("leg"),
                        new PlaybackId(f.number("playback")),
                        f.constant("end", MediaEvent.Played.End.class),
                        f.millis("playedMillis"),
                        f.optionalText("why"));
            case "recorded" -> RecordingJson.recorded(f);
            default -> throw f.wrong("event", "unknown event " + event);
        };
    }

    private static LegFigures figures(Fields f) throws WrongField {
        return new LegFigures(
                f.leg("leg"),
                f.optionalText("codec"),
                f.number("packetsReceived"),
                f.number("octetsReceived"),
                f.number("packetsSent"),
                f.number("octetsSent"),
                f.number("lost"),
                f.real("lossFraction"),
                f.real("jitterMillis"),
                f.optionalReal("roundTripMillis"),
                f.number("strangersDropped"),
                f.number("ssrcChanges"),
                f.millis("silentForMillis"));
    }
}
