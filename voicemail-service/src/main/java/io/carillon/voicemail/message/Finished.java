package io.carillon.voicemail.message;

/** What became of a recording. */
public sealed interface Finished {

    /** It is a message now, in every mailbox it was for; also said if the sweeper came first. */
    record Left(MessageId message) implements Finished {}

    /** It is the greeting now, or a comment that waits to be forwarded. */
    record Kept() implements Finished {}

    /** It was shorter than it had to be, and is gone. */
    record TooShort() implements Finished {}

    /** It was discarded before, by whoever began it or because its lease was over. */
    record Gone() implements Finished {}
}
