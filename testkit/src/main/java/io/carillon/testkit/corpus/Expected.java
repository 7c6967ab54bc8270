package io.carillon.testkit.corpus;

import java.util.Map;
import java.util.OptionalInt;

/** What becomes of a message of the {@link Corpus}. */
public sealed interface Expected {

    /**
     * It is read, and a running Carillon serves it.
     *
     * @param status its final answer; empty where none is due, as to an ACK or a response
     * @param reads what it has to be read as, by the names of the corpus files
     */
    record Served(OptionalInt status, Map<String, String> reads) implements Expected {}

    /** It cannot be read whole, and its sender is told so. */
    record Refused(int status, String cause) implements Expected {}

    /** It cannot be read so far that somebody could be told. */
    record Dropped(String cause) implements Expected {}

    /** It is no message at all, and no fault either (RFC 5626 §3.5.1). */
    record KeepAlive() implements Expected {}

    /** The status that comes back from a running Carillon; empty for silence. */
    default OptionalInt answer() {
        return switch (this) {
            case Served(OptionalInt status, Map<String, String> _) -> status;
            case Refused(int status, String _) -> OptionalInt.of(status);
            case Dropped _, KeepAlive _ -> OptionalInt.empty();
        };
    }
}
