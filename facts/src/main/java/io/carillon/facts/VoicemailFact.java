package io.carillon.facts;

import java.time.Duration;
import java.time.Instant;

/** Facts of {@code carillon.voicemail}. A mailbox is written {@code number@context}. */
public sealed interface VoicemailFact extends Fact {

    /** Returns the mailbox, {@code number@context}. */
    String mailbox();

    /** Returns the id of the message, unique over all mailboxes. */
    String messageId();

    @Override
    default Topic topic() {
        return Topic.VOICEMAIL;
    }

    @Override
    default String key() {
        return mailbox();
    }

    /**
     * Somebody left a message. The event id is the message's.
     *
     * @param callId Carillon's id of the call it was left in
     */
    record MessageLeft(String messageId, Instant time, String mailbox, Party caller, Duration duration, String callId)
            implements VoicemailFact {
        @Override
        public String id() {
            return messageId;
        }
    }

    /** The owner of the mailbox heard a message for the first time. */
    record MessageHeard(String messageId, Instant time, String mailbox) implements VoicemailFact {
        @Override
        public String id() {
            return messageId + ":heard";
        }
    }

    /** A message was deleted. */
    record MessageDeleted(String messageId, Instant time, String mailbox) implements VoicemailFact {
        @Override
        public String id() {
            return messageId + ":deleted";
        }
    }
}
