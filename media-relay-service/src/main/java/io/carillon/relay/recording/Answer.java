package io.carillon.relay.recording;

/** What came of sending something to a {@link Recipient}. */
public sealed interface Answer {

    /** It has it, for good. */
    record Acknowledged() implements Answer {}

    /** It takes no more of this recording: 409. */
    record Unwanted() implements Answer {}

    /** It has not, as far as we know; it may be sent again. */
    record Failed(String why) implements Answer {}
}
