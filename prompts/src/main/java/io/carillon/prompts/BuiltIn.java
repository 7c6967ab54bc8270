package io.carillon.prompts;

import io.carillon.sound.Opening;
import io.carillon.sound.SoundFormat;
import io.carillon.sound.tone.Tone;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Our own prompts: spoken ones out of the resources, kept once read; beeps and silences made by tone. Any thread. */
final class BuiltIn {
    /** Seconds of the longest {@code silence/N}. */
    private static final int LONGEST_SILENCE = 10;

    private static final Tone BEEP = tone("!1000/300");
    /** Something was wrong. */
    private static final Tone ERROR_BEEP = tone("!400/150,!0/80,!400/150");

    /** At most as many as there are texts, in the 33 bytes a frame that they have in the resources. */
    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private BuiltIn() {}

    static Optional<Lookup> open(String name, String language) {
        Optional<Lookup> toned = generated(name);
        if (toned.isPresent()) {
            return toned;
        }
        return Texts.of(language).flatMap(texts -> texts.text(name)).map(text -> spoken(name, language));
    }

    private static Lookup spoken(String name, String language) {
        byte[] sound = READ.computeIfAbsent(language + "/" + name, BuiltIn::resource);
        try {
            Opening opening = SoundFormat.GSM.open(new ByteArrayInputStream(sound), sound.length);
            return switch (opening) {
                case Opening.Opened(var reader, Duration plays) ->
                    new Lookup.Found(reader, plays, language + " (built in)");
                case Opening.Unreadable(String why) -> new Lookup.Unreadable(name + " (built in) " + why);
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] resource(String path) {
        try (InputStream resource = BuiltIn.class.getResourceAsStream(path + ".gsm")) {
            if (resource == null) {
                throw new IllegalStateException("the sound of " + path + " is missing");
            }
            return resource.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Optional<Lookup> generated(String name) {
        return switch (name) {
            case "beep" -> Optional.of(found(BEEP));
            case "beeperr" -> Optional.of(found(ERROR_BEEP));
            default -> silence(name).map(BuiltIn::found);
        };
    }

    private static Optional<Tone> silence(String name) {
        for (int seconds = 1; seconds <= LONGEST_SILENCE; seconds++) {
            if (name.equals("silence/" + seconds)) {
                return Optional.of(tone("!0/" + seconds * 1000));
            }
        }
        return Optional.empty();
    }

    private static Lookup found(Tone tone) {
        int milliseconds =
                tone.beats().stream().mapToInt(beat -> beat.milliseconds()).sum();
        return new Lookup.Found(tone.play(), Duration.ofMillis(milliseconds), "tone (built in)");
    }

    private static Tone tone(String text) {
        if (Tone.read(text) instanceof Tone.Reading.Read(Tone tone)) {
            return tone;
        }
        throw new IllegalArgumentException(text);
    }
}
