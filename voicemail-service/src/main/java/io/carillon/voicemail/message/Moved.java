package io.carillon.voicemail.message;

/** Whether a message lies where it was to go. */
public enum Moved {
    DONE,
    /** The folder holds {@code maxmsg} messages: nothing has changed. */
    FULL,
    /** No such message in this mailbox: another session deleted it. */
    GONE
}
