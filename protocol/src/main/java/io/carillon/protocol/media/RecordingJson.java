package io.carillon.protocol.media;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.protocol.media.Fields.WrongField;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What is asked and told of recordings, as JSON. */
final class RecordingJson {

    private RecordingJson() {}

    static void write(JsonGenerator json, MediaCommand.Record record) throws IOException {
        json.writeStringField("recording", record.recording().text());
        json.writeStringField("url", record.url());
        json.writeNumberField("longestMillis", record.limits().longest().toMillis());
        json.writeNumberField("silenceMillis", record.limits().silence().toMillis());
        json.writeNumberField("silenceThreshold", record.limits().silenceThreshold());
        json.writeStringField("endedBy", record.endedBy());
        if (!record.gain().equals(Gain.NONE)) {
            json.writeNumberField("gainDecibels", record.gain().decibels());
        }
    }

    static void write(JsonGenerator json, MediaEvent.Recorded recorded) throws IOException {
        json.writeStringField("event", "recorded");
        json.writeStringField("session", recorded.session().value());
        json.writeStringField("leg", recorded.leg().value());
        json.writeStringField("recording", recorded.recording().text());
        json.writeStringField("end", recorded.end().name());
        json.writeNumberField("lengthMillis", recorded.length().toMillis());
        if (recorded.key().isPresent()) {
            json.writeStringField("key", String.valueOf(recorded.key().get()));
        }
        if (recorded.why().isPresent()) {
            json.writeStringField("why", recorded.why().get());
        }
    }

    static MediaCommand record(Fields f, SessionId session) throws WrongField {
        return new MediaCommand.Record(
                session, f.leg("leg"), id(f), f.text("url"), limits(f), f.text("endedBy"), gain(f));
    }

    private static Gain gain(Fields f) throws WrongField {
        long decibels = f.has("gainDecibels") ? f.number("gainDecibels") : 0;
        if (!Gain.isPossible(decibels)) {
            throw f.wrong("gainDecibels", "not between -" + Gain.MOST + " and " + Gain.MOST);
        }
        return new Gain((int) decibels);
    }

    static MediaEvent recorded(Fields f) throws WrongField {
        return new MediaEvent.Recorded(
                f.session(),
                f.leg("leg"),
                id(f),
                f.constant("end", MediaEvent.Recorded.End.class),
                f.millis("lengthMillis"),
                f.has("key") ? Optional.of(f.digit("key")) : Optional.empty(),
                f.optionalText("why"));
    }

    private static RecordingId id(Fields f) throws WrongField {
        return new RecordingId(f.identifier("recording", RecordingId.MAX_LENGTH));
    }

    private static RecordingLimits limits(Fields f) throws WrongField {
        Duration longest = upToLongest(f, "longestMillis");
        if (longest.isZero()) {
            throw f.wrong("longestMillis", "zero");
        }
        long threshold = f.number("silenceThreshold");
        if (threshold < 0 || threshold > RecordingLimits.LOUDEST) {
            throw f.wrong("silenceThreshold", "not between 0 and " + RecordingLimits.LOUDEST);
        }
        return new RecordingLimits(longest, upToLongest(f, "silenceMillis"), (int) threshold);
    }

    private static Duration upToLongest(Fields f, String name) throws WrongField {
        Duration length = f.millis(name);
        if (length.isNegative() || length.compareTo(RecordingLimits.LONGEST) > 0) {
            throw f.wrong(name, "not between 0 and " + RecordingLimits.LONGEST.toMillis());
        }
        return length;
    }
}
