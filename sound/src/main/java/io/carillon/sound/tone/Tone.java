package io.carillon.sound.tone;

import io.carillon.sound.SoundReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A tone as Playtones() takes it: stretches separated by commas, each {@code frequency[+frequency]/milliseconds}, or
 * {@code frequency*modulation}; one without milliseconds never ends. After the last, it begins again at the first that has no
 * {@code !} before it, and ends where all have one. {@code M69} is the note of MIDI's number 69.
 *
 * @param beats at least one
 * @param repeatFrom where it begins again; the number of beats where it ends
 */
public record Tone(List<Beat> beats, int repeatFrom) {
    /** A tone is a signal, not a piece of music. */
    private static final int MOST_BEATS = 128;
    /** What 8 kHz can carry. */
    private static final int MOST_HERTZ = 3999;

    private static final int MOST_MILLISECONDS = 3_600_000;

    public Tone {
        beats = List.copyOf(beats);
    }

    /** What comes of reading a tone's text. */
    public sealed interface Reading {
        record Read(Tone tone) implements Reading {}

        /**
         * It is no tone.
         *
         * @param why names the part that is wrong
         */
        record Wrong(String why) implements Reading {}
    }

    public static Reading read(String text) {
        String[] parts = text.strip().split("[,|]", -1);
        if (parts.length > MOST_BEATS) {
            return new Reading.Wrong("more than " + MOST_BEATS + " parts");
        }
        List<Beat> beats = new ArrayList<>(parts.length);
        int repeatFrom = parts.length;
        for (String part : parts) {
            String beat = part.strip();
            boolean once = beat.startsWith("!");
            if (!once && repeatFrom == parts.length) {
                repeatFrom = beats.size();
            }
            try {
                beats.add(beat(once ? beat.substring(1) : beat));
            } catch (NumberFormatException wrong) {
                return new Reading.Wrong("'" + beat + "' is no frequency and time");
            }
        }
        return new Reading.Read(new Tone(beats, repeatFrom));
    }

    private static Beat beat(String text) {
        int slash = text.indexOf('/');
        String sound = slash < 0 ? text : text.substring(0, slash);
        int milliseconds = slash < 0 ? 0 : number(text.substring(slash + 1), MOST_MILLISECONDS);
        int sign = Math.max(sound.indexOf('+'), sound.indexOf('*'));
        if (sign < 0) {
            return new Beat(hertz(sound), 0, false, milliseconds);
        }
        return new Beat(
                hertz(sound.substring(0, sign)),
                hertz(sound.substring(sign + 1)),
                sound.charAt(sign) == '*',
                milliseconds);
    }

    private static int hertz(String text) {
        if (text.startsWith("M")) {
            return (int) Math.round(440 * Math.pow(2, (number(text.substring(1), 107) - 69) / 12.0));
        }
        return number(text, MOST_HERTZ);
    }

    private static int number(String text, int most) {
        int number = Integer.parseInt(text.strip());
        if (number < 0 || number > most) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /** Its sound, from the beginning. Never breaks; needs no closing. */
    public SoundReader play() {
        return new TonePlayer(this);
    }
}
