package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import java.util.List;

/** What becomes of a recording when it is finished. */
public sealed interface Purpose {

    /**
     * A message for the mailbox, also when the process that began it dies: once the lease is over, whatever was recorded
     * is delivered.
     *
     * @param callId Carillon's id of the call
     * @param copies further mailboxes that get the message too; those that are full or unknown by then do not
     */
    record Message(Caller caller, String callId, boolean urgent, List<Mailbox.Key> copies) implements Purpose {
        public Message {
            copies = List.copyOf(copies);
        }
    }

    /** In place of the mailbox's greeting of this kind. Lost with the process that began it: nobody has approved it. */
    record Greeting(io.carillon.voicemail.message.Greeting.Kind kind) implements Purpose {}

    /** What is said before a message that is forwarded ({@link MessageStore#forward}). Lost as a greeting is. */
    record Comment() implements Purpose {}
}
