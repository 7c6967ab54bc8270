package io.carillon.protocol.media.ng;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bencoded value. Its strings are bytes: a {@link Text} has one character (0 to 255) for each, so that what is not
 * understood goes back byte for byte.
 */
public sealed interface Bencode {

    record Text(String bytes) implements Bencode {}

    record Whole(long value) implements Bencode {}

    record Sequence(List<Bencode> values) implements Bencode {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /** Keys come in any order; of a key that comes twice the first value counts. */
    record Dictionary(Map<String, Bencode> entries) implements Bencode {
        public Dictionary {
            entries = Map.copyOf(entries);
        }

        public Optional<Bencode> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** Empty where there is none, and where it is not a string. */
        public Optional<String> text(String key) {
            return get(key).flatMap(Bencode::asText);
        }
    }

    /** What became of some bytes. */
    sealed interface Decoded {

        record Value(Bencode value) implements Decoded {}

        /** @param at the index of the byte that cannot be understood */
        record Malformed(int at, String cause) implements Decoded {
            @Override
            public String toString() {
                return "byte " + at + ": " + cause;
            }
        }
    }

    /** Reads one value that takes all of the bytes. */
    static Decoded decode(byte[] bytes) {
        return new BencodeReader(bytes).read();
    }

    /** Canonical: a dictionary's keys are sorted. */
    default byte[] encode() {
        StringBuilder out = new StringBuilder();
        append(out);
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Optional<String> asText() {
        return this instanceof Text(String bytes) ? Optional.of(bytes) : Optional.empty();
    }

    private void append(StringBuilder out) {
        switch (this) {
            case Text(String bytes) -> append(out, bytes);
            case Whole(long value) -> out.append('i').append(value).append('e');
            case Sequence(List<Bencode> values) -> {
                out.append('l');
                values.forEach(value -> value.append(out));
                out.append('e');
            }
            case Dictionary(Map<String, Bencode> entries) -> {
                out.append('d');
                entries.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
                    append(out, entry.getKey());
                    entry.getValue().append(out);
                });
                out.append('e');
            }
        }
    }

    private static void append(StringBuilder out, String bytes) {
        out.append(bytes.length()).append(':').append(bytes);
    }
}
