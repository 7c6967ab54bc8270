package io.carillon.voicemail.sound;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.sound.Opening;
import io.carillon.sound.SoundFormat;
import io.carillon.sound.SoundReader;
import io.carillon.sound.g711.MuLaw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** A file that somebody sends, as µ-law at 8 kHz. */
public sealed interface UploadedSound {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(byte[] samples) implements UploadedSound {}

    record TooLong() implements UploadedSound {}

    /** @param why reads on after the file's name */
    record Unreadable(String why) implements UploadedSound {}

    static UploadedSound read(byte[] body, Format format, Duration longest) throws IOException {
        SoundFormat file = switch (format) {
            case WAV, WAV_GSM -> SoundFormat.WAV;
            case GSM -> SoundFormat.GSM;
            case MU_LAW -> SoundFormat.MU_LAW;
            case A_LAW -> SoundFormat.A_LAW;
        };
        return switch (file.open(new ByteArrayInputStream(body), body.length)) {
            case Opening.Unreadable(String why) -> new Unreadable(why);
            case Opening.Opened(SoundReader reader, Duration plays) -> {
                try (reader) {
                    yield plays.compareTo(longest) > 0 ? new TooLong() : samples(reader);
                }
            }
        };
    }

    private static UploadedSound samples(SoundReader reader) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        short[] frame = new short[SoundReader.FRAME_SAMPLES];
        for (int got = reader.read(frame); got > 0; got = reader.read(frame)) {
            for (int i = 0; i < got; i++) {
                out.write(MuLaw.encode(frame[i]));
            }
        }
        return out.size() == 0 ? new Unreadable("is empty") : new Read(out.toByteArray());
    }
}
