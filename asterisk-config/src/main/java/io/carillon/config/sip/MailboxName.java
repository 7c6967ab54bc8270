package io.carillon.config.sip;

/** {@code mailbox=number@context}; the context is {@code default} when none is written. */
public record MailboxName(String number, String context) {
    static final String DEFAULT_CONTEXT = "default";

    @Override
    public String toString() {
        return number + "@" + context;
    }
}
