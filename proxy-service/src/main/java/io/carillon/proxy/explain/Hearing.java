package io.carillon.proxy.explain;

import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.prompts.Texts;
import io.carillon.protocol.media.Sound;
import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a caller hears, in words, and how long it takes. */
final class Hearing {
    /** For recordings of the administrator's, where they are not at hand. */
    static final Duration RECORDING = Duration.ofSeconds(3);

    private static final Library OURS = Library.builtIn();

    /** Below it, each name is a class of music on hold, for which there is a tune of ours. */
    private static final String MUSIC = "moh/";

    private final Optional<Library> recordings;

    /** @param recordings our prompts and the administrator's, if those are at hand */
    Hearing(Optional<Library> recordings) {
        this.recordings = recordings;
    }

    String text(List<Sound> sounds) {
        return sounds.stream().map(this::text).collect(Collectors.joining(", "));
    }

    Duration length(List<Sound> sounds) {
        return sounds.stream().map(this::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** The first of these that cannot be played, and why, as the relay says it. */
    Optional<String> missing(List<Sound> sounds) {
        return sounds.stream().flatMap(sound -> missing(sound).stream()).findFirst();
    }

    private String text(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) -> name + remark(name, language);
            case Sound.Tones(String definition, String country, Duration _) ->
                "the tones " + definition + " of " + country;
            case Sound.Pause(Duration length) -> "silence of " + length.toMillis() + " ms";
        };
    }

    private String remark(String name, String language) {
        if (name.startsWith(MUSIC)) {
            return " (music)";
        }
        if (missing(new Sound.Prompt(name, language)).isPresent()) {
            return " (missing)";
        }
        Optional<Duration> ours = played(OURS, name, language);
        Optional<Duration> heard = recordings.isEmpty() ? ours : played(recordings.get(), name, language);
        // A recording in the place of a prompt of ours is hardly ever as long to the millisecond.
        return ours.isPresent() && ours.equals(heard)
                ? spoken(name, language).map(text -> " \"" + text + "\"").orElse("")
                : " (a recording of yours)";
    }

    private Duration length(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) ->
                recordings.isPresent()
                        ? played(recordings.get(), name, language).orElse(Duration.ZERO)
                        : played(OURS, name, language).orElse(RECORDING);
            case Sound.Tones(String _, String _, Duration length) -> length;
            case Sound.Pause(Duration length) -> length;
        };
    }

    private Optional<String> missing(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) ->
                name.startsWith(MUSIC)
                        ? Optional.empty()
                        : recordings
                                .filter(library ->
                                        played(library, name, language).isEmpty())
                                .map(_ -> "there is no prompt " + name + " in " + language);
            case Sound.Tones _, Sound.Pause _ -> Optional.empty();
        };
    }

    /** What our own prompt of that name says; English where the language lacks it. */
    private static Optional<String> spoken(String name, String language) {
        String narrowed = language.split("[_-]", 2)[0];
        return Texts.of(narrowed)
                .flatMap(texts -> texts.text(name))
                .or(() -> Texts.of(Texts.DEFAULT).flatMap(texts -> texts.text(name)));
    }

    /** How long a prompt is, if there is one. */
    private static Optional<Duration> played(Library library, String name, String language) {
        return switch (library.open(name, language)) {
            case Lookup.Found(SoundReader reader, Duration plays, String _) -> {
                try {
                    reader.close();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
                yield Optional.of(plays);
            }
            case Lookup.Missing _, Lookup.Unreadable _ -> Optional.empty();
        };
    }
}
