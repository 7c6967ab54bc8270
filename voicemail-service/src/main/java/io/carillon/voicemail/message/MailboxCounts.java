package io.carillon.voicemail.message;

/**
 * What a message-waiting lamp is told (RFC 3842 §5.2).
 *
 * @param fresh messages in {@link Folder#NEW}, urgent ones included
 * @param old messages in {@link Folder#OLD}
 * @param urgent those of the new ones that are urgent
 */
public record MailboxCounts(int fresh, int old, int urgent) {
    public static final MailboxCounts NONE = new MailboxCounts(0, 0, 0);
}
