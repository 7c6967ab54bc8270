package io.carillon.protocol.media;

import java.time.Duration;

/** Something that is played to a party. */
public sealed interface Sound {

    /** Characters of a prompt's name, a language, a definition of tones or a URL. */
    int MAX_TEXT = 512;

    /** How long a pause or tones may be, and how far into what is stored one may begin. */
    Duration LONGEST = Duration.ofHours(1);

    /**
     * A recording.
     *
     * @param name as {@code Playback} names it, without its format: {@code digits/1}, or {@code /var/msg/standard} in the
     *     administrator's directory
     * @param language of the caller: {@code fr}, {@code fr_CA}
     */
    record Prompt(String name, String language) implements Sound {
        public Prompt {
            bounded(name);
            bounded(language);
        }
    }

    /**
     * Tones, as {@code Playtones} writes them: a signal ({@code busy}), or frequencies in Hz and times in ms ({@code
     * 425/500,0/500}).
     *
     * @param country whose signals sound: two letters
     * @param length after which they end, whatever they say
     */
    record Tones(String definition, String country, Duration length) implements Sound {
        public Tones {
            bounded(definition);
            bounded(country);
            bounded(length);
        }
    }

    /**
     * What voicemail has stored: the relay fetches it while it plays, as raw µ-law of 8 kHz ({@code audio/basic}).
     *
     * @param url {@code http://host:port/sound/key}, of a host that belongs to Carillon; no other is asked
     * @param from where in it to begin
     */
    record Stored(String url, Duration from) implements Sound {
        public Stored {
            bounded(url);
            bounded(from);
        }
    }

    /** Silence that is sent. */
    record Pause(Duration length) implements Sound {
        public Pause {
            bounded(length);
        }
    }

    private static void bounded(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("longer than " + MAX_TEXT + " characters");
        }
    }

    private static void bounded(Duration length) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not between 0 and " + LONGEST);
        }
    }
}
