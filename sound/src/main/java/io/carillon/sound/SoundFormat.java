package io.carillon.sound;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** The kinds of sound files, named by Asterisk's extensions. All but WAV are bare samples at 8 kHz, one channel. */
public enum SoundFormat {
    /** RIFF WAVE: PCM of 8 or 16 bits, A-law, µ-law or GSM, any rate, up to 8 channels. */
    WAV("wav"),
    MU_LAW("ulaw"),
    A_LAW("alaw"),
    GSM("gsm"),
    /** Signed, 16 bits, little-endian. */
    SIGNED_LINEAR("sln");

    private final String extension;

    SoundFormat(String extension) {
        this.extension = extension;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    public static Optional<SoundFormat> ofExtension(String extension) {
        for (SoundFormat format : values()) {
            if (format.extension.equals(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a stream of this format, which it closes: at once where it cannot be read, else with the reader.
     *
     * @param size bytes in the stream, which tell how long it plays where its header does not
     * @throws IOException the stream broke
     */
    public Opening open(InputStream stream, long size) throws IOException {
        InputStream bytes = new BufferedInputStream(stream);
        Opening opening;
        try {
            opening = switch (this) {
                case WAV -> wav(bytes, size);
                case MU_LAW -> bare(bytes, Encoding.MU_LAW, size);
                case A_LAW -> bare(bytes, Encoding.A_LAW, size);
                case GSM -> bare(bytes, Encoding.GSM, size);
                case SIGNED_LINEAR -> bare(bytes, Encoding.SIGNED_16, size);
            };
        } catch (EOFException cutShort) {
            opening = new Opening.Unreadable("ends within its header");
        } catch (IOException broken) {
            bytes.close();
            throw broken;
        }
        if (opening instanceof Opening.Unreadable) {
            bytes.close();
        }
        return opening;
    }

    private static Opening bare(InputStream bytes, Encoding encoding, long size) {
        return opened(bytes, encoding, 1, SoundReader.RATE, size);
    }

    private static Opening wav(InputStream bytes, long size) throws IOException {
        return switch (WavHeader.read(bytes)) {
            case WavHeader.Sound(Encoding encoding, int channels, int rate, long length) ->
                opened(bytes, encoding, channels, rate, Math.min(length, size));
            case WavHeader.Refused(String why) -> new Opening.Unreadable(why);
        };
    }

    private static Opening opened(InputStream bytes, Encoding encoding, int channels, int rate, long length) {
        SampleSource samples = new EncodedSamples(bytes, encoding, channels, length);
        double seconds = (double) length / encoding.blockBytes * encoding.blockSamples / channels / rate;
        Duration plays = Duration.ofMillis(Math.round(seconds * 1000));
        return new Opening.Opened(new FramedSound(Resampler.to8k(samples, rate)), plays);
    }
}
