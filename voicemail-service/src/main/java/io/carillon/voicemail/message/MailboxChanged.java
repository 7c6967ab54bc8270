package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;

/**
 * CDI event, fired asynchronously in every replica ({@code @ObservesAsync}): {@link MessageStore#counts} of this mailbox may
 * be others than before. See {@link MessageStore} for when.
 */
public record MailboxChanged(Mailbox.Key box) {}
