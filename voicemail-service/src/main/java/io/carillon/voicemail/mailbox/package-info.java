/** Mailboxes: what voicemail.conf says of them, and what their owners changed. */
package io.carillon.voicemail.mailbox;
