package io.carillon.relay.playing;

import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.protocol.media.Sound;
import io.carillon.sound.SoundReader;
import io.carillon.sound.tone.CountryTones;
import io.carillon.sound.tone.Tone;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Prompts of a library, and tones; what is stored elsewhere is not among them. */
public final class LibrarySounds implements Sounds {
    /** Below it, each name is a class of music on hold: one recording, or a directory of them. */
    private static final String MUSIC = "moh/";

    /** For those who wait, where the administrator has no music: soft notes, far apart, of our own. */
    private static final Tone TUNE =
            tune("M60/900,0/100,M64/450,0/50,M67/450,0/550,M72/900,0/100,M67/450,0/50,M64/450,0/550,"
                    + "M65/900,0/100,M69/450,0/50,M72/450,0/550,M67/1400,0/1100");

    private final Library library;

    public LibrarySounds(Library library) {
        this.library = library;
    }

    @Override
    public Found find(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) -> prompt(name, language);
            case Sound.Tones(String definition, String country, Duration length) ->
                switch (CountryTones.of(country)
                        .or(() -> CountryTones.of(CountryTones.DEFAULT))
                        .orElseThrow()
                        .named(definition)) {
                    case Tone.Reading.Read(Tone tone) -> new Found.Ready(new FirstPart(tone.play(), length));
                    case Tone.Reading.Wrong(String why) -> new Found.Missing(definition + " is no tone: " + why);
                };
            case Sound.Stored _ -> new Found.Missing("nothing is stored here");
            case Sound.Pause(Duration length) -> new Found.Ready(new FirstPart(new Silence(), length));
        };
    }

    private static Tone tune(String notes) {
        return switch (Tone.read(notes)) {
            case Tone.Reading.Read(Tone tone) -> tone;
            case Tone.Reading.Wrong(String why) -> throw new IllegalStateException(why);
        };
    }

    private Found album(String name, String language) {
        try {
            List<String> tracks = library.recordingsIn(name);
            return tracks.isEmpty()
                    ? new Found.Ready(TUNE.play())
                    : new Found.Ready(new Album(library, tracks, language));
        } catch (IOException broken) {
            return new Found.Missing("the music in " + name + " cannot be listed: " + broken);
        }
    }

    private Found prompt(String name, String language) {
        return switch (library.open(name, language)) {
            case Lookup.Found(SoundReader reader, Duration _, String _) -> new Found.Ready(reader);
            case Lookup.Missing() ->
                name.startsWith(MUSIC)
                        ? album(name, language)
                        : new Found.Missing("there is no prompt " + name + " in " + language);
            case Lookup.Unreadable(String why) -> new Found.Missing(why);
        };
    }
}
