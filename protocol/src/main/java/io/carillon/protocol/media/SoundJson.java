package io.carillon.protocol.media;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.protocol.media.Fields.WrongField;
import java.io.IOException;
import java.time.Duration;

/** A source that is played, as JSON. */
final class SoundJson {

    private SoundJson() {}

    static void write(JsonGenerator json, Source.Playing playing) throws IOException {
        json.writeStringField("type", "playing");
        json.writeNumberField("playback", playing.id().value());
        json.writeArrayFieldStart("sounds");
        for (Sound sound : playing.sounds()) {
            json.writeStartObject();
            write(json, sound);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("cutBy", playing.cutBy());
        json.writeBooleanField("repeated", playing.repeated());
    }

    private static void write(JsonGenerator json, Sound sound) throws IOException {
        switch (sound) {
            case Sound.Prompt(String name, String language) -> {
                json.writeStringField("prompt", name);
                json.writeStringField("language", language);
            }
            case Sound.Tones(String definition, String country, Duration length) -> {
                json.writeStringField("tones", definition);
                json.writeStringField("country", country);
                json.writeNumberField("lengthMillis", length.toMillis());
            }
            case Sound.Stored(String url, Duration from) -> {
                json.writeStringField("stored", url);
                json.writeNumberField("fromMillis", from.toMillis());
            }
            case Sound.Pause(Duration length) -> json.writeNumberField("pauseMillis", length.toMillis());
        }
    }

    static Source read(Fields f) throws WrongField {
        return new Source.Playing(
                new PlaybackId(f.number("playback")),
                f.objects("sounds", Source.Playing.MAX_SOUNDS, SoundJson::sound),
                f.text("cutBy"),
                f.flag("repeated"));
    }

    private static Sound sound(Fields f) throws WrongField {
        if (f.has("prompt")) {
            return new Sound.Prompt(f.text("prompt", Sound.MAX_TEXT), f.text("language", Sound.MAX_TEXT));
        }
        if (f.has("stored")) {
            return new Sound.Stored(f.text("stored", Sound.MAX_TEXT), length(f, "fromMillis"));
        }
        return f.has("tones")
                ? new Sound.Tones(
                        f.text("tones", Sound.MAX_TEXT), f.text("country", Sound.MAX_TEXT), length(f, "lengthMillis"))
                : new Sound.Pause(length(f, "pauseMillis"));
    }

    private static Duration length(Fields f, String name) throws WrongField {
        Duration length = f.millis(name);
        if (length.isNegative() || length.compareTo(Sound.LONGEST) > 0) {
            throw f.wrong(name, "not between 0 and " + Sound.LONGEST.toMillis());
        }
        return length;
    }
}
