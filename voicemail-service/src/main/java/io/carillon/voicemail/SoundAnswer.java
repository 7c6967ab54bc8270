package io.carillon.voicemail;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundRendering;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sound over HTTP, whole or one range of its bytes (RFC 9110 §14); streamed, never whole in memory. */
final class SoundAnswer {
    /** Several ranges are answered with the whole, as RFC 9110 §14.2 allows. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final int SAMPLES_A_MILLI = 8;

    /** Bytes, the last one included. */
    private record Range(long first, long last) {}

    private SoundAnswer() {}

    /**
     * Answers with a sound.
     *
     * @param from the first sample: the rest is as if it were all
     */
    static Response of(MessageStore store, SoundId sound, Format format, long from, Optional<String> asked) {
        Duration length = store.length(sound).orElseThrow(NotFoundException::new);
        long samples = Math.max(0, length.toMillis() * SAMPLES_A_MILLI - from);
        SoundRendering rendering = new SoundRendering(format, samples);
        long size = rendering.size();
        Optional<Matcher> matched = asked.map(RANGE::matcher)
                .filter(Matcher::matches)
                .filter(range -> !range.group(1).isEmpty() || !range.group(2).isEmpty());
        Range range = matched.map(found -> range(found, size)).orElse(new Range(0, size - 1));
        if (matched.isPresent() && (range.first() > range.last() || range.first() >= size)) {
            return Response.status(NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + size)
                    .build();
        }
        StreamingOutput body = out -> {
            try (InputStream stored = store.open(sound, from).orElseThrow(() -> new IOException(sound + " is gone"))) {
                rendering.write(stored, out, range.first(), range.last() + 1);
            }
        };
        Response.ResponseBuilder answer = Response.status(matched.isPresent() ? PARTIAL : 200)
                .entity(body)
                .type(rendering.mediaType())
                .header("Accept-Ranges", "bytes")
                .header("Content-Length", range.last() + 1 - range.first());
        matched.ifPresent(
                found -> answer.header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size));
        return answer.build();
    }

    private static Range range(Matcher asked, long size) {
        if (asked.group(1).isEmpty()) {
            return new Range(Math.max(0, size - Long.parseLong(asked.group(2))), size - 1);
        }
        long last = asked.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(asked.group(2)));
        return new Range(Long.parseLong(asked.group(1)), last);
    }
}
