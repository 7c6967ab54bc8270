package io.carillon.protocol.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Media control frames as JSON text. Reading is strict (an unknown, missing, double or wrong field is an error that names
 * it) and bounded by the limits below, whoever writes.
 */
public final class MediaJson {

    /** Characters a frame: room for a batch whose SDPs are all as long as a datagram allows. */
    public static final int MAX_FRAME = 512 * 1024;

    /** Commands a request: a whole call's set-up is five. */
    public static final int MAX_COMMANDS = 64;

    /** Characters of an SDP: what fits into the largest datagram. */
    static final int MAX_SDP = 65_535;

    /** Characters of every other text. */
    static final int MAX_TEXT = 1_024;

    /** Elements of a list: codecs, legs, sessions. */
    static final int MAX_ELEMENTS = 1_024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_FRAME)
                    .maxStringLength(MAX_SDP)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            // Each call is a thread of its own: buffers kept by threads would be made for each anew.
            .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
            .build();
    private static final ObjectReader TREES = new ObjectMapper(FACTORY)
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private MediaJson() {}

    /** What became of a text. */
    public sealed interface Decoded {

        record Frame(MediaFrame frame) implements Decoded {}

        /**
         * @param field where it is wrong, as in {@code commands[1].sdp}; empty if the text is no JSON object at all
         * @param cause what was expected
         * @param request the id of the request it was meant to be, if that much can be read: it can be answered
         */
        record Wrong(String field, String cause, OptionalLong request) implements Decoded {
            @Override
            public String toString() {
                return field.isEmpty() ? cause : field + ": " + cause;
            }
        }
    }

    public static String encode(MediaFrame frame) {
        return new String(bytes(frame), StandardCharsets.UTF_8);
    }

    /** The same in UTF-8. */
    static byte[] bytes(MediaFrame frame) {
        return FrameWriter.write(FACTORY, frame);
    }

    public static Decoded decode(String text) {
        if (text.length() > MAX_FRAME) {
            return new Decoded.Wrong("", "longer than " + MAX_FRAME + " characters", OptionalLong.empty());
        }
        try {
            return decode(TREES.readTree(text));
        } catch (JsonProcessingException e) {
            return new Decoded.Wrong("", "no JSON: " + e.getOriginalMessage(), OptionalLong.empty());
        }
    }

    /** The same in UTF-8, from the offset to the end of the bytes, which are fewer than a frame may have. */
    static Decoded decode(byte[] text, int offset) {
        try {
            return decode(TREES.readTree(text, offset, text.length - offset));
        } catch (JsonProcessingException e) {
            return new Decoded.Wrong("", "no JSON: " + e.getOriginalMessage(), OptionalLong.empty());
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static Decoded decode(JsonNode tree) {
        try {
            return new Decoded.Frame(FrameReader.read(tree));
        } catch (Fields.WrongField e) {
            JsonNode request = tree.path("request");
            boolean answerable = request.isIntegralNumber() && request.canConvertToLong();
            return new Decoded.Wrong(
                    e.field(), e.cause(), answerable ? OptionalLong.of(request.longValue()) : OptionalLong.empty());
        }
    }
}
