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
    /** For recordings of the administrator's, which need not be where a plan is explained. */
    static final Duration RECORDING = Duration.ofSeconds(3);

    private static final Library OURS = Library.builtIn();

    private Hearing() {}

    static String text(List<Sound> sounds) {
        return sounds.stream().map(Hearing::text).collect(Collectors.joining(", "));
    }

    static Duration length(List<Sound> sounds) {
        return sounds.stream().map(Hearing::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static String text(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) ->
                name
                        + spoken(name, language)
                                .map(text -> " \"" + text + "\"")
                                .orElseGet(() -> unspoken(name, language));
            case Sound.Tones(String definition, String country, Duration _) ->
                "the tones " + definition + " of " + country;
            case Sound.Pause(Duration length) -> "silence of " + length.toMillis() + " ms";
        };
    }

    private static String unspoken(String name, String language) {
        if (name.startsWith("moh/")) {
            return " (music)";
        }
        return ours(name, language).isPresent() ? "" : " (a recording of yours)";
    }

    private static Duration length(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) ->
                ours(name, language).orElse(RECORDING);
            case Sound.Tones(String _, String _, Duration length) -> length;
            case Sound.Pause(Duration length) -> length;
        };
    }

    /** What our own prompt of that name says; English where the language lacks it. */
    private static Optional<String> spoken(String name, String language) {
        String narrowed = language.split("[_-]", 2)[0];
        return Texts.of(narrowed)
                .flatMap(texts -> texts.text(name))
                .or(() -> Texts.of(Texts.DEFAULT).flatMap(texts -> texts.text(name)));
    }

    /** How long our own prompt is, if there is one. */
    private static Optional<Duration> ours(String name, String language) {
        return switch (OURS.open(name, language)) {
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
